/// What one threshold does: comparisons are accepted ("the same person") where the distance is at
/// most the threshold. Rates of nothing are NaN.
public struct OperatingPoint: Codable, Hashable, Sendable {
  /// The threshold, a distance.
  public let threshold: Double
  /// Mated comparisons accepted.
  public let truePositives: Int
  /// Non-mated comparisons accepted.
  public let falsePositives: Int
  /// Mated comparisons not accepted.
  public let falseNegatives: Int
  /// Non-mated comparisons not accepted.
  public let trueNegatives: Int

  /// Builds a point from its counts.
  public init(
    threshold: Double, truePositives: Int, falsePositives: Int, falseNegatives: Int,
    trueNegatives: Int
  ) {
    self.threshold = threshold
    self.truePositives = truePositives
    self.falsePositives = falsePositives
    self.falseNegatives = falseNegatives
    self.trueNegatives = trueNegatives
  }

  /// TP / (TP + FN): the part of mated comparisons accepted, also called recall or TMR.
  public var trueAcceptRate: Double { ratio(truePositives, truePositives + falseNegatives) }

  /// FP / (FP + TN): the part of non-mated comparisons accepted (FMR).
  public var falseMatchRate: Double { ratio(falsePositives, falsePositives + trueNegatives) }

  /// FN / (TP + FN): the part of mated comparisons not accepted (FNMR).
  public var falseNonMatchRate: Double { ratio(falseNegatives, truePositives + falseNegatives) }

  /// TP / (TP + FP): the part of accepted comparisons that are right; 0 where none is accepted.
  public var precision: Double {
    truePositives == 0 ? 0 : ratio(truePositives, truePositives + falsePositives)
  }

  /// The harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN).
  public var f1: Double {
    ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives)
  }

  /// Youden's J: true accept rate minus false match rate.
  public var youden: Double { trueAcceptRate - falseMatchRate }

  private func ratio(_ part: Int, _ whole: Int) -> Double { Double(part) / Double(whole) }
}
