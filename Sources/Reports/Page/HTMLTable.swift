/// A table on the page.
enum HTMLTable {
  /// Rows beyond so many are left to the table's file, so that browsers stay quick.
  static let most = 2000

  /// Heading, caption and table; numbers carry their full value in `data-value`, by which a few
  /// lines of script sort them.
  static func section(_ table: ReportTable) -> String {
    let headings = table.columns.enumerated().map { index, column in
      "<th scope=\"col\" data-key=\"\(HTML.escape(column.key))\"\(isNumeric(table, index) ? " class=\"n\"" : "")>"
        + "\(HTML.escape(column.title))</th>"
    }.joined()
    let rows = table.rows.prefix(most).map { row in "<tr>" + row.map(cell).joined() + "</tr>\n" }
      .joined()
    return """
      <section id="\(HTML.escape(table.name))">
      <h3>\(HTML.escape(table.title))</h3>
      \(HTML.paragraph(table.caption, style: "caption"))\(rest(table))
      <div class="wide"><table data-table="\(HTML.escape(table.name))">
      <thead><tr>\(headings)</tr></thead>
      <tbody>
      \(rows)</tbody></table></div>
      </section>

      """
  }

  private static func rest(_ table: ReportTable) -> String {
    table.rows.count <= most
      ? ""
      : HTML.paragraph(
        "The first \(most) of \(table.rows.count) rows; all are in tables/\(table.name).csv.",
        style: "caption")
  }

  private static func cell(_ cell: ReportTable.Cell) -> String {
    switch cell {
    case .text(let words): "<td>\(breakable(HTML.escape(words)))</td>"
    case .badge(let word, let tone): "<td>\(HTML.badge(word, tone))</td>"
    case .count(let value): "<td class=\"n\" data-value=\"\(value)\">\(value)</td>"
    case .none: "<td class=\"n\" data-value=\"\"><span class=\"quiet\">–</span></td>"
    case .number(let value, let style, let lower, let upper):
      "<td class=\"n\" data-value=\"\(value)\">\(Numbers.shown(value, style))"
        + interval(lower, upper, style) + "</td>"
    }
  }

  private static func interval(
    _ lower: Double?, _ upper: Double?, _ style: ReportTable.Style
  ) -> String {
    guard let lower, let upper else { return "" }
    let ends: String =
      switch style {
      case .percent:
        "\(Numbers.decimals(lower * 100, 1))–\(Numbers.decimals(upper * 100, 1))"
      case .decimals(let count):
        "\(Numbers.decimals(lower, count))–\(Numbers.decimals(upper, count))"
      }
    return
      "<span class=\"interval\" data-lower=\"\(lower)\" data-upper=\"\(upper)\">[\(ends)]</span>"
  }

  /// Lets long paths and digests break.
  private static func breakable(_ words: String) -> String {
    words.contains { $0 == "/" } || words.count > 40
      ? "<span class=\"long\">\(words)</span>" : words
  }

  private static func isNumeric(_ table: ReportTable, _ column: Int) -> Bool {
    table.rows.contains { row in
      switch row[column] {
      case .count, .number: true
      default: false
      }
    }
  }
}
