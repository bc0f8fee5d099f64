internal import ArgumentParser
internal import Files
internal import Foundation
internal import Reports
internal import Statistics

/// `efface threshold`.
struct ThresholdCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "threshold",
    abstract: "Draw ROC and precision-recall of a distance matrix and choose thresholds on it.",
    discussion: """
      The matrix is comma-separated: rows <id>_n (before defacing), columns <id>_d (after), an empty \
      cell or nan where no face was found. A comparison is accepted where its distance is at most the \
      threshold.

      --protocol exact (default): every observed distance is a threshold; curves and areas as \
      scikit-learn defines them. --protocol study: the 100-point grid of "Safeguarding Medical \
      Imaging Data" (2024), from 0 to 1 (cosine, angular) or 1.41 (euclidean, euclidean_l2), with its \
      1e-10 in each denominator. The thresholds, F1 and table follow the protocol; the areas are \
      given in all three ways.

      Example:
        efface threshold dlib_afni.csv --protocol study --metric euclidean_l2 \\
          -o threshold.json --figure curves.pdf

      Terms: ISO/IEC 19795-1. Areas: Davis and Goadrich, ICML 2006.
      """)

  @Argument(help: "The distance matrix (.csv or .csv.gz).")
  var matrix: String

  @Option(name: .long, help: "study or exact.")
  var `protocol`: ThresholdSelection.Rule = .exact

  @Option(
    name: .long,
    help: """
      cosine, euclidean, euclidean_l2 or angular; decides where the grid ends. Default: what the \
      matrix's sidecar says, else euclidean_l2.
      """)
  var metric: DistanceMetric?

  @Option(name: .shortAndLong, help: "Also write the JSON object to this file.")
  var output: String?

  @Option(name: .long, help: "Draw the curves (.svg, .png or .pdf).")
  var figure: String?

  @OptionGroup var common: CommonOptions

  var wantsJSON: Bool { common.json }

  func execute() throws {
    let outputURL = output.map { URL(fileURLWithPath: $0) }
    let figureURL = figure.map { URL(fileURLWithPath: $0) }
    for url in [outputURL, figureURL].compactMap({ $0 }) { try common.guardOutput(url) }
    if let figureURL { _ = try CurveFigure.format(of: figureURL) }
    let input = try MatrixInput(path: matrix)
    let selection = try ThresholdSelection(
      input.matrix, rule: `protocol`,
      metric: metric ?? input.metricOfSidecar() ?? .euclideanL2)
    if let figureURL {
      try CurveFigure.thresholds(input.matrix, selection).write(to: figureURL)
    }
    if let outputURL { try JSONFile.write(selection, to: outputURL) }
    if common.json {
      try Terminal.printJSON(selection)
    } else {
      for line in ThresholdLines(selection).lines { Terminal.printLine(line) }
    }
  }
}

/// A selection in words.
struct ThresholdLines {
  let lines: [String]

  init(_ selection: ThresholdSelection) {
    var lines = [
      """
      \(selection.rows) x \(selection.columns) distances (\(selection.metric.rawValue)), protocol \
      \(selection.protocol.rawValue)
      """
    ]
    let undetected = selection.acquisition.failedMatedComparisons
    if undetected > 0 {
      lines.append(
        """
        \(undetected) of \(selection.acquisition.matedComparisons) people could not be compared with \
        themselves (no face found)
        """)
    }
    func line(_ name: String, _ value: String) {
      lines.append(name.padding(toLength: 26, withPad: " ", startingAt: 0) + value)
    }
    line("ROC area", Self.decimals(selection.auc, 4))
    line("PRC area, grid", Self.decimals(selection.auprcGrid, 4))
    line("PRC area, trapezoid", Self.decimals(selection.auprcTrapezoid, 4))
    line("average precision", Self.decimals(selection.averagePrecision, 4))
    line("equal error rate", Self.decimals(selection.eer, 4))
    for point in selection.tarAtFMR {
      line("TAR at FMR \(point.fmr)", Self.decimals(point.tar, 4))
    }
    for (name, optimum) in [("Youden", selection.youden), ("F1", selection.f1)] {
      line(
        "\(name) optimum",
        """
        \(Self.decimals(optimum.value, 4)) at threshold \(Self.decimals(optimum.threshold, 4)) \
        (\(optimum.truePositives) TP, \(optimum.falsePositives) FP)
        """)
    }
    lines += ["", "threshold     TP      FP"]
    lines += selection.table.map { row in
      Self.right(Self.decimals(row.threshold, 4), 9) + Self.right("\(row.truePositives)", 7)
        + Self.right("\(row.falsePositives)", 8)
    }
    self.lines = lines
  }

  static func decimals(_ value: Double, _ digits: Int) -> String {
    String(format: "%.\(digits)f", value)
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
