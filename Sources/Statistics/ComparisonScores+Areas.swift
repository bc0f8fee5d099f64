// All of these are exact on the full curves of scikit-learn, ties included. They are NaN where there
// is no mated or no non-mated distance.
extension ComparisonScores {
  /// The area under the ROC curve: the probability that a mated distance is smaller than a non-mated
  /// one, ties counting half (`roc_auc_score` of the negated distances).
  public var areaUnderROC: Double { steps.areaUnderROC }

  /// Average precision: the sum over the curve of the gain in recall times the precision, without
  /// interpolation (`average_precision_score`).
  public var averagePrecision: Double { steps.averagePrecision }

  /// The area under the precision-recall curve by the trapezoid rule, from recall 0 and precision 1
  /// on (`auc` of `precision_recall_curve`). It is not the average precision: straight lines between
  /// points of this curve are too optimistic (Davis and Goadrich 2006).
  public var areaUnderPrecisionRecall: Double { steps.areaUnderPrecisionRecall }

  /// The equal error rate: where FMR and FNMR cross on the straight lines that join the points of the
  /// full ROC curve.
  public var equalErrorRate: Double { steps.equalError?.rate ?? .nan }

  /// The smallest observed distance at which FMR is at least FNMR.
  public var equalErrorThreshold: Double {
    guard let (_, matedCount, nonMatedCount) = steps.equalError else { return .nan }
    // FMR >= FNMR in whole numbers: accepted * P >= (P - mated) * N.
    let needed = (mated.count - matedCount) * nonMated.count
    let accepted = (needed + mated.count - 1) / mated.count
    let onStep = matedCount > 0 ? mated[matedCount - 1] : -.infinity
    // The crossing lies at a mated distance, or on the flat line of non-mated ones before the next.
    let isFlat = accepted > 0 && nonMatedCount > 0 && nonMated[nonMatedCount - 1] > onStep
    return isFlat ? max(nonMated[accepted - 1], onStep) : onStep
  }

  /// d': the difference of the mean non-mated and mean mated distance in units of their root mean
  /// square standard deviation (n - 1). NaN also where a side has less than two distances.
  public var discriminability: Double {
    guard mated.count > 1, nonMated.count > 1 else { return .nan }
    let (matedMean, matedVariance) = moments(mated)
    let (nonMatedMean, nonMatedVariance) = moments(nonMated)
    return (nonMatedMean - matedMean) / ((matedVariance + nonMatedVariance) / 2).squareRoot()
  }

  private func moments(_ values: [Double]) -> (mean: Double, variance: Double) {
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (mean, squares / Double(values.count - 1))
  }
}
