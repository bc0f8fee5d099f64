public import Files

/// The curves of a matrix in numbers, and the thresholds that are best on it: what
/// `efface threshold` reports. Comparisons that were not possible are left out of all curves and
/// counted in `acquisition`.
public struct ThresholdSelection: Codable, Hashable, Sendable {
  /// Which definitions hold.
  public enum Rule: String, CaseIterable, Codable, Sendable {
    /// A grid of 100 thresholds: `StudyCurves`.
    case study
    /// Every observed distance, as scikit-learn defines the curves.
    case exact
  }

  /// A chosen threshold.
  public struct Optimum: Codable, Hashable, Sendable {
    /// The distance up to which a comparison is accepted.
    public let threshold: Double
    /// What was made largest: TAR - FMR, or F1.
    public let value: Double
    /// Mated comparisons accepted.
    public let truePositives: Int
    /// Non-mated comparisons accepted.
    public let falsePositives: Int
  }

  /// One row of the table of thresholds around the F1 optimum.
  public struct Row: Codable, Hashable, Sendable {
    /// The distance up to which a comparison is accepted.
    public let threshold: Double
    /// Mated comparisons accepted.
    public let truePositives: Int
    /// Non-mated comparisons accepted.
    public let falsePositives: Int
  }

  /// TAR at the largest threshold whose FMR does not exceed a limit.
  public struct FixedFalseMatchRate: Codable, Hashable, Sendable {
    /// The limit.
    public let fmr: Double
    /// The largest observed distance within the limit; nil where even the smallest is beyond it.
    public let threshold: Double?
    /// The part of mated comparisons accepted there.
    public let tar: Double
  }

  /// `study` or `exact`: holds for `youden`, `f1` and `table`.
  public let `protocol`: Rule
  /// What the distances are.
  public let metric: DistanceMetric
  /// The rows of the matrix.
  public let rows: Int
  /// The columns of the matrix.
  public let columns: Int
  /// The exact area under the ROC curve, ties half.
  public let auc: Double
  /// Where TAR - FMR is first largest.
  public let youden: Optimum
  /// Where F1 is first largest.
  public let f1: Optimum
  /// The area under precision-recall by the trapezoid rule over the study's grid.
  public let auprcGrid: Double
  /// The area under the full precision-recall curve by the trapezoid rule.
  public let auprcTrapezoid: Double
  /// Average precision, without interpolation.
  public let averagePrecision: Double
  /// The equal error rate, interpolated on the full ROC curve.
  public let eer: Double
  /// The smallest observed distance where FMR is at least FNMR.
  public let eerThreshold: Double
  /// d', nil where a side has less than two distances or none varies.
  public let discriminability: Double?
  /// TAR at FMR 0.1 %, 1 % and 10 %.
  public let tarAtFMR: [FixedFalseMatchRate]
  /// Up to twelve thresholds, from five before the F1 optimum to six after it.
  public let table: [Row]
  /// How many pictures had no face.
  public let acquisition: Acquisition

  /// Chooses thresholds on `matrix`.
  ///
  /// - Throws: `EffaceError.unsuitable` where no mated or no non-mated comparison was possible.
  public init(
    _ matrix: DistanceMatrix, rule: Rule = .exact, metric: DistanceMetric
  ) throws(EffaceError) {
    let scores = ComparisonScores(matrix)
    guard let youden = scores.youdenOptimum, let f1 = scores.f1Optimum else {
      throw EffaceError(
        .unsuitable,
        """
        The distance matrix has \(scores.mated.count) mated and \(scores.nonMated.count) non-mated \
        distances; at least one of each is needed to choose a threshold (row <id>_n and column \
        <id>_d show the same person).
        """)
    }
    let grid = StudyCurves(scores, gridEnd: metric.gridEnd)
    let isStudy = rule == .study
    let youdenPoint = isStudy ? grid.operatingPoint(grid.youdenIndex) : youden
    let f1Point = isStudy ? grid.operatingPoint(grid.f1Index) : f1
    let f1Value = isStudy ? grid.f1[grid.f1Index] : f1.f1
    self.protocol = rule
    self.metric = metric
    rows = matrix.rowCount
    columns = matrix.columnCount
    auc = scores.areaUnderROC
    self.youden = Optimum(youdenPoint, value: youdenPoint.youden)
    self.f1 = Optimum(f1Point, value: f1Value)
    auprcGrid = grid.areaUnderPrecisionRecall
    auprcTrapezoid = scores.areaUnderPrecisionRecall
    averagePrecision = scores.averagePrecision
    eer = scores.equalErrorRate
    eerThreshold = scores.equalErrorThreshold
    discriminability = scores.discriminability.isFinite ? scores.discriminability : nil
    tarAtFMR = [0.001, 0.01, 0.1].map { limit in
      let point = scores.operatingPoint(atFalseMatchRate: limit)
      return FixedFalseMatchRate(
        fmr: limit, threshold: point?.threshold, tar: point?.trueAcceptRate ?? 0)
    }
    table = (isStudy ? grid.table : scores.neighbours(of: f1.threshold)).map(Row.init)
    acquisition = Acquisition(matrix)
  }
}

extension ThresholdSelection.Optimum {
  fileprivate init(_ point: OperatingPoint, value: Double) {
    self.init(
      threshold: point.threshold, value: value, truePositives: point.truePositives,
      falsePositives: point.falsePositives)
  }
}

extension ThresholdSelection.Row {
  fileprivate init(_ point: OperatingPoint) {
    self.init(
      threshold: point.threshold, truePositives: point.truePositives,
      falsePositives: point.falsePositives)
  }
}
