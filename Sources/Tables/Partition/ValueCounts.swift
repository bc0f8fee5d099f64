internal import Foundation

/// How often each value of a column occurs in one class, and what follows from it.
///
/// Only the values that occur are visited, so that small classes are cheap whatever the domain.
struct ValueCounts {
  private(set) var counts: [Int32]
  /// The ranks that occur.
  private(set) var present: [Int32] = []
  private(set) var total = 0

  init(domain count: Int) { counts = [Int32](repeating: 0, count: count) }

  mutating func add(_ rank: Int32) {
    if counts[Int(rank)] == 0 { present.append(rank) }
    counts[Int(rank)] += 1
    total += 1
  }

  mutating func clear() {
    for rank in present { counts[Int(rank)] = 0 }
    present.removeAll(keepingCapacity: true)
    total = 0
  }

  /// Different values.
  var distinct: Int { present.count }

  /// The number whose logarithm is the entropy: how many equally frequent values mix as well.
  var effective: Double {
    var sum = 0.0
    for rank in present.sorted() {
      let share = Double(counts[Int(rank)]) / Double(total)
      sum -= share * log(share)
    }
    return exp(sum)
  }

  /// The least c for which recursive (c, l)-diversity does not hold: `r[1] / (r[l] + ... + r[m])`,
  /// infinite with fewer than l values.
  func recursiveBound(l: Int) -> Double {
    let sorted = present.map { counts[Int($0)] }.sorted(by: >)
    let rest = sorted.dropFirst(l - 1).reduce(0) { $0 + Int($1) }
    guard rest > 0, let first = sorted.first else { return .infinity }
    return Double(first) / Double(rest)
  }

  func satisfies(_ diversity: PrivacyModel.Diversity) -> Bool {
    switch diversity {
    case .distinct(let l): distinct >= l
    // A hair below, since l equal shares must count as l.
    case .entropy(let l): effective >= l * (1 - 1e-12)
    case .recursive(let c, let l): recursiveBound(l: l) < c
    }
  }
}
