import Files
import Foundation
import Statistics
import Testing

@testable import Reports

struct CurveFigureTests {
  private static let hasGnuplot = ["/usr/bin", "/usr/local/bin"].contains {
    FileManager.default.isExecutableFile(atPath: "\($0)/gnuplot")
  }

  private func figure(title: String = "ROC") -> CurveFigure {
    CurveFigure(
      plots: [
        .roc(
          title: title,
          curves: [
            .init(title: "pydeface", x: [0, 0.2, 1], y: [0, 0.7, 1]),
            .init(title: "fsl", x: [0, 0.4, 1], y: [0, 0.5, 1]),
          ], marks: [.init(title: "F1", x: 0.2, y: 0.7)]),
        .precisionRecall(
          curves: [.init(title: nil, x: [0, 0.5, 1], y: [1, 0.8, 0.1], style: .steps)],
          matedShare: 0.1),
      ], table: [["threshold", "TP"], ["0.3", "4"]], highlightedRow: 0, note: "10 x 10")
  }

  @Test func manyCurvesAllLookDifferent() {
    let looks = (0..<24).map(CurveScript.line)
    #expect(Set(looks).count == looks.count)
  }

  @Test(
    .enabled(if: hasGnuplot, "gnuplot is not installed"), arguments: CurveFigure.Format.allCases)
  func sameFigureSameBytes(format: CurveFigure.Format) async throws {
    let first = try figure().data(format)
    try await Task.sleep(for: .seconds(1.1))
    #expect(try figure().data(format) == first)
    let magic = ["svg": "<?xml", "png": "\u{89}PNG", "pdf": "%PDF-"][format.rawValue] ?? ""
    #expect(first.starts(with: Array(magic.unicodeScalars.map { UInt8($0.value) })))
  }

  @Test(.enabled(if: hasGnuplot, "gnuplot is not installed"))
  func wordsAreNotCommands() throws {
    let words = "it's `touch /tmp/x` @a %d $1 _{b} \\n <&>\nnext"
    let picture = String(decoding: try figure(title: words).data(.svg), as: UTF8.self)
    #expect(picture.contains("it's `touch /tmp/x` @a %d $1 _{b} \\n &lt;&amp;> next"))
    #expect(picture.contains("pydeface") && picture.contains("10 x 10"))
  }

  @Test func otherExtensionsAreRefused() {
    #expect(throws: EffaceError.self) {
      try CurveFigure.format(of: URL(fileURLWithPath: "curves.jpeg"))
    }
  }

  /// Ten thousand points may move by less than a pixel when most are left out.
  @Test func thinningKeepsTheShape() {
    let x = (0...100_000).map { Double($0) / 100_000 }
    let y = x.map { $0 < 0.5 ? 0 : $0 * $0 }
    let thin = CurvePlot.Curve(title: nil, x: x, y: y).thinned
    #expect(thin.x.count < 9000)
    #expect(thin.x.first == 0 && thin.x.last == 1)
    #expect(zip(thin.x, thin.y).allSatisfy { $1 == ($0 < 0.5 ? 0 : $0 * $0) })
    #expect(zip(thin.x, thin.x.dropFirst()).allSatisfy { $1 - $0 < 0.0011 })
    // Both sides of the jump are there.
    #expect(thin.x.contains(0.5) && thin.x.contains(0.49999))
  }

  @Test func marksStandOnTheCurve() throws {
    let matrix = try DistanceMatrix(csv: ",1_d,2_d,3_d\n1_n,.1,.5,.6\n2_n,.3,.2,.8\n3_n,.9,.5,.4\n")
    for rule in ThresholdSelection.Rule.allCases {
      let selection = try ThresholdSelection(matrix, rule: rule, metric: .cosine)
      let figure = CurveFigure.thresholds(matrix, selection)
      for plot in figure.plots {
        for mark in plot.marks {
          let points = zip(plot.curves[0].x, plot.curves[0].y)
          let nearest = points.map { abs($0 - mark.x) + abs($1 - mark.y) }.min() ?? 1
          #expect(nearest < 1e-9, "\(rule) \(plot.title) \(mark.title)")
        }
      }
      #expect(figure.table.count == selection.table.count + 1)
    }
  }
}
