import Files
import Foundation
import Reports
import Statistics
import Testing

@testable import Studies

/// The committed results are what the committed matrices give.
struct ResultsTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Results")

  /// Tables that the matrices decide alone.
  private static let tables = [
    "overview", "pairs", "open_set", "thresholds", "trials", "splits", "study_results",
  ]

  @Test(arguments: ["study"])
  func tablesAreThoseOfTheStoredMatrices(name: String) throws {
    let folder = Self.root.appendingPathComponent(name)
    let report = try StudyReportBuilder(root: folder).report()
    #expect(!report.attacks.isEmpty)
    let tables = StudyTables.all(report).filter { Self.tables.contains($0.name) }
    #expect(tables.count == Self.tables.count)
    // The index of all results says the same areas.
    let index = try String(
      contentsOf: Self.root.appendingPathComponent("README.md"), encoding: .utf8)
    for (network, arm) in [
      ("dlib", "afni-like-range"), ("facenet512", "fsl-like-range"),
      ("sface", "pydeface-like-range"),
    ] {
      let own = report.attacks.first {
        $0.gallery == .sameScan && $0.model == network && $0.arm == arm
      }
      let area = own?.selection.map { String(format: "%.4f", $0.auc) } ?? "none"
      #expect(index.contains("| \(network), \(arm) | \(area) |"), "\(network) \(arm) \(area)")
    }
    for table in tables {
      let file = folder.appendingPathComponent("tables/\(table.name).csv")
      let stored = try String(contentsOf: file, encoding: .utf8)
      #expect(stored == table.csv, "\(name)/tables/\(table.name).csv")
    }
  }
}
