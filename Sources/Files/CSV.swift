/// Comma-separated text (RFC 4180), as text in and text out.
///
/// Reading takes LF, CRLF and CR line ends, a byte order mark, quoted cells with separators, quotes
/// and line ends inside, and passes over empty lines. A quote inside an unquoted cell is an ordinary
/// character. Writing ends each line with LF and quotes only where it must.
public enum CSV {
  /// The cells of each record of `text`.
  ///
  /// `source` names the text in error sentences: a file name, or what it holds.
  ///
  /// - Throws: `EffaceError.format` naming the line, where a quote is not closed or is followed by
  ///   other characters.
  public static func records(
    in text: String, separator: Unicode.Scalar = ",", source: String = "The table"
  ) throws(EffaceError) -> [[String]] {
    var text = text
    text.makeContiguousUTF8()
    let bytes = text.utf8.span
    var cursor = CSVCursor(bytes, separator: separator, source: source)
    var records: [[String]] = []
    var record: [String] = []
    while let cell = try cursor.next(in: bytes) {
      record.append(cell.text(in: bytes))
      if cell.endsRecord {
        records.append(record)
        record.removeAll(keepingCapacity: true)
      }
    }
    return records
  }

  /// The first record of `text` as column names and the others as rows of the same width.
  ///
  /// - Throws: `EffaceError.format` naming the line, as `records(in:separator:source:)`, for an
  ///   empty text, and where a row has more or fewer cells than there are columns.
  public static func table(
    in text: String, separator: Unicode.Scalar = ",", source: String = "The table"
  ) throws(EffaceError) -> (columns: [String], rows: [[String]]) {
    var rows = try records(in: text, separator: separator, source: source)
    guard !rows.isEmpty else {
      throw EffaceError(.format, "\(source) is empty; a line with the column names is expected.")
    }
    let columns = rows.removeFirst()
    for (index, row) in rows.enumerated() where row.count != columns.count {
      throw EffaceError(
        .format,
        """
        \(source) has \(row.count) cells in row \(index + 1) after the header, \
        but \(columns.count) columns.
        """)
    }
    return (columns, rows)
  }

  /// The text of `records`, one line each.
  public static func text(
    _ records: some Sequence<[String]>, separator: Unicode.Scalar = ","
  ) -> String {
    var text = ""
    for record in records {
      if record == [""] {
        text += "\"\""
      } else {
        for (index, cell) in record.enumerated() {
          if index > 0 { text.unicodeScalars.append(separator) }
          text += quoted(cell, separator: separator)
        }
      }
      text += "\n"
    }
    return text
  }

  /// `cell` as it stands in a file: in quotes where it holds a separator, a quote or a line end.
  public static func quoted(_ cell: String, separator: Unicode.Scalar = ",") -> String {
    let needsQuotes = cell.unicodeScalars.contains {
      $0 == separator || $0 == "\"" || $0 == "\n" || $0 == "\r" || $0 == "\u{FEFF}"
    }
    guard needsQuotes else { return cell }
    var text = "\""
    for scalar in cell.unicodeScalars {
      if scalar == "\"" { text += "\"" }
      text.unicodeScalars.append(scalar)
    }
    return text + "\""
  }
}
