internal import Files
internal import Foundation
internal import Statistics

/// The figures of a study for print, drawn by gnuplot as PDF.
struct PrintFigures {
  /// A figure.
  struct Figure {
    let name: String
    let caption: String
    let data: Data
  }

  private let report: StudyReport

  init(_ report: StudyReport) { self.report = report }

  /// Privacy and utility, then curves and heat maps of each attacker.
  ///
  /// - Throws: `EffaceError.missing` where gnuplot is not installed, `.foreign` where it fails.
  func all() throws(EffaceError) -> [Figure] {
    var figures: [Figure] = []
    if !report.trade.isEmpty {
      figures.append(
        Figure(
          name: "privacy_utility",
          caption: """
            What hiding costs: the rate at which the strongest attacker identifies people (rank 1, \
            with its interval) against the part of the head's voxels that stays as it was.
            """, data: try TradeFigure(report.trade).pdf()))
    }
    for attacker in report.attackers {
      let drawn = attacker.attacks.filter { $0.curves != nil }
      if !drawn.isEmpty {
        figures.append(try curves(drawn, attacker))
        figures.append(try errors(attacker))
      }
      figures.append(
        Figure(
          name: "\(attacker.slug)_distances",
          caption: """
            Distances of probes (columns) to gallery pictures (rows) for \(attacker.title); dark is \
            near, white is a face that was not found.
            """, data: try HeatFigure(attacker.attacks).pdf()))
    }
    return figures
  }

  private func curves(
    _ attacks: [Attack], _ attacker: StudyReport.Attacker
  ) throws(EffaceError) -> Figure {
    func lines(_ points: KeyPath<AttackCurves, [SIMD2<Double>]>) -> [CurvePlot.Curve] {
      attacks.compactMap { attack in
        attack.curves.map { line(attack.arm, $0[keyPath: points]) }
      }
    }
    let counts = attacks.map(\.matrix.rowCount).max() ?? 1
    let figure = CurveFigure(plots: [
      .roc(curves: lines(\.roc)),
      .precisionRecall(curves: lines(\.precisionRecall), matedShare: 1 / Double(counts)),
    ])
    return Figure(
      name: "\(attacker.slug)_roc_prc",
      caption:
        "ROC and precision-recall on the people who choose the threshold, for \(attacker.title).",
      data: try figure.data(.pdf))
  }

  private func errors(_ attacker: StudyReport.Attacker) throws(EffaceError) -> Figure {
    let sets = attacker.attacks.map { ($0.arm, CurveSet($0)) }
    let size = attacker.attacks.map(\.matrix.rowCount).max() ?? 1
    let ranks = Double(max(2, min(size, CurveSet.mostRanks)))
    let figure = CurveFigure(plots: [
      CurvePlot(
        title: "DET", xLabel: "False match rate", yLabel: "False non-match rate",
        curves: sets.filter { !$0.1.errors.isEmpty }.map { line($0, $1.errors) }, chance: .none,
        axes: .errorRates(from: StudyReport.leastErrorRate(attacker.attacks))),
      CurvePlot(
        title: "CMC", xLabel: "Rank", yLabel: "Identified within the rank",
        curves: sets.map { line($0, $1.ranks) },
        chance: .line(from: 1 / Double(size), to: ranks / Double(size)),
        axes: .ranks(to: ranks)),
    ])
    return Figure(
      name: "\(attacker.slug)_det_cmc",
      caption: """
        Detection error trade-off (of comparisons that were possible) and cumulative match \
        characteristic (an undetected face is not identified) over everybody, for \(attacker.title).
        """, data: try figure.data(.pdf))
  }

  private func line(_ name: String, _ points: [SIMD2<Double>]) -> CurvePlot.Curve {
    CurvePlot.Curve(title: name, x: points.map(\.x), y: points.map(\.y))
  }
}
