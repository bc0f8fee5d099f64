import Files
import Foundation
import TestSupport
import Testing

@testable import Reports

struct LaTeXTests {
  private static func has(_ program: String) -> Bool {
    ["/usr/bin", "/usr/local/bin"].contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
    }
  }

  @Test func wordsAreNotCommands() {
    #expect(
      LaTeX.escape("a_b & 5 % #1 {x} \\y") == "a\\_b \\& 5 \\% \\#1 \\{x\\} \\textbackslash{}y")
    #expect(
      LaTeX.heading("Identified (rank 1)", alignment: "r").contains("Identified \\\\ (rank 1)"))
  }

  @Test func tablesHoldTheNumbersOfThePage() throws {
    let table = try #require(
      StudyTables.all(SampleReport.report()).first { $0.name == "overview" })
    let text = LaTeXTable.text(table)
    #expect(text.contains("\\toprule") && text.contains("\\bottomrule"))
    #expect(text.contains("baseline & dlib & euclidean\\_l2"))
    // Rank 1 of eight people with Wilson's interval.
    #expect(text.contains("100.0 \\% [67.6, 100.0]"))
    let columns = table.columns.count
    for row in text.split(separator: "\n") where row.hasPrefix("baseline") || row.hasPrefix("mask")
    {
      #expect(row.count { $0 == "&" } == columns - 1)
    }
  }

  @Test func whatRanIsCited() throws {
    let report = try SampleReport.report()
    let keys = Reference.cited(report, methods: ["mask"]).map(\.key)
    #expect(keys.contains("iso19795") && keys.contains("pydeface") && keys.contains("wang2004"))
    #expect(!keys.contains("cox1996") && !keys.contains("safeguarding2024"))
  }

  @Test(
    .enabled(
      if: has("pdflatex") && has("bibtex") && has("gnuplot"),
      "pdflatex, bibtex and gnuplot are not all installed"))
  func theReportCompiles() throws {
    let folder = try TemporaryFolder()
    try ReportFiles.write(
      SampleReport.report(title: "A_study & more"), formats: [.latex],
      pictures: SampleReport.pictures, to: folder.url)
    let latex = folder.file("latex")
    for program in ["pdflatex", "bibtex", "pdflatex", "pdflatex"] {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/\(program)")
      process.arguments =
        program == "bibtex" ? ["report"] : ["-interaction=nonstopmode", "-halt-on-error", "report"]
      process.currentDirectoryURL = latex
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0, "\(program)")
    }
    let log = try String(
      contentsOf: latex.appendingPathComponent("report.log"), encoding: .isoLatin1)
    #expect(!log.contains("undefined references") && !log.contains("Citation `"))
    #expect(FileManager.default.fileExists(atPath: latex.appendingPathComponent("report.pdf").path))
  }
}
