internal import Statistics

extension StudyTables {
  static func openSet(_ report: StudyReport) -> ReportTable {
    ReportTable(
      name: "open_set", title: "Somebody who need not be in the gallery",
      caption: """
        Open-set identification: the threshold is the largest at which at most the given part of \
        searches for somebody who is not in the gallery names anybody (FPIR); FNIR is the part of \
        searches that then miss the right person at rank 1. N is the number of others in the gallery.
        """,
      columns: [
        .init("arm", "Arm"), .init("model", "Network"), .init("metric", "Distance"),
        .init("galleryKind", "Against"), .init("gallerySize", "N"), .init("limit", "FPIR at most"),
        .init("threshold", "Threshold"), .init("fpir", "FPIR"),
        .init("fnir", "FNIR", hasInterval: true), .init("discriminability", "d'"),
      ],
      rows: report.attacks.flatMap { attack -> [[ReportTable.Cell]] in
        let search = OpenSetIdentification(attack.matrix)
        let spread = ComparisonScores(attack.matrix).discriminability
        return [0.01, 0.1].map { limit in
          let threshold = search.threshold(atFalsePositiveRate: limit)
          let missed = threshold.map { search.falseNegativeRate(at: $0) } ?? 1
          return attack.cells + [
            .count(search.gallerySize), .number(limit, .percent),
            .optional(threshold, .decimals(4)),
            .number(threshold.map { search.falsePositiveRate(at: $0) } ?? 0, .percent),
            .rate(
              missed,
              .wilson(
                successes: (missed * Double(search.searches)).rounded(), trials: search.searches)),
            .optional(spread.isFinite ? spread : nil, .decimals(2)),
          ]
        }
      })
  }

  static func splits(_ report: StudyReport) -> ReportTable {
    ReportTable(
      name: "splits", title: "Does it matter who chooses the threshold?",
      caption: """
        The F1 threshold chosen on one part of the people and tried on the other: the first by id (as \
        the 2024 study did), a random part (seed \(SplitTrial.seed)), one stratified by kind of scan \
        and detection, and \(SplitTrial.foldCount) folds in which everybody is tried once.
        """,
      columns: [
        .init("arm", "Arm"), .init("model", "Network"), .init("metric", "Distance"),
        .init("galleryKind", "Against"), .init("split", "Split"), .init("people", "Tried on"),
        .init("threshold", "Threshold"), .init("truePositives", "TP"),
        .init("falsePositives", "FP"), .init("tar", "TAR", hasInterval: true),
        .init("fmr", "FMR"),
      ],
      rows: report.attacks.filter { $0.gallery == .named }.flatMap { attack in
        SplitTrial.all(attack, report).map { trial in
          attack.cells + [
            .text(trial.kind), .count(trial.people), .number(trial.threshold, .decimals(4)),
            .count(trial.truePositives), .count(trial.falsePositives),
            .rate(
              trial.tar, .wilson(successes: Double(trial.truePositives), trials: trial.mated)),
            .number(trial.fmr, .percent),
          ]
        }
      })
  }

  static func pairs(_ report: StudyReport) -> ReportTable {
    ReportTable(
      name: "pairs", title: "Which arm is better, and is that more than chance?",
      caption: """
        Two arms under the same attacker on the same people. "Only in" counts people who are \
        identified (rank 1) in one arm and not in the other; p is McNemar's exact test, p (Holm) \
        holds for all rows together. The interval of the difference of areas is a paired bootstrap \
        over people.
        """,
      columns: [
        .init("model", "Network"), .init("metric", "Distance"), .init("galleryKind", "Against"),
        .init("first", "First arm"), .init("second", "Second arm"),
        .init("onlyFirst", "Only in first"), .init("onlySecond", "Only in second"),
        .init("p", "p"), .init("pHolm", "p (Holm)"),
        .init("aucDifference", "ROC AUC, first - second", hasInterval: true),
      ],
      rows: PairedArms.all(report).map { pair in
        [
          .text(pair.model), .text(pair.metric.rawValue), .text(pair.gallery.rawValue),
          .text(pair.first), .text(pair.second), .count(pair.onlyFirst), .count(pair.onlySecond),
          .number(pair.probability, .decimals(4)), .number(pair.adjusted, .decimals(4)),
          pair.areaDifference.map {
            .number(
              $0, .decimals(3), lower: pair.areaInterval?.lower, upper: pair.areaInterval?.upper)
          } ?? .none,
        ]
      })
  }
}

extension Attack {
  /// The cells that name an attack: arm, network, distance, gallery.
  var cells: [ReportTable.Cell] {
    [.text(arm), .text(model), .text(metric.rawValue), .text(gallery.rawValue)]
  }
}
