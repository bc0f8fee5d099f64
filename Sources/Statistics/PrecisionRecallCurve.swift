/// Precision against recall, point for point as scikit-learn's `precision_recall_curve` gives it for
/// negated distances.
public struct PrecisionRecallCurve: Sendable {
  /// Precision at each threshold, and 1 at the end.
  public let precisions: [Double]
  /// Recall at each threshold, descending, and 0 at the end. 1 where nothing is mated.
  public let recalls: [Double]
  /// The distances, descending; one less than there are points.
  public let thresholds: [Double]

  /// Draws the curve, one point for each distinct distance.
  ///
  /// With `dropIntermediate` only the first and last point of each recall are kept.
  public init(_ counts: ThresholdCounts, dropIntermediate: Bool = false) {
    let count = counts.thresholds.count
    let kept = dropIntermediate ? counts.cornersOfTruePositives() : Array(0..<count)
    let mated = counts.matedCount
    precisions =
      kept.reversed().map { place in
        let tp = counts.truePositives[place]
        return Double(tp) / Double(tp + counts.falsePositives[place])
      } + [1]
    recalls =
      kept.reversed().map { place in
        mated == 0 ? 1 : Double(counts.truePositives[place]) / Double(mated)
      } + [0]
    thresholds = kept.reversed().map { counts.thresholds[$0] }
  }

  /// The area under the curve by the trapezoid rule.
  public var area: Double { Trapezoid.area(x: recalls, y: precisions) }
}
