public import Files
public import Foundation
public import Reports
internal import Statistics

extension PhotographEvaluation {
  /// A share of pictures with Wilson's interval.
  struct Share {
    let hits: Int
    let trials: Int

    var interval: ConfidenceInterval { .wilson(successes: Double(hits), trials: trials) }
    var value: Double { Double(hits) / Double(max(trials, 1)) }

    /// For people.
    var words: String {
      let percent = { (part: Double) in String(format: "%.0f", 100 * part) }
      return "\(hits) of \(trials) (\(percent(interval.lower))-\(percent(interval.upper)) %)"
    }
  }

  private func share(_ method: String, _ isHit: (PhotographTrial) -> Bool) -> Share {
    let own = trials.filter { $0.method == method }
    return Share(hits: own.count(where: isHit), trials: own.count)
  }

  private func mean(_ method: String, _ value: (PhotographTrial) -> Double?) -> Double? {
    let values = trials.filter { $0.method == method }.compactMap(value)
    return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  private func matched(_ model: String) -> (PhotographTrial) -> Bool {
    { $0.answers.contains { $0.model == model && $0.matched } }
  }

  /// One row for each method: shares with their intervals, and likeness.
  public var table: String {
    let rates: [(String, (PhotographTrial) -> Bool)] =
      [
        ("undetected", { !$0.isDetected }), ("matched_any", { $0.isMatched }),
        ("rank1_any", { $0.isNamed }),
      ] + models.map { ("matched_\($0)", matched($0)) }
    var records = [
      ["method", "pictures"] + rates.flatMap { [$0.0, "\($0.0)_lower", "\($0.0)_upper"] }
        + ["ssim", "psnr", "published"]
    ]
    for (name, published) in methods {
      let shares = rates.map { share(name, $0.1) }
      let numbers = shares.flatMap { [$0.value, $0.interval.lower, $0.interval.upper] }
      records.append(
        [name, "\(shares[0].trials)"] + numbers.map { String(format: "%.4f", $0) }
          + [mean(name, \.ssim), mean(name, \.psnr)].map {
            $0.map { String(format: "%.4f", $0) } ?? ""
          }
          + [published])
    }
    return CSV.text(records)
  }

  /// One row for each picture under each method.
  public var pictureTable: String {
    var records = [
      ["method", "file", "person", "detectors"]
        + models.flatMap { ["distance_\($0)", "matched_\($0)", "rank_\($0)"] } + ["ssim", "psnr"]
    ]
    for trial in trials {
      let answers = trial.answers.flatMap { answer in
        [
          answer.distance.map { String(format: "%.4f", $0) } ?? "",
          answer.matched ? "1" : "0", answer.rank.map(String.init) ?? "",
        ]
      }
      records.append(
        [trial.method, trial.file, trial.person, trial.detectors.joined(separator: " ")] + answers
          + [trial.ssim, trial.psnr].map { $0.map { String(format: "%.4f", $0) } ?? "" })
    }
    return CSV.text(records)
  }

  /// The table for people, as Markdown.
  public var summary: String {
    let pictures = trials.count { $0.method == methods[0].name }
    var lines = [
      "\(pictures) pictures of \(people) people\(k.map { ", k = \($0)" } ?? ""). Shares of pictures, with "
        + "Wilson's intervals of 95 %.",
      "",
      "| method | no face detected | matched by any network | "
        + models.map { "matched by \($0)" }.joined(separator: " | ")
        + " | SSIM | PSNR | published |",
      "| --- |" + String(repeating: " --- |", count: models.count + 5),
    ]
    for (name, published) in methods {
      let shares =
        [share(name) { !$0.isDetected }, share(name) { $0.isMatched }]
        + models.map { share(name, matched($0)) }
      let likeness = [
        mean(name, \.ssim).map { String(format: "%.2f", $0) } ?? "",
        mean(name, \.psnr).map { String(format: "%.0f dB", $0) } ?? "",
      ]
      lines.append(
        "| " + ([name] + shares.map(\.words) + likeness + [published]).joined(separator: " | ")
          + " |")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Non-detection and recognition of each method as bars.
  public var figure: RateFigure {
    func rates(_ isHit: (PhotographTrial) -> Bool) -> [RateFigure.Rate?] {
      methods.map { method in
        let share = share(method.name, isHit)
        return RateFigure.Rate(
          share.value, lower: share.interval.lower, upper: share.interval.upper)
      }
    }
    return RateFigure(
      groups: methods.map(\.name),
      series: [
        ("no face detected", rates { !$0.isDetected }),
        ("matched to the person by any network", rates { $0.isMatched }),
      ], axis: "share of pictures in %")
  }

  /// Writes `evaluation.csv`, `pictures.csv`, `summary.md` and `evaluation.svg` into `folder`.
  ///
  /// - Throws: `EffaceError.file`; `.missing` where gnuplot is not installed.
  public func write(to folder: URL) throws(EffaceError) {
    for (name, text) in [
      ("evaluation.csv", table), ("pictures.csv", pictureTable), ("summary.md", summary),
    ] {
      try AtomicFile.write(Data(text.utf8), to: folder.appendingPathComponent(name))
    }
    try figure.write(to: folder.appendingPathComponent("evaluation.svg"))
  }
}
