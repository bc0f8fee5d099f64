internal import Statistics

/// The tables of a study.
public enum StudyTables {
  /// All tables, in the order of the page; those without rows are left out.
  public static func all(_ report: StudyReport) -> [ReportTable] {
    [
      failures(report), verdicts(report), overview(report), pairs(report), openSet(report),
      thresholds(report), trials(report), splits(report), published(report), utility(report),
      people(report), matches(report), inputs(report), models(report), utilityOfPeople(report),
    ].filter { !$0.rows.isEmpty }
  }

  static func failures(_ report: StudyReport) -> ReportTable {
    ReportTable(
      name: "failures", title: "What could not be done",
      caption: "These units of work failed; the people concerned stay in all other tables.",
      columns: [
        .init("stage", "Stage"), .init("subject", "Person"), .init("arm", "Arm"),
        .init("reason", "Reason"),
      ],
      rows: report.failures.map {
        [.text($0.stage), .text($0.subject), .text($0.arm), .text($0.reason)]
      })
  }

  static func overview(_ report: StudyReport) -> ReportTable {
    ReportTable(
      name: "overview", title: "How re-identifiable is everybody?",
      caption: """
        Every probe is searched for among all gallery pictures; no threshold is needed. A probe \
        without a detected face counts as not identified. "Given a face" leaves such probes out. \
        Brackets hold 95 % intervals unless the pipeline says otherwise: Wilson for proportions of \
        people, bootstrap over people for areas. Chance is 1 / gallery size. "Against" says what the \
        attacker has names for: a gallery of other pictures, or the very scans that were defaced, as \
        in the 2024 study.
        """,
      columns: [
        .init("arm", "Arm"), .init("model", "Network"), .init("metric", "Distance"),
        .init("galleryKind", "Against"),
        .init("gallery", "Gallery"), .init("probes", "Probes"), .init("detected", "Faces found"),
        .init("failureToAcquire", "Not found (FTA)"),
        .init("rank1", "Identified (rank 1)", hasInterval: true), .init("chance", "Chance"),
        .init("rank1Detected", "Given a face"), .init("auc", "ROC AUC", hasInterval: true),
        .init("eer", "EER", hasInterval: true),
      ],
      rows: report.attacks.compactMap { attack in
        guard let whole = attack.whole else { return nil }
        let interval = whole.intervals["auc"]
        let area: ReportTable.Cell =
          whole.auc.map {
            .number($0, .decimals(3), lower: interval?.lower, upper: interval?.upper)
          } ?? .none
        return [
          .text(attack.arm), .text(attack.model), .text(attack.metric.rawValue),
          .text(attack.gallery.rawValue),
          .count(whole.gallerySize), .count(whole.acquisition.columns),
          .count(whole.acquisition.detectedColumns),
          .number(whole.acquisition.failureToAcquire, .percent),
          .rate(whole.rank1, whole.intervals["rank1"]), .number(whole.chance, .percent),
          .optional(whole.conditional.rank1, .percent), area,
          whole.eer.map { .rate($0, whole.intervals["eer"]) } ?? .none,
        ]
      })
  }

