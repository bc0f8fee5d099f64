internal import ArgumentParser
internal import Files
internal import Foundation
internal import Reports
internal import Studies

/// `efface report`.
struct ReportCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write the report of a run: page, tables, numbers.",
    discussion: """
      Every number is computed anew from the distance matrices of the run. html: one page that opens \
      without network. csv: tables and matrices. json: all numbers. latex: tables (booktabs), figures \
      (PDF, by gnuplot), methods and BibTeX, to \\input into a paper or to compile as they are. \
      markdown: README.md, beside the published numbers where the pipeline follows the 2024 study. With \
      csv the folder is itself a run without scans, of which the report can be computed again.

      Example:
        efface report quickstart-run -o report --format html,csv
        efface report study-run -o Results/study --format csv,latex,markdown --force
      """)

  @Argument(help: ArgumentHelp("A folder that 'efface run' made.", valueName: "run"))
  var folder: String

  @Option(name: .shortAndLong, help: "The folder for the report.")
  var output: String

  @Option(
    name: .long, help: "One or more of html, csv, json, latex, markdown, with commas between.")
  var format = "html,csv,json"

  @OptionGroup var common: CommonOptions

  var wantsJSON: Bool { common.json }

  func execute() throws {
    let formats = try formats()
    let target = URL(fileURLWithPath: output)
    let builder = try StudyReportBuilder(root: URL(fileURLWithPath: folder))
    let present = (try? FileManager.default.contentsOfDirectory(atPath: target.path)) ?? []
    if !present.isEmpty { try common.guardOutput(target) }
    var files = try ReportFiles.write(
      builder.report(), formats: formats, pictures: builder.pictures, to: target)
    if formats.contains(.csv) { files += try builder.archive(to: target) }
    let paths = files.map { target.appendingPathComponent($0).path }
    if common.json { return try Terminal.printJSON(["files": paths]) }
    for path in paths { Terminal.printLine(path) }
  }

  private func formats() throws -> Set<ReportFiles.Format> {
    let names = format.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    let formats = names.compactMap(ReportFiles.Format.init)
    guard !names.isEmpty, formats.count == names.count else {
      let known = ReportFiles.Format.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--format takes one or more of \(known), not '\(format)'.")
    }
    return Set(formats)
  }
}
