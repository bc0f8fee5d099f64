/// The receiver operating characteristic, point for point as scikit-learn's `roc_curve` gives it for
/// negated distances.
public struct ROCCurve: Sendable {
  /// FMR (false positive rate), ascending from 0.
  public let falseMatchRates: [Double]
  /// TAR (true positive rate), ascending from 0.
  public let trueAcceptRates: [Double]
  /// The distance accepted at each point, ascending; the first point accepts nothing and has minus
  /// infinity.
  public let thresholds: [Double]

  /// Draws the curve, one point for each distinct distance.
  ///
  /// With `dropIntermediate` points are left out where the second differences of both counts are
  /// zero: they lie on a straight line. Rates are NaN where a side has no distances.
  public init(_ counts: ThresholdCounts, dropIntermediate: Bool = true) {
    let kept = dropIntermediate ? Self.corners(counts) : Array(counts.thresholds.indices)
    let mated = Double(counts.matedCount)
    let nonMated = Double(counts.nonMatedCount)
    falseMatchRates = [0 / nonMated] + kept.map { Double(counts.falsePositives[$0]) / nonMated }
    trueAcceptRates = [0 / mated] + kept.map { Double(counts.truePositives[$0]) / mated }
    thresholds = [-.infinity] + kept.map { counts.thresholds[$0] }
  }

  /// The area under the curve by the trapezoid rule.
  public var area: Double { Trapezoid.area(x: falseMatchRates, y: trueAcceptRates) }

  private static func corners(_ counts: ThresholdCounts) -> [Int] {
    let tp = counts.truePositives
    let fp = counts.falsePositives
    guard tp.count > 2 else { return Array(tp.indices) }
    var kept = [0]
    for place in 1..<(tp.count - 1) {
      let isStraight =
        fp[place + 1] - fp[place] == fp[place] - fp[place - 1]
        && tp[place + 1] - tp[place] == tp[place] - tp[place - 1]
      if !isStraight { kept.append(place) }
    }
    return kept + [tp.count - 1]
  }
}
