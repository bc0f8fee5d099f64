internal import Statistics

/// The results of a study as one page of Markdown, without pictures: what was measured and, where the
/// study follows that of 2024, what was published.
struct ResultsPage {
  private let report: StudyReport

  init(_ report: StudyReport) { self.report = report }

  /// The page.
  var markdown: String {
    var parts = ["# \(report.title)", report.about, people]
    let same = report.attacks.contains { $0.gallery == .sameScan }
    if same {
      parts += [
        "## Published and measured", choices, trials, "### Why they differ",
        PublishedStudy.reasons.map { "- \($0)" }.joined(separator: "\n"), detection,
      ]
    }
    parts += ["## Done right", right]
    if !ArmUtility.all(report).isEmpty { parts += ["## What is left of the scans", utility] }
    parts += [
      "## Limits", report.caveats.map { "- \($0)" }.joined(separator: "\n"),
      """
      All tables are in `tables/`, the distance matrices from which they are computed in `matrices/`, \
      figures and tables for a paper in `latex/`, the pipeline and who took part in `pipeline.yaml` \
      and `run.json`. `efface report` on this folder computes every number from the matrices again.
      """,
    ]
    return parts.joined(separator: "\n\n") + "\n"
  }

  private var people: String {
    let tries = report.people.filter { !$0.choosesThreshold }.count
    return "\(report.people.count) people took part; thresholds were chosen on "
      + "\(report.people.count - tries) and tried on \(tries). Made by \(report.provenance.tool)."
  }

  private func attack(_ network: String, _ defacer: String) -> Attack? {
    report.attacks.first {
      $0.gallery == .sameScan && $0.model == PublishedStudy.network(network)
        && $0.arm == PublishedStudy.arm(defacer)
    }
  }

  private var choices: String {
    let rows = PublishedStudy.choices.map { row -> [String] in
      let own = attack(row.network, row.defacer)
      let chosen = own?.selection
      return [
        "\(row.network), \(row.defacer)", "\(own?.model ?? ""), \(own?.arm ?? "")",
        "\(row.people)", chosen.map { "\($0.rows)" } ?? "–", Numbers.decimals(row.auc, 4),
        shown(chosen?.auc, 4), Numbers.decimals(row.areaUnderPrecisionRecall, 4),
        shown(chosen?.auprcGrid, 4), Numbers.decimals(row.threshold, 2),
        shown(chosen?.f1.threshold, 2),
        "\(row.truePositives) / \(row.falsePositives)",
        chosen.map { "\($0.f1.truePositives) / \($0.f1.falsePositives)" } ?? "–",
      ]
    }
    return "Thresholds on the first 70 % of those whose face was found on both sides.\n\n"
      + table(
        [
          "published", "ours", "N publ.", "N ours", "AUC publ.", "AUC ours", "AU-PRC publ.",
          "AU-PRC ours", "F1 threshold publ.", "ours", "TP / FP publ.", "ours",
        ], rows)
  }

  private var trials: String {
    let rows = PublishedStudy.trials.map { row -> [String] in
      let own = attack(row.network, row.defacer)?.published
      return [
        "\(row.network), \(row.defacer)", Numbers.decimals(row.threshold, 2),
        shown(own?.threshold, 2),
        "\(row.truePositives) / \(row.falsePositives) / \(row.falseNegatives)",
        own.map { "\($0.truePositives) / \($0.falsePositives) / \($0.falseNegatives)" } ?? "–",
        "\(row.people)x\(row.people)", own.map { "\($0.size)x\($0.size)" } ?? "–",
      ]
    }
    return "The F1 threshold on the other 30 % (TP / FP / FN).\n\n"
      + table(
        ["published", "threshold publ.", "ours", "counts publ.", "ours", "matrix publ.", "ours"],
        rows)
  }

  private var detection: String {
    let parts = report.attacks.filter { $0.gallery == .sameScan }.compactMap { attack -> String? in
      guard let seen = attack.whole?.acquisition else { return nil }
      return "\(attack.model) on \(attack.arm) \(seen.detectedColumns) of \(seen.columns)"
    }
    return "Faces that were found at all: \(parts.joined(separator: "; "))."
  }

  /// Arms down, attackers across: who is identified.
  private var right: String {
    let attackers = report.attackers.filter { $0.gallery == .named }
    let rows = report.arms.map { arm in
      [arm.name]
        + attackers.map { attacker -> String in
          guard let whole = attacker.attacks.first(where: { $0.arm == arm.name })?.whole else {
            return "–"
          }
          let ends = whole.intervals["rank1"].map {
            " [\(Numbers.decimals($0.lower * 100, 0)), \(Numbers.decimals($0.upper * 100, 0))]"
          }
          return "\(Numbers.decimals(whole.rank1 * 100, 1))\(ends ?? "")"
            + (whole.auc.map { "; \(Numbers.decimals($0, 3))" } ?? "")
        }
    }
    let chance = report.attacks.first?.whole.map { Numbers.percent($0.chance) } ?? ""
    return
      "Identified at rank 1 in % with its interval; area under ROC. Another picture of everybody is "
      + "in the gallery; an undetected face is not identified; guessing reaches \(chance).\n\n"
      + table([""] + attackers.map(\.title), rows)
  }

  private var utility: String {
    let rows = ArmUtility.all(report).map { utility in
      [
        utility.arm.name, shown(utility.median("headChanged").map { $0 * 100 }, 1),
        shown(utility.median("changedOutsideMask"), 0), shown(utility.median("ssimKept"), 4),
        shown(utility.median("brainVolumeChange"), 2),
        shown(utility.median("brainVoxelsChanged"), 0),
      ]
    }
    return "Medians over people.\n\n"
      + table(
        [
          "", "head voxels changed, %", "voxels changed beyond the mask", "SSIM of what is kept",
          "brain volume, %", "true brain voxels changed",
        ], rows)
  }

  private func shown(_ value: Double?, _ decimals: Int) -> String {
    value.map { Numbers.decimals($0, decimals) } ?? "–"
  }

  private func table(_ header: [String], _ rows: [[String]]) -> String {
    ([header, header.map { _ in "---" }] + rows)
      .map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
  }
}
