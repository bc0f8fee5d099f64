/// Detection error trade-off: FNMR against FMR, point for point as scikit-learn's `det_curve` gives it
/// for negated distances (Martin et al. 1997).
public struct DETCurve: Sendable {
  /// FMR, descending.
  public let falseMatchRates: [Double]
  /// FNMR, ascending.
  public let falseNonMatchRates: [Double]
  /// The distances, descending; minus infinity where nothing is accepted.
  public let thresholds: [Double]

  /// Draws the curve between the last point without false matches and the first without false
  /// non-matches. Empty where a side has no distances.
  ///
  /// With `dropIntermediate` only the first and last point of each FNMR are kept.
  public init(_ counts: ThresholdCounts, dropIntermediate: Bool = false) {
    guard counts.matedCount > 0, counts.nonMatedCount > 0 else {
      (falseMatchRates, falseNonMatchRates, thresholds) = ([], [], [])
      return
    }
    let whole = counts.startingFromNothing()
    let kept = dropIntermediate ? whole.cornersOfTruePositives() : Array(whole.thresholds.indices)
    let mated = counts.matedCount
    let firstKept = kept.lastIndex { whole.falsePositives[$0] == 0 } ?? 0
    let lastKept = kept.firstIndex { whole.truePositives[$0] == mated } ?? kept.count - 1
    let shown = kept[firstKept...max(firstKept, lastKept)].reversed()
    falseMatchRates = shown.map {
      Double(whole.falsePositives[$0]) / Double(counts.nonMatedCount)
    }
    falseNonMatchRates = shown.map { Double(mated - whole.truePositives[$0]) / Double(mated) }
    thresholds = shown.map { whole.thresholds[$0] }
  }
}

extension ThresholdCounts {
  /// The same counts with a first threshold that accepts nothing.
  fileprivate func startingFromNothing() -> ThresholdCounts {
    ThresholdCounts(
      thresholds: [-.infinity] + thresholds, truePositives: [0] + truePositives,
      falsePositives: [0] + falsePositives)
  }

  private init(thresholds: [Double], truePositives: [Int], falsePositives: [Int]) {
    self.thresholds = thresholds
    self.truePositives = truePositives
    self.falsePositives = falsePositives
  }
}
