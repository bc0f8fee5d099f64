internal import ArgumentParser
internal import Files
internal import Foundation
internal import Reports
internal import Tables

/// `efface table audit`.
struct TableAuditCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Measure what a table of people withstands, and what generalising it has cost.",
    discussion: """
      Rows with the same words in all quasi-identifiers form a class. Prints k; l (distinct, entropy, \
      recursive) and t of every sensitive column; the chances of re-identification of a prosecutor \
      (who knows that the person is in the table), a journalist (who does not) and a marketer (who \
      links all rows); GenILoss, discernibility and average class size (CAVG). --original adds the \
      table before anonymisation, whose domains the losses then refer to.

      Without a population table the journalist's chance is the prosecutor's times \
      --sampling-fraction: an estimate, and with 1 an upper bound.

      Example:
        efface table audit shared.tsv --original participants.tsv --roles roles.yaml \
      --figure classes.svg --csv measures.csv

      El Emam and Dankar 2008 (risks); Ayala-Rivera 2014 (GenILoss, discernibility, CAVG).
      """)

  @OptionGroup var input: TableInput

  @Option(name: .long, help: "The table before anonymisation.")
  var original: String?

  @Option(
    name: .long, help: "The k that discernibility and CAVG refer to; default: the one reached.")
  var k: Int?

  @Option(name: .long, help: "The share of the population that is in the table.")
  var samplingFraction: Double = 1

  @Option(name: .shortAndLong, help: "Also write the JSON object to this file.")
  var output: String?

  @Option(name: .long, help: "Write the measures as a table (.csv).")
  var csv: String?

  @Option(name: .long, help: "Draw the class sizes (.svg, .png or .pdf).")
  var figure: String?

  @OptionGroup var common: CommonOptions

  var wantsJSON: Bool { common.json }

  func execute() throws {
    let urls = [output, csv, figure].map { $0.map { URL(fileURLWithPath: $0) } }
    for url in urls.compactMap(\.self) { try common.guardOutput(url) }
    if let figure = urls[2] { _ = try CurveFigure.format(of: figure) }
    let audit = try TableAudit(
      input.open(input.table), original: original.map(input.open), roles: input.readRoles(), k: k,
      samplingFraction: samplingFraction)
    if let url = urls[0] { try JSONFile.write(audit, to: url) }
    if let url = urls[1] { try AtomicFile.write(Data(audit.csv.utf8), to: url) }
    if let url = urls[2] {
      try ClassSizeFigure(
        before: audit.before?.counts, after: audit.after.counts, k: k
      ).write(to: url)
    }
    if common.json { return try Terminal.printJSON(audit) }
    for line in MeasureLines.lines(audit.after) { Terminal.printLine(line) }
  }
}

extension PrivacyMeasures {
  /// The number of classes of each size.
  fileprivate var counts: ClassSizeFigure.Counts {
    Dictionary(classSizes.map { ($0.size, $0.classes) }) { first, _ in first }
  }
}