  static func thresholds(_ report: StudyReport) -> ReportTable {
    ReportTable(
      name: "thresholds", title: "Thresholds, chosen on the first part of the people",
      caption: """
        A comparison is accepted as "the same person" where its distance is at most the threshold. \
        Three areas under precision-recall are in use and differ: over the published study's grid of \
        100 thresholds, the trapezoid rule on the full curve, and average precision.
        """,
      columns: [
        .init("arm", "Arm"), .init("model", "Network"), .init("metric", "Distance"),
        .init("galleryKind", "Against"),
        .init("protocol", "Protocol"), .init("rows", "Rows"), .init("columns", "Columns"),
        .init("auc", "ROC AUC"), .init("youdenThreshold", "Youden threshold"),
        .init("youdenTruePositives", "TP"), .init("youdenFalsePositives", "FP"),
        .init("f1Threshold", "F1 threshold"), .init("f1", "F1"),
        .init("f1TruePositives", "TP"), .init("f1FalsePositives", "FP"),
        .init("auprcGrid", "AU-PRC grid"), .init("auprcTrapezoid", "AU-PRC trapezoid"),
        .init("averagePrecision", "Average precision"), .init("eer", "EER"),
      ],
      rows: report.attacks.compactMap { attack in
        guard let chosen = attack.selection else { return nil }
        return [
          .text(attack.arm), .text(attack.model), .text(attack.metric.rawValue),
          .text(attack.gallery.rawValue),
          .text(chosen.protocol.rawValue), .count(chosen.rows), .count(chosen.columns),
          .optional(chosen.auc, .decimals(4)), .number(chosen.youden.threshold, .decimals(4)),
          .count(chosen.youden.truePositives), .count(chosen.youden.falsePositives),
          .number(chosen.f1.threshold, .decimals(4)), .optional(chosen.f1.value, .decimals(4)),
          .count(chosen.f1.truePositives), .count(chosen.f1.falsePositives),
          .optional(chosen.auprcGrid, .decimals(4)), .optional(chosen.auprcTrapezoid, .decimals(4)),
          .optional(chosen.averagePrecision, .decimals(4)), .optional(chosen.eer, .percent),
        ]
      })
  }

  static func trials(_ report: StudyReport) -> ReportTable {
    ReportTable(
      name: "trials", title: "The thresholds tried on the other people",
      caption: """
        "baseline f1" is the F1 threshold of the undefaced arm: the attacker who has never seen a \
        defaced face. An undetected face is a comparison that was not accepted.
        """,
      columns: [
        .init("arm", "Arm"), .init("model", "Network"), .init("metric", "Distance"),
        .init("galleryKind", "Against"),
        .init("rule", "Threshold by"), .init("threshold", "Threshold"),
        .init("truePositives", "TP"), .init("falsePositives", "FP"),
        .init("falseNegatives", "FN"), .init("trueNegatives", "TN"),
        .init("tar", "Accepted, same person (TAR)", hasInterval: true),
        .init("fmr", "Accepted, others (FMR)", hasInterval: true),
        .init("rank1", "Identified (rank 1)", hasInterval: true), .init("chance", "Chance"),
      ],
      rows: report.attacks.flatMap { attack in
        attack.trials.map { trial in
          let result = trial.evaluation
          return [
            .text(attack.arm), .text(attack.model), .text(attack.metric.rawValue),
            .text(attack.gallery.rawValue),
            .text(trial.rule), .number(result.threshold, .decimals(4)),
            .count(result.truePositives), .count(result.falsePositives),
            .count(result.falseNegatives), .count(result.trueNegatives),
            .rate(result.tar, result.intervals["tar"]), .rate(result.fmr, result.intervals["fmr"]),
            .rate(result.rank1, result.intervals["rank1"]), .number(result.chance, .percent),
          ]
        }
      })
  }

  /// The attacks that follow the 2024 study: with the very scans where the pipeline asks for it.
  static func publishedAttacks(_ report: StudyReport) -> [Attack] {
    let same = report.attacks.filter { $0.gallery == .sameScan }
    return same.isEmpty ? report.attacks : same
  }

  static func published(_ report: StudyReport) -> ReportTable {
    ReportTable(
      name: "study_results", title: "In the columns of the 2024 study",
      caption: """
        The F1 threshold of the first part on the other part, with people left out whose face was \
        not found on either picture, as that study did.
        """,
      columns: [
        .init("CSVFile", "CSVFile"), .init("Threshold", "Threshold"),
        .init("True Positives", "True Positives"), .init("False Positives", "False Positives"),
        .init("False Negative", "False Negative"), .init("Matrix Size", "Matrix Size"),
      ],
      rows: publishedAttacks(report).compactMap { attack in
        guard let row = attack.published else { return nil }
        return [
          .text(attack.file), .number(row.threshold, .decimals(4)), .count(row.truePositives),
          .count(row.falsePositives), .count(row.falseNegatives), .text("\(row.size)x\(row.size)"),
        ]
      })
  }
}
