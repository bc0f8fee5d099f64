/// Whether groups of records satisfy a privacy model. One for each piece of work: it has memory.
struct ClassCheck {
  private let model: PrivacyModel
  private let distributions: [TableDistribution]
  private let quasiCount: Int
  private let stride: Int
  private var counts: [ValueCounts]

  init(_ model: PrivacyModel, _ table: EncodedTable, _ distributions: [TableDistribution]) {
    self.model = model
    self.distributions = distributions
    quasiCount = table.quasi.count
    stride = quasiCount + table.sensitive.count + 1
    let isNeeded = model.diversity != nil || model.closeness != nil
    counts = isNeeded ? table.sensitive.map { ValueCounts(domain: $0.domain.count) } : []
  }

  /// Whether the `count` records from `records` on may form a class.
  mutating func holds(_ records: UnsafePointer<Int32>, _ count: Int) -> Bool {
    guard count >= model.k, count > 0 else { return false }
    for column in counts.indices {
      for index in 0..<count { counts[column].add(records[index * stride + quasiCount + column]) }
      let isGood = isMixed(column)
      counts[column].clear()
      if !isGood { return false }
    }
    return true
  }

  private func isMixed(_ column: Int) -> Bool {
    if let diversity = model.diversity, !counts[column].satisfies(diversity) { return false }
    // A hair above, since sums of shares round.
    return switch model.closeness {
    case .earthMover(let t): distributions[column].earthMover(counts[column]) <= t + 1e-12
    case .largestDifference(let t):
      distributions[column].largestDifference(counts[column]) <= t + 1e-12
    case nil: true
    }
  }
}
