/// Which categories a part has, in the order of its records.
struct AppearanceOrder {
  /// Categories in the whole table that the shares refer to.
  private let counts: [Int]
  private var seen: [[Bool]]

  init(_ domains: [ColumnDomain]) {
    counts = domains.map(\.count)
    seen = domains.map { $0.positions == nil ? [Bool](repeating: false, count: $0.count) : [] }
  }

  /// The different ranks of `dimension`, first come first.
  mutating func ranks(
    _ store: RecordStore, _ part: Range<Int>, _ dimension: Int
  ) -> [Int32] {
    var found: [Int32] = []
    for place in part {
      let rank = store.records[place * store.stride + dimension]
      guard !seen[dimension][Int(rank)] else { continue }
      seen[dimension][Int(rank)] = true
      found.append(rank)
    }
    for rank in found { seen[dimension][Int(rank)] = false }
    return found
  }

  /// How many of the table's categories the part has, as a share.
  mutating func share(
    _ store: RecordStore, _ part: Range<Int>, _ dimension: Int
  ) -> Double {
    Double(ranks(store, part, dimension).count) / Double(max(1, counts[dimension]))
  }
}

extension Mondrian.Worker {
  /// Numbers below the median against the rest; the first half of the categories in order of
  /// appearance against the others.
  mutating func cutAsAnonypy(_ part: Range<Int>, _ dimension: Int) -> [Range<Int>]? {
    let store = plan.store
    guard let numbers = plan.domains[dimension].numbers else {
      let found = appearance.ranks(store, part, dimension)
      let left = Set(found.prefix(found.count / 2))
      return take(
        store.distribute(part, dimension, parts: 2) { left.contains($0) ? 0 : 1 }, part)
    }
    let value = { (place: Int, worker: inout Self) in
      numbers[
        Int(
          worker.median.value(
            at: place, store, part, dimension, low: worker.low[dimension],
            high: worker.high[dimension]))]
    }
    let middle =
      (value((part.count - 1) / 2, &self) + value(part.count / 2, &self)) / 2
    return take(
      store.distribute(part, dimension, parts: 2) { numbers[Int($0)] < middle ? 0 : 1 }, part)
  }
}
