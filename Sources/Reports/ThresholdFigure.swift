internal import Foundation
public import Statistics

extension CurveFigure {
  /// ROC (left) and precision-recall (right) of `matrix` with the thresholds of `selection` marked, and
  /// the table of thresholds around the F1 optimum.
  ///
  /// The curves are those that the selection's protocol defines: 100 grid points, or every observed
  /// distance.
  public static func thresholds(
    _ matrix: DistanceMatrix, _ selection: ThresholdSelection
  ) -> CurveFigure {
    let scores = ComparisonScores(matrix)
    let drawn =
      selection.protocol == .study
      ? gridCurves(scores, selection.metric) : exactCurves(scores)
    let marks = [("F1", selection.f1), ("Youden", selection.youden)]
    return CurveFigure(
      plots: [
        .roc(
          title: "ROC, area \(decimals(selection.auc, 4))", curves: [drawn.roc],
          marks: marks.map { name, optimum in
            mark(name, optimum, scores) { ($0.falseMatchRate, $0.trueAcceptRate) }
          }),
        .precisionRecall(
          title: precisionTitle(selection), curves: [drawn.precisionRecall],
          marks: marks.map { name, optimum in
            mark(name, optimum, scores) { ($0.trueAcceptRate, $0.precision) }
          },
          matedShare: Double(scores.mated.count)
            / Double(scores.mated.count + scores.nonMated.count)),
      ],
      table: [["threshold", "TP", "FP"]]
        + selection.table.map { row in
          [decimals(row.threshold, 4), "\(row.truePositives)", "\(row.falsePositives)"]
        },
      highlightedRow: selection.table.firstIndex { $0.threshold == selection.f1.threshold },
      note: "\(selection.rows) x \(selection.columns) distances")
  }

  private static func gridCurves(
    _ scores: ComparisonScores, _ metric: DistanceMetric
  ) -> (roc: CurvePlot.Curve, precisionRecall: CurvePlot.Curve) {
    let grid = StudyCurves(scores, gridEnd: metric.gridEnd)
    return (
      CurvePlot.Curve(title: nil, x: grid.falsePositiveRates, y: grid.truePositiveRates),
      CurvePlot.Curve(title: nil, x: grid.truePositiveRates, y: grid.precisions)
    )
  }

  private static func exactCurves(
    _ scores: ComparisonScores
  ) -> (roc: CurvePlot.Curve, precisionRecall: CurvePlot.Curve) {
    let counts = ThresholdCounts(scores)
    let roc = ROCCurve(counts)
    let precisionRecall = PrecisionRecallCurve(counts, dropIntermediate: true)
    return (
      CurvePlot.Curve(title: nil, x: roc.falseMatchRates, y: roc.trueAcceptRates),
      CurvePlot.Curve(
        title: nil, x: precisionRecall.recalls.reversed(),
        y: precisionRecall.precisions.reversed(), style: .steps)
    )
  }

  private static func mark(
    _ name: String, _ optimum: ThresholdSelection.Optimum, _ scores: ComparisonScores,
    _ place: (OperatingPoint) -> (Double, Double)
  ) -> CurvePlot.Mark {
    let (x, y) = place(scores.operatingPoint(at: optimum.threshold))
    return CurvePlot.Mark(title: "\(name) optimum \(decimals(optimum.threshold, 2))", x: x, y: y)
  }

  private static func precisionTitle(_ selection: ThresholdSelection) -> String {
    selection.protocol == .study
      ? "Precision-recall, area \(decimals(selection.auprcGrid, 4))"
      : "Precision-recall, average precision \(decimals(selection.averagePrecision, 4))"
  }

  private static func decimals(_ value: Double, _ digits: Int) -> String {
    String(format: "%.\(digits)f", locale: Locale(identifier: "en_US_POSIX"), value)
  }
}
