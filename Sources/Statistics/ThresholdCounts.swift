/// The counts at every distinct distance, ascending: the whole curve before it is drawn
/// (`confusion_matrix_at_thresholds` of scikit-learn on negated distances).
public struct ThresholdCounts: Sendable {
  /// The distinct distances, ascending.
  public let thresholds: [Double]
  /// Mated comparisons accepted at each threshold.
  public let truePositives: [Int]
  /// Non-mated comparisons accepted at each threshold.
  public let falsePositives: [Int]

  /// Merges the two sorted lists of `scores`.
  public init(_ scores: ComparisonScores) {
    let mated = scores.mated
    let nonMated = scores.nonMated
    var thresholds: [Double] = []
    var truePositives: [Int] = []
    var falsePositives: [Int] = []
    let capacity = mated.count + nonMated.count
    thresholds.reserveCapacity(capacity)
    truePositives.reserveCapacity(capacity)
    falsePositives.reserveCapacity(capacity)
    var m = 0
    var n = 0
    var nextMated = mated.first ?? .infinity
    while n < nonMated.count || m < mated.count {
      let distance = n < nonMated.count ? min(nonMated[n], nextMated) : nextMated
      while n < nonMated.count, nonMated[n] == distance { n += 1 }
      if nextMated == distance {
        while m < mated.count, mated[m] == distance { m += 1 }
        nextMated = m < mated.count ? mated[m] : .infinity
      }
      thresholds.append(distance)
      truePositives.append(m)
      falsePositives.append(n)
    }
    self.thresholds = thresholds
    self.truePositives = truePositives
    self.falsePositives = falsePositives
  }

  /// The number of mated comparisons.
  var matedCount: Int { truePositives.last ?? 0 }

  /// The number of non-mated comparisons.
  var nonMatedCount: Int { falsePositives.last ?? 0 }

  /// The places where `truePositives` differs from its neighbour before or after, and both ends.
  func cornersOfTruePositives() -> [Int] {
    let count = thresholds.count
    guard count > 2 else { return Array(0..<count) }
    return (0..<count).filter { place in
      place == 0 || place == count - 1
        || truePositives[place] != truePositives[place - 1]
        || truePositives[place] != truePositives[place + 1]
    }
  }
}
