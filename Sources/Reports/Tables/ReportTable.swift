internal import Files
internal import Statistics

/// A table, from which the page's HTML, the CSV file and the JSON are made alike.
public struct ReportTable: Sendable, Equatable {
  /// A column.
  public struct Column: Sendable, Equatable {
    /// Its name in CSV and JSON.
    public let key: String
    /// Its heading on the page.
    public let title: String
    /// Whether its cells carry intervals, which get columns of their own in CSV.
    public let hasInterval: Bool

    init(_ key: String, _ title: String, hasInterval: Bool = false) {
      self.key = key
      self.title = title
      self.hasInterval = hasInterval
    }
  }

  /// How good a marked value is.
  public enum Tone: String, Sendable {
    case good, bad, plain
  }

  /// How a number is shown on the page; files hold it in full.
  public enum Style: Sendable, Equatable {
    /// With so many decimals.
    case decimals(Int)
    /// As a percentage with one decimal.
    case percent
  }

  /// A cell.
  public enum Cell: Sendable, Equatable {
    /// Words.
    case text(String)
    /// A short word in a coloured frame.
    case badge(String, Tone)
    /// A whole number.
    case count(Int)
    /// A number, and an interval if there is one.
    case number(Double, Style, lower: Double? = nil, upper: Double? = nil)
    /// Nothing to say.
    case none
  }

  /// File name without ending, and anchor on the page.
  public let name: String
  /// Heading.
  public let title: String
  /// What a reader needs to know to read it.
  public let caption: String
  /// Columns from the left.
  public let columns: [Column]
  /// Rows from the top, each with one cell for each column.
  public let rows: [[Cell]]

  /// The table as comma-separated text: keys in the first line, numbers in full.
  public var csv: String {
    var records = [
      columns.flatMap { column in
        column.hasInterval
          ? [column.key, "\(column.key)_lower", "\(column.key)_upper"] : [column.key]
      }
    ]
    for row in rows {
      records.append(
        zip(columns, row).flatMap { column, cell in
          column.hasInterval ? [cell.plain] + cell.ends : [cell.plain]
        })
    }
    return CSV.text(records)
  }
}

extension ReportTable.Cell {
  /// A number that may be missing.
  static func optional(_ value: Double?, _ style: ReportTable.Style) -> Self {
    value.map { $0.isNaN ? .none : .number($0, style) } ?? .none
  }

  /// A number with its interval.
  static func rate(_ value: Double, _ interval: ConfidenceInterval?) -> Self {
    .number(value, .percent, lower: interval?.lower, upper: interval?.upper)
  }

  /// The value in full, as files hold it.
  var plain: String {
    switch self {
    case .text(let words), .badge(let words, _): words
    case .count(let value): "\(value)"
    case .number(let value, _, _, _): "\(value)"
    case .none: ""
    }
  }

  /// The ends of the interval in full.
  var ends: [String] {
    guard case .number(_, _, let lower?, let upper?) = self else { return ["", ""] }
    return ["\(lower)", "\(upper)"]
  }
}
