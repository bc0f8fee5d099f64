internal import Files

/// The quasi-identifiers and sensitive columns of a table as ranks; other columns are left on disk.
struct EncodedTable: Sendable {
  /// One column.
  struct Column: Sendable {
    /// Its place in the table.
    let place: Int
    let domain: ColumnDomain
    /// The rank of each row's value.
    let ranks: [Int32]
  }

  let rowCount: Int
  let quasi: [Column]
  let sensitive: [Column]

  /// Reads `file` once. `asText` leaves quasi-identifiers as the words that they are, which are
  /// numbered in the order in which they come: for tables that are generalised already.
  ///
  /// - Throws: `EffaceError` for a ragged table, a wrong quote, a column that does not fit its role,
  ///   and a table without rows.
  init(
    _ file: DelimitedFile, _ columns: [ColumnDescription], asText: Bool = false
  ) throws(EffaceError) {
    let wanted = columns.indices.filter { [.quasi, .sensitive].contains(columns[$0].role) }
    var builders = [Int](repeating: -1, count: columns.count)
    for (index, place) in wanted.enumerated() { builders[place] = index }
    var parts = wanted.map { _ in ColumnBuilder() }
    var rows = 0
    try file.forEachCell { (row, column, cell, bytes) throws(EffaceError) in
      rows = row + 1
      guard builders[column] >= 0 else { return }
      parts[builders[column]].append(cell, in: bytes, row: row)
    }
    guard rows > 0 else {
      throw EffaceError(.format, "\(file.name) has column names but no rows.")
    }
    guard rows <= Int(Int32.max) else {
      throw EffaceError(.unsuitable, "\(file.name) has more than \(Int32.max) rows.")
    }
    rowCount = rows
    var quasi: [Column] = []
    var sensitive: [Column] = []
    for (index, place) in wanted.enumerated() {
      let isText = asText && columns[place].role == .quasi
      let column = try parts[index].finish(columns[place], place: place, asText: isText)
      parts[index] = ColumnBuilder()
      if columns[place].role == .quasi { quasi.append(column) } else { sensitive.append(column) }
    }
    self.quasi = quasi
    self.sensitive = sensitive
  }
}

/// A column while it is read.
private struct ColumnBuilder {
  private var dictionary = ByteDictionary()
  private var codes: [Int32] = []
  private var firstRow: [Int32] = []

  mutating func append(_ cell: CSVCell, in bytes: Span<UInt8>, row: Int) {
    let code: Int32
    if cell.hasDoubledQuotes {
      var text = cell.text(in: bytes)
      code = text.withUTF8 { dictionary.code($0) }
    } else {
      code = bytes.extracting(cell.range).withUnsafeBufferPointer { dictionary.code($0) }
    }
    if Int(code) == firstRow.count { firstRow.append(Int32(truncatingIfNeeded: row)) }
    codes.append(code)
  }

  mutating func finish(
    _ column: ColumnDescription, place: Int, asText: Bool
  ) throws(EffaceError) -> EncodedTable.Column {
    if asText {
      let domain = ColumnDomain(words: dictionary, of: column)
      return EncodedTable.Column(place: place, domain: domain, ranks: codes)
    }
    let (domain, ranks) = try ColumnDomain.make(column, dictionary, firstRow: firstRow)
    for row in codes.indices { codes[row] = ranks[Int(codes[row])] }
    return EncodedTable.Column(place: place, domain: domain, ranks: codes)
  }
}
