/// A table in booktabs rules that may run over several pages.
enum LaTeXTable {
  /// The environment, to be `\input`; needs booktabs and longtable.
  static func text(_ table: ReportTable) -> String {
    let numeric = table.columns.indices.map { column in
      table.rows.contains { row in
        switch row[column] {
        case .count, .number: true
        default: false
        }
      }
    }
    let alignments = numeric.map { $0 ? "r" : "l" }
    let headings = zip(table.columns, alignments).map {
      LaTeX.heading($0.title, alignment: $1)
    }.joined(separator: " & ")
    let rows = table.rows.map { row in row.map(cell).joined(separator: " & ") + " \\\\" }
    let head = "\\toprule\n\(headings) \\\\\n\\midrule"
    let caption = "\\textbf{\(LaTeX.escape(table.title))} \(LaTeX.escape(table.caption))"
    return """
      {\\scriptsize\\setlength{\\tabcolsep}{3pt}\\setlength{\\LTcapwidth}{\\linewidth}%
      \\begin{longtable}{@{}\(alignments.joined())@{}}
      \\caption{\(caption)}\\label{tab:\(table.name)} \\\\
      \(head)
      \\endfirsthead
      \(head)
      \\endhead
      \\bottomrule
      \\endfoot
      \(rows.joined(separator: "\n"))
      \\end{longtable}}

      """
  }

  private static func cell(_ cell: ReportTable.Cell) -> String {
    switch cell {
    case .text(let words), .badge(let words, _): return LaTeX.escape(words)
    case .count(let value): return number("\(value)")
    case .none: return "--"
    case .number(let value, let style, let lower, let upper):
      let shown = number(LaTeX.escape(Numbers.shown(value, style)))
      guard let lower, let upper else { return shown }
      let factor: Double
      let decimals: Int
      switch style {
      case .percent: (factor, decimals) = (100, 1)
      case .decimals(let count): (factor, decimals) = (1, count)
      }
      let ends = [lower, upper].map { number(Numbers.decimals($0 * factor, decimals)) }
      return "\(shown) [\(ends.joined(separator: ", "))]"
    }
  }

  /// With a minus sign in place of a hyphen.
  private static func number(_ text: String) -> String {
    text.hasPrefix("-") ? "$-$" + text.dropFirst() : text
  }
}
