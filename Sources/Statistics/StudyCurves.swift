/// The curves on a grid of 100 thresholds, as the 2024 study "Safeguarding Medical Imaging Data: the
/// efficacy of defacing techniques in preventing unauthorized facial recognition" drew them.
///
/// The grid runs from 0 to 1 (cosine) or 1.41 (Euclidean). A comparison is accepted where its distance
/// is at most the threshold. Each denominator has 1e-10 added, so that precision is 0 where nothing
/// is accepted. Of several equally good thresholds the first is taken.
public struct StudyCurves: Sendable {
  /// What is added to each denominator.
  public static let epsilon = 1e-10

  /// The 100 thresholds.
  public let thresholds: [Double]
  /// Mated comparisons accepted at each threshold.
  public let truePositives: [Int]
  /// Non-mated comparisons accepted at each threshold.
  public let falsePositives: [Int]
  /// The number of mated comparisons.
  public let matedCount: Int
  /// The number of non-mated comparisons.
  public let nonMatedCount: Int
  /// TP / (TP + FN + epsilon), which is also the recall.
  public let truePositiveRates: [Double]
  /// FP / (FP + TN + epsilon).
  public let falsePositiveRates: [Double]
  /// TP / (TP + FP + epsilon).
  public let precisions: [Double]
  /// 2 P R / (P + R + epsilon).
  public let f1: [Double]
  /// Where true minus false positive rate is first largest.
  public let youdenIndex: Int
  /// Where F1 is first largest: the threshold that the study goes on with.
  public let f1Index: Int

  /// Counts `scores` at each threshold of a grid of `count` points from 0 to `gridEnd`.
  public init(_ scores: ComparisonScores, gridEnd: Double, count: Int = 100) {
    let grid = Self.grid(end: gridEnd, count: count)
    let tp = grid.map(scores.truePositives)
    let fp = grid.map(scores.falsePositives)
    let mated = Double(scores.mated.count) + Self.epsilon
    let nonMated = Double(scores.nonMated.count) + Self.epsilon
    let tpr = tp.map { Double($0) / mated }
    let fpr = fp.map { Double($0) / nonMated }
    let precisions = zip(tp, fp).map { Double($0) / (Double($0 + $1) + Self.epsilon) }
    let f1 = zip(precisions, tpr).map { 2 * ($0 * $1) / ($0 + $1 + Self.epsilon) }
    thresholds = grid
    truePositives = tp
    falsePositives = fp
    matedCount = scores.mated.count
    nonMatedCount = scores.nonMated.count
    truePositiveRates = tpr
    falsePositiveRates = fpr
    self.precisions = precisions
    self.f1 = f1
    youdenIndex = Self.firstMaximum(zip(tpr, fpr).map { $0 - $1 })
    f1Index = Self.firstMaximum(f1)
  }

  /// The area under precision against recall by the trapezoid rule over the grid points.
  public var areaUnderPrecisionRecall: Double {
    Trapezoid.area(x: truePositiveRates, y: precisions)
  }

  /// The counts at one grid point.
  public func operatingPoint(_ index: Int) -> OperatingPoint {
    OperatingPoint(
      threshold: thresholds[index], truePositives: truePositives[index],
      falsePositives: falsePositives[index], falseNegatives: matedCount - truePositives[index],
      trueNegatives: nonMatedCount - falsePositives[index])
  }

  /// The study's table beside its figure: twelve points, from five before the F1 optimum to six after
  /// it, as far as the grid goes.
  public var table: [OperatingPoint] {
    (max(0, f1Index - 5)...min(thresholds.count - 1, f1Index + 6)).map(operatingPoint)
  }

  /// `linspace(0, end, count)` of numpy, to the last bit.
  static func grid(end: Double, count: Int) -> [Double] {
    let step = end / Double(count - 1)
    return (0..<count).map { $0 == count - 1 ? end : Double($0) * step }
  }

  private static func firstMaximum(_ values: [Double]) -> Int {
    var best = 0
    for place in values.indices where values[place] > values[best] { best = place }
    return best
  }
}
