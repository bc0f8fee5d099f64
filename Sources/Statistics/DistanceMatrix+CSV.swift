public import Files

extension DistanceMatrix {
  /// Reads a matrix from comma-separated text: column names in the first line, row names in the
  /// first cell of each further line. The corner cell may hold anything or be left out altogether.
  ///
  /// An empty cell or `nan` is a comparison that was not possible. `source` names the text in error
  /// sentences: usually the file.
  ///
  /// - Throws: `EffaceError.format` naming the line of a row of the wrong length and the cell that
  ///   is not a finite number, and as `init(rowIdentifiers:columnIdentifiers:values:)`.
  public init(csv text: String, source: String = "The distance matrix") throws(EffaceError) {
    var text = text
    text.makeContiguousUTF8()
    let bytes = text.utf8.span
    var cursor = CSVCursor(bytes, source: source)
    var reader = MatrixReader(source: source)
    while let cell = try cursor.next(in: bytes) { try reader.take(cell, in: bytes) }
    do {
      self = try DistanceMatrix(
        rowIdentifiers: reader.rows, columnIdentifiers: reader.finish(), values: reader.values)
    } catch {
      throw EffaceError(.format, "\(source): \(error)")
    }
  }

  /// The matrix as comma-separated text, as `init(csv:source:)` reads it; equal to the last bit
  /// unless `digits`, the number of decimals to round to, is given. NaN is written `nan`.
  public func csv(roundedToDigits digits: Int? = nil) -> String {
    var text = ""
    text.reserveCapacity(values.count * 20)
    for name in columnIdentifiers { text += "," + CSV.quoted(name) }
    text += "\n"
    for row in 0..<rowCount {
      text += CSV.quoted(rowIdentifiers[row])
      for column in 0..<columnCount {
        let value = self[row, column]
        text += ","
        text += (digits.map { DecimalNumber.rounded(value, toDigits: $0) } ?? value).description
      }
      text += "\n"
    }
    return text
  }
}

/// Gathers the names and values of a matrix, cell after cell.
private struct MatrixReader {
  let source: String
  var rows: [String] = []
  var values: [Double] = []
  private var header: [String] = []
  private var sawHeader = false
  private var hasCorner = true
  /// The cells of the present record so far.
  private var width = 0

  init(source: String) { self.source = source }

  mutating func take(_ cell: CSVCell, in bytes: Span<UInt8>) throws(EffaceError) {
    if !sawHeader {
      header.append(cell.text(in: bytes))
      sawHeader = cell.endsRecord
      return
    }
    if width == 0 {
      rows.append(cell.text(in: bytes))
    } else {
      values.append(try value(cell, in: bytes))
    }
    width += 1
    if cell.endsRecord { try endRow(line: cell.line) }
  }

  /// The column names, without the corner.
  ///
  /// - Throws: `EffaceError.format` where there are none.
  func finish() throws(EffaceError) -> [String] {
    guard !rows.isEmpty else {
      throw EffaceError(
        .format, "a line with the column names and one line for each row are expected.")
    }
    return hasCorner ? Array(header.dropFirst()) : header
  }

  private mutating func endRow(line: Int) throws(EffaceError) {
    // Some programs (R's write.table) leave the corner out.
    if rows.count == 1 { hasCorner = width != header.count + 1 }
    let expected = header.count + (hasCorner ? 0 : 1)
    guard width == expected else {
      throw EffaceError(
        .format,
        """
        \(source), line \(line): the row \(rows[rows.count - 1]) has \(width - 1) distances, but \
        there are \(expected - 1) columns.
        """)
    }
    width = 0
  }

  private func value(_ cell: CSVCell, in bytes: Span<UInt8>) throws(EffaceError) -> Double {
    if let value = DecimalNumber.parse(bytes, cell.range) { return value }
    let column = header.indices.contains(width) ? header[width] : "number \(width)"
    throw EffaceError(
      .format,
      """
      \(source), line \(cell.line): the distance in row \(rows[rows.count - 1]), column \(column) \
      is "\(cell.text(in: bytes))", which is not a finite number.
      """)
  }
}
