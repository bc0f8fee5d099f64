internal import Statistics

/// The figures of a study: curves of all arms for each attacker, and a heat map for each matrix.
struct StudyFigures {
  private let report: StudyReport

  init(_ report: StudyReport) { self.report = report }

  /// All figures, attacker by attacker.
  var html: String {
    attackers.map { attacker in
      let attacks = report.attacks.filter { name($0) == attacker }
      return """
        <h3>\(HTML.escape(attacker))</h3>
        <div class="plots">
        \(curves(attacks))
        </div>
        <div class="plots">
        \(maps(attacks))
        </div>

        """
    }.joined()
  }

  private func name(_ attack: Attack) -> String { "\(attack.model), \(attack.metric.rawValue)" }

  private var attackers: [String] {
    var seen: [String] = []
    for attack in report.attacks where !seen.contains(name(attack)) { seen.append(name(attack)) }
    return seen
  }

  private func curves(_ attacks: [Attack]) -> String {
    let drawn = attacks.filter { $0.curves != nil }
    guard !drawn.isEmpty else { return "" }
    let roc = LinePlot(
      title: "ROC", xLabel: "Others accepted (FMR)", yLabel: "Same person accepted (TAR)",
      reference: ([0, 0], [1, 1]),
      curves: drawn.map { attack in
        LinePlot.Curve(
          name: legend(attack), points: attack.curves?.roc ?? [],
          circle: point(attack, \.f1)?.roc, triangle: point(attack, \.youden)?.roc)
      })
    let precision = LinePlot(
      title: "Precision and recall", xLabel: "Recall (TAR)", yLabel: "Precision", reference: nil,
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
