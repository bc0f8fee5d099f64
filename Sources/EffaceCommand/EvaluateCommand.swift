internal import ArgumentParser
internal import Files
internal import Foundation
internal import Statistics

/// `efface evaluate`.
struct EvaluateCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Count what a threshold accepts on a distance matrix, with intervals.",
    discussion: """
      The threshold is a number, or the JSON file of 'efface threshold', chosen on other people. \
      An undetected face (nan) counts as not accepted and not identified; the rates conditional on \
      detection stand beside. TAR and rank 1: Wilson's interval. FMR, area and equal error rate: \
      people are drawn anew (bootstrap), because comparisons share people.

      Example:
        efface evaluate testing.csv --threshold threshold.json --json

      Terms: ISO/IEC 19795-1. Bootstrap: Bolle, Ratha and Pankanti, CVIU 2004.
      """)

  /// Which threshold of a file is meant.
  enum Choice: String, ExpressibleByArgument, CaseIterable {
    case f1
    case youden
  }

  @Argument(help: "The distance matrix (.csv or .csv.gz).")
  var matrix: String

  @Option(name: .long, help: "A distance, or the file that 'efface threshold -o' wrote.")
  var threshold: String

  @Option(name: .long, help: "Which threshold of the file: f1 or youden.")
  var optimum: Choice = .f1

  @Option(name: .long, help: "How often people are drawn anew for the intervals.")
  var replicates: Int = 1000

  @Option(name: .long, help: "Where the random sequence starts.")
  var seed: UInt64 = 1

  @Flag(name: .long, help: "Print one JSON object on standard output.")
  var json = false

  var wantsJSON: Bool { json }

  func validate() throws {
    guard replicates > 0 else { throw ValidationError("--replicates must be at least 1.") }
  }

  func execute() throws {
    let distance = try chosenThreshold()
    let evaluation = try Evaluation(
      MatrixInput(path: matrix).matrix, threshold: distance,
      bootstrap: SubjectBootstrap(replicates: replicates, seed: seed))
    if json {
      try Terminal.printJSON(evaluation)
    } else {
      for line in EvaluationLines(evaluation).lines { Terminal.printLine(line) }
    }
  }

  private func chosenThreshold() throws -> Double {
    if let number = Double(threshold) {
      guard number.isFinite else {
        throw EffaceError(.argument, "The threshold \(threshold) is not a finite number.")
      }
      return number
    }
    let url = URL(fileURLWithPath: threshold)
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw EffaceError(
        .argument, "The threshold \(threshold) is neither a number nor an existing file.")
    }
    let selection = try JSONFile.read(ThresholdFile.self, from: url)
    return optimum == .f1 ? selection.f1.threshold : selection.youden.threshold
  }

  /// The part of a threshold file that matters here.
  private struct ThresholdFile: Decodable {
    struct Optimum: Decodable { let threshold: Double }
    let f1: Optimum
    let youden: Optimum
  }
}

/// An evaluation in words.
struct EvaluationLines {
  let lines: [String]

  init(_ evaluation: Evaluation) {
    func rate(_ name: String, _ value: Double, _ key: String) -> String {
      let interval = evaluation.intervals[key].map { interval in
        """
         (\(ThresholdLines.decimals(interval.lower, 4)) to \
        \(ThresholdLines.decimals(interval.upper, 4)), \(interval.method))
        """
      }
      return name.padding(toLength: 10, withPad: " ", startingAt: 0)
        + ThresholdLines.decimals(value, 4) + (interval ?? "")
    }
    let acquisition = evaluation.acquisition
    var lines = [
      "threshold \(ThresholdLines.decimals(evaluation.threshold, 4))",
      """
      TP \(evaluation.truePositives)  FP \(evaluation.falsePositives)  \
      FN \(evaluation.falseNegatives)  TN \(evaluation.trueNegatives)
      """,
      rate("TAR", evaluation.tar, "tar"),
      rate("FMR", evaluation.fmr, "fmr"),
      rate("rank 1", evaluation.rank1, "rank1")
        + "; guessing \(ThresholdLines.decimals(evaluation.chance, 4))",
    ]
    if let auc = evaluation.auc { lines.append(rate("ROC area", auc, "auc")) }
    if let eer = evaluation.eer { lines.append(rate("EER", eer, "eer")) }
    lines.append(
      """
      no face: \(acquisition.rows - acquisition.detectedRows) of \(acquisition.rows) before, \
      \(acquisition.columns - acquisition.detectedColumns) of \(acquisition.columns) after
      """)
    self.lines = lines
  }
}
