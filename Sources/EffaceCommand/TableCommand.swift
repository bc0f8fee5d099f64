internal import ArgumentParser
internal import Files
internal import Foundation
internal import Tables

/// `efface table`.
struct TableCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "table",
    abstract: "Make tables about people safe to share, and measure how safe they are.",
    subcommands: [TableAnonymizeCommand.self, TableAuditCommand.self])
}

/// The table and what its columns are.
struct TableInput: ParsableArguments {
  @Argument(help: "The table (.csv, or .tsv with tabs), with column names in the first line.")
  var table: String

  @Option(name: .long, help: "What each column is (.yaml).")
  var roles: String

  @Option(name: .long, help: "The character between cells; default: comma, or tab in .tsv.")
  var separator: String?

  func validate() throws {
    if let separator,
      separator.unicodeScalars.count != 1 || !separator.utf8.allSatisfy({ $0 < 128 })
    {
      throw ValidationError("--separator takes one ASCII character.")
    }
  }

  /// Opens the table at `path`.
  func open(_ path: String) throws(EffaceError) -> DelimitedFile {
    try DelimitedFile(URL(fileURLWithPath: path), separator: separator?.unicodeScalars.first)
  }

  func readRoles() throws(EffaceError) -> TableRoles {
    try TableRoles(contentsOf: URL(fileURLWithPath: roles))
  }
}

/// Measures in words.
enum MeasureLines {
  static func lines(_ measures: PrivacyMeasures) -> [String] {
    var lines = [
      "\(measures.rows) rows in \(measures.classes) classes, \(measures.suppressedRows) suppressed",
      "k                  \(measures.k)",
    ]
    for column in measures.sensitive {
      let c = column.recursiveC.map { decimals($0) } ?? "none"
      lines.append(
        "\(column.column): l \(column.distinct) distinct, \(decimals(column.entropy)) by entropy, "
          + "c above \(c) for recursive l = 2; t \(decimals(column.t)) "
          + "(\(column.distance.rawValue))")
    }
    lines += [
      "prosecutor risk    \(decimals(measures.risk.prosecutorHighest)) at most, "
        + "\(decimals(measures.risk.prosecutorAverage)) on average",
      "journalist risk    \(decimals(measures.risk.journalistHighest)) at most",
      "marketer risk      \(decimals(measures.risk.marketer))",
      "GenILoss           \(decimals(measures.genILoss))",
      "discernibility     \(decimals(measures.discernibility, 0))",
      "CAVG               \(decimals(measures.averageClassSize)) (k = \(measures.referenceK))",
    ]
    return lines
  }

  private static func decimals(_ value: Double, _ digits: Int = 4) -> String {
    String(format: "%.\(digits)f", value)
  }
}
