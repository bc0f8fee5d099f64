public import Files
public import Foundation
internal import Statistics

/// A report on disk.
public struct ReportFiles: Sendable {
  /// A kind of output.
  public enum Format: String, Sendable, CaseIterable {
    /// `report.html`: one page that needs no network.
    case html
    /// `tables/<name>.csv`, and `matrices/` with a copy of each distance matrix, large ones compressed.
    case csv
    /// `report.json`: all numbers.
    case json
    /// `latex/`: tables, figures as PDF, methods and references for a paper; needs gnuplot.
    case latex
    /// `README.md`: a page of the results, beside the published ones where a study follows them.
    case markdown
  }

  /// The page's name.
  public static let page = "report.html"

  /// Writes `report` in each of `formats` to `folder`.
  ///
  /// - Returns: The files written, relative to `folder`, in order.
  /// - Throws: `EffaceError.file`; `.missing` where figures for print are wanted and gnuplot is not
  ///   installed.
  @discardableResult
  public static func write(
    _ report: StudyReport, formats: Set<Format>, pictures: PictureSource, to folder: URL
  ) throws(EffaceError) -> [String] {
    var written: [String] = []
    func put(_ data: Data, _ path: String) throws(EffaceError) {
      try AtomicFile.write(data, to: folder.appendingPathComponent(path))
      written.append(path)
    }
    if formats.contains(.html) {
      try put(Data(StudyPage(report, pictures: pictures).html.utf8), page)
    }
    if formats.contains(.csv) {
      for table in StudyTables.all(report) {
        try put(Data(table.csv.utf8), "tables/\(table.name).csv")
      }
      for attack in report.attacks {
        let name = attack.file.split(separator: "/").last.map(String.init) ?? attack.file
        let (stem, file) = ("matrices/\(name.replacing(".csv", with: ""))", attack.matrix.file())
        try put(file.data, stem + file.ending)
        // What an earlier report left under the other ending would be read in its place.
        let other = folder.appendingPathComponent(
          stem + (file.ending == ".csv" ? ".csv.gz" : ".csv"))
        try? FileManager.default.removeItem(at: other)
      }
    }
    if formats.contains(.latex) {
      for file in try LaTeXReport(report).files() { try put(file.data, "latex/\(file.path)") }
    }
    if formats.contains(.markdown) {
      try put(Data(ResultsPage(report).markdown.utf8), "README.md")
    }
    if formats.contains(.json) {
      try put(JSONFile.data(report), "report.json")
    }
    return written
  }
}
