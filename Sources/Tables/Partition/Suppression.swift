/// Taking outliers out of classes, whose other rows then keep more.
///
/// Of each class the best tail along one quasi-identifier is a candidate; the candidates that save
/// most GenILoss for each row go first, up to the budget. The suppressed rows form a class of their
/// own, which must satisfy the model like any other; where it does not, nothing is suppressed.
struct Suppression {
  let store: RecordStore
  let domains: [ColumnDomain]
  let budget: Int
  /// The least number of rows that a class must keep.
  let least: Int

  /// The longest tail that is tried.
  private static let tailLimit = 64
  /// Larger classes are left alone: a few rows less change little in them.
  private static let classLimit = 4096

  private struct Candidate {
    let group: Int
    /// The places of the rows in the store.
    let places: [Int]
    let gain: Double
  }

  /// The places of the rows to suppress, ascending.
  func places(in classes: [Range<Int>], _ check: inout ClassCheck) -> [Int] {
    guard budget > 0 else { return [] }
    var candidates: [Candidate] = []
    for (group, part) in classes.enumerated() {
      if let best = best(group, part, &check) { candidates.append(best) }
    }
    candidates.sort {
      (-$0.gain / Double($0.places.count), $0.group) < (
        -$1.gain / Double($1.places.count), $1.group
      )
    }
    var taken: [Int] = []
    for candidate in candidates where taken.count + candidate.places.count <= budget {
      taken += candidate.places
    }
    return holds(taken, &check) ? taken.sorted() : []
  }

  private func holds(_ places: [Int], _ check: inout ClassCheck) -> Bool {
    var records: [Int32] = []
    for place in places {
      for index in 0..<store.stride { records.append(store.records[place * store.stride + index]) }
    }
    return records.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { check.holds($0, places.count) } ?? false
    }
  }

  private func best(_ group: Int, _ part: Range<Int>, _ check: inout ClassCheck) -> Candidate? {
    let longest = min(part.count - least, budget, Self.tailLimit)
    guard longest > 0, part.count <= Self.classLimit else { return nil }
    let whole = loss(Array(part)) * Double(part.count)
    var best: Candidate?
    for dimension in domains.indices {
      let sorted = part.sorted { (rank($0, dimension), $0) < (rank($1, dimension), $1) }
      for length in 1...longest {
        for tail in [Array(sorted.prefix(length)), Array(sorted.suffix(length))] {
          let others = part.filter { !tail.contains($0) }
          let gain =
            whole - loss(others) * Double(others.count) - Double(length * domains.count)
          guard gain > best?.gain ?? 0, holds(others, &check) else { continue }
          best = Candidate(group: group, places: tail, gain: gain)
        }
      }
    }
    return best
  }

  private func rank(_ place: Int, _ dimension: Int) -> Int32 {
    store.records[place * store.stride + dimension]
  }

  /// The sum of the losses of all quasi-identifiers of a class of these records.
  private func loss(_ places: [Int]) -> Double {
    domains.indices.reduce(0) { sum, dimension in
      sum + domains[dimension].generalisation(places.lazy.map { rank($0, dimension) }).loss
    }
  }
}
