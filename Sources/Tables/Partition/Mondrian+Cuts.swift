extension Mondrian.Worker {
  /// Up to the median against the rest; where that is not valid, below the median against the rest.
  mutating func cutAtMedian(_ part: Range<Int>, _ dimension: Int) -> [Range<Int>]? {
    let middle = median.value(
      at: (part.count - 1) / 2, plan.store, part, dimension, low: low[dimension],
      high: high[dimension])
    if middle < high[dimension],
      let pieces = cut(part, dimension, upTo: middle)
    {
      return pieces
    }
    return middle > low[dimension] ? cut(part, dimension, upTo: middle - 1) : nil
  }

  private mutating func cut(
    _ part: Range<Int>, _ dimension: Int, upTo limit: Int32
  ) -> [Range<Int>]? {
    take(plan.store.distribute(part, dimension, parts: 2) { $0 <= limit ? 0 : 1 }, part)
  }

  /// As many records on the left as on the right, those equal to the median shared in their order.
  mutating func cutInHalves(_ part: Range<Int>, _ dimension: Int) -> [Range<Int>]? {
    let store = plan.store
    let half = part.count / 2
    guard half > 0 else { return nil }
    let middle = median.value(
      at: half, store, part, dimension, low: low[dimension], high: high[dimension])
    let values = part.map { store.records[$0 * store.stride + dimension] }
    var ties = half - values.count { $0 < middle }
    let isLeft = values.map { value in
      guard value == middle else { return value < middle }
      ties -= 1
      return ties >= 0
    }
    let pieces = store.distribute(part, parts: 2) { isLeft[$0 - part.lowerBound] ? 0 : 1 }
    return take(pieces, part)
  }

  /// One piece for each branch below the lowest group that covers the part. In relaxed cutting,
  /// branches that are too small alone are put together.
  mutating func cutBelow(
    _ hierarchy: Hierarchy, _ part: Range<Int>, _ dimension: Int
  ) -> [Range<Int>]? {
    let top = hierarchy.commonAncestor(Int(low[dimension]), Int(high[dimension]))
    let branches = hierarchy.nodes[top].children
    guard branches.count > 1 else { return nil }
    let ends = branches.map { Int32(hierarchy.nodes[$0].leaves.upperBound) }
    let branch = { (rank: Int32) in ends.firstIndex { rank < $0 } ?? 0 }
    let pieces = plan.store.distribute(part, dimension, parts: branches.count, branch)
      .filter { !$0.isEmpty }
    if let taken = take(pieces, part) { return taken }
    return plan.method == .relaxed
      ? cutPooling(part, dimension, branchCount: branches.count, branch) : nil
  }

  /// Puts the smallest branches together until what is left over is valid as well.
  private mutating func cutPooling(
    _ part: Range<Int>, _ dimension: Int, branchCount: Int, _ branch: (Int32) -> Int
  ) -> [Range<Int>]? {
    let store = plan.store
    var counts = [Int](repeating: 0, count: branchCount)
    for place in part { counts[branch(store.records[place * store.stride + dimension])] += 1 }
    let order = counts.indices.filter { counts[$0] > 0 }.sorted {
      (counts[$0], $0) < (counts[$1], $1)
    }
    guard order.count > 2 else { return nil }
    for pooled in 2..<order.count {
      var group = [Int](repeating: 0, count: branchCount)
      for (index, branch) in order.dropFirst(pooled).enumerated() { group[branch] = index + 1 }
      let pieces = store.distribute(part, dimension, parts: order.count - pooled + 1) {
        group[branch($0)]
      }
      if let taken = take(pieces, part) { return taken }
    }
    return nil
  }
}
