internal import Statistics

/// The figures of a study: curves of all arms for each attacker, and a heat map for each matrix.
struct StudyFigures {
  private let report: StudyReport

  init(_ report: StudyReport) { self.report = report }

  /// All figures: what hiding costs, then attacker by attacker.
  var html: String {
    trade
      + report.attackers.map { attacker in
        """
        <h3>\(HTML.escape(attacker.title))</h3>
        <div class="plots">
        \(curves(attacker.attacks))
        \(errors(attacker.attacks))
        </div>
        <details\(attacker.gallery == .named ? " open" : "")><summary>Heat maps</summary>
        <div class="plots">
        \(maps(attacker.attacks))
        </div></details>

        """
      }.joined()
  }

  private var trade: String {
    let points = report.trade.map { entry in
      ScatterPlot.Point(
        name: entry.arm, x: entry.kept, y: entry.identified,
        ends: entry.interval.map { ($0.lower, $0.upper) })
    }
    guard !points.isEmpty else { return "" }
    let low = min(0.6, (points.map(\.x).min() ?? 0) - 0.02)
    let plot = ScatterPlot(
      title: "Privacy and utility",
      x: .linear("Head voxels unchanged (median)", (low * 10).rounded(.down) / 10...1, step: 0.1),
      y: .unit("Identified by the strongest attacker"), points: points)
    return """
      <figure>\(plot.svg)<figcaption>By the strongest of those attackers who tried every arm. The best place is at the lower right: nobody identified, nothing \
      changed. Bars: intervals of the rate of identification at rank 1.</figcaption></figure>

      """
  }

  /// Trade-off of the two errors, and identification by rank, over everybody.
  private func errors(_ attacks: [Attack]) -> String {
    let sets = attacks.map { ($0, CurveSet($0)) }
    let least = StudyReport.leastErrorRate(attacks)
    func lines(_ points: (CurveSet) -> [SIMD2<Double>]) -> [LinePlot.Curve] {
      sets.filter { !points($0.1).isEmpty }.map { attack, set in
        LinePlot.Curve(name: attack.arm, points: points(set), circle: nil, triangle: nil)
      }
    }
    let det = LinePlot(
      title: "DET", x: .errorRate("Others accepted (FMR)", from: least),
      y: .errorRate("Same person refused (FNMR)", from: least),
      reference: nil, curves: lines(\.errors))
    let size = attacks.map(\.matrix.rowCount).max() ?? 1
    let ranks = min(size, CurveSet.mostRanks)
    let cmc = LinePlot(
      title: "CMC",
      x: .linear("Rank", 1...Double(max(2, ranks)), step: ranks > 10 ? 5 : 1),
      y: .unit("Identified within the rank"),
      reference: ([1, 1 / Double(size)], [Double(ranks), Double(ranks) / Double(size)]),
      curves: lines(\.ranks))
    return """
      <figure>\(det.svg)<figcaption>Over everybody whose faces were found, on logarithmic axes; \
      smaller rates stand at the edge.</figcaption></figure>
      <figure>\(cmc.svg)<figcaption>Over everybody: a face that was not found is not identified. Thin \
      line: guessing.</figcaption></figure>
      """
  }

  private func curves(_ attacks: [Attack]) -> String {
    let drawn = attacks.filter { $0.curves != nil }
    guard !drawn.isEmpty else { return "" }
    let roc = LinePlot(
      title: "ROC", x: .unit("Others accepted (FMR)"), y: .unit("Same person accepted (TAR)"),
      reference: ([0, 0], [1, 1]),
      curves: drawn.map { attack in
        LinePlot.Curve(
          name: legend(attack), points: attack.curves?.roc ?? [],
          circle: point(attack, \.f1)?.roc, triangle: point(attack, \.youden)?.roc)
      })
    let precision = LinePlot(
      title: "Precision and recall", x: .unit("Recall (TAR)"), y: .unit("Precision"),
      reference: nil,
      curves: drawn.map { attack in
        LinePlot.Curve(
          name: legend(attack), points: attack.curves?.precisionRecall ?? [],
          circle: point(attack, \.f1)?.precision, triangle: point(attack, \.youden)?.precision)
      })
    return """
      <figure>\(roc.svg)<figcaption>Curves of the people on whom the threshold is chosen; circle: F1 \
      optimum, triangle: Youden optimum, thin diagonal: chance.</figcaption></figure>
      <figure>\(precision.svg)<figcaption>The same people and marks.</figcaption></figure>
      """
  }

  private func legend(_ attack: Attack) -> String {
    guard let chosen = attack.selection else { return attack.arm }
    return "\(attack.arm), AUC \(Numbers.decimals(chosen.auc, 3))"
  }

  /// Where a chosen threshold lies in both plots.
  private func point(
    _ attack: Attack, _ which: KeyPath<ThresholdSelection, ThresholdSelection.Optimum>
  ) -> (roc: SIMD2<Double>, precision: SIMD2<Double>)? {
    guard let chosen = attack.selection else { return nil }
    let optimum = chosen[keyPath: which]
    let mated = chosen.acquisition.matedComparisons - chosen.acquisition.failedMatedComparisons
    let possible = chosen.acquisition.detectedRows * chosen.acquisition.detectedColumns
    let accepted = optimum.truePositives + optimum.falsePositives
    guard mated > 0, possible > mated else { return nil }
    let tar = Double(optimum.truePositives) / Double(mated)
    let fmr = Double(optimum.falsePositives) / Double(possible - mated)
    let precision = accepted == 0 ? 0 : Double(optimum.truePositives) / Double(accepted)
    return ([fmr, tar], [tar, precision])
  }

  private func maps(_ attacks: [Attack]) -> String {
    let values = attacks.flatMap(\.matrix.values).filter { !$0.isNaN }
    guard let low = values.min(), let high = values.max() else { return "" }
    return attacks.map { attack in
      let map = HeatMap(title: attack.arm, matrix: attack.matrix, range: low...high)
      return """
        <figure>\(map.svg)<figcaption>Distances of probes (columns, \(HTML.escape(attack.arm))) to \
        gallery pictures (rows). Rings: the same person. Blank with a cross: no face found.\
        </figcaption></figure>

        """
    }.joined()
  }
}
