public import Files
public import Foundation

/// A table on disk, with the names of its columns in the first line, read cell by cell.
///
/// The file is mapped, not loaded, so that its size does not count against memory.
public struct DelimitedFile: Sendable {
  /// Where it lies.
  public let url: URL
  /// What stands between two cells.
  public let separator: Unicode.Scalar
  /// The names of the columns.
  public let header: [String]
  private let data: Data

  /// What the table is called in error sentences.
  var name: String { "The table \(url.lastPathComponent)" }

  /// Opens the file at `url`; `separator` nil takes a tab for `.tsv` and a comma for others.
  ///
  /// - Throws: `EffaceError.file` where it cannot be read, `.format` where it has no header.
  public init(_ url: URL, separator: Unicode.Scalar? = nil) throws(EffaceError) {
    self.url = url
    let isTabbed = ["tsv", "tab"].contains(url.pathExtension.lowercased())
    self.separator = separator ?? (isTabbed ? "\t" : ",")
    do {
      data = try Data(contentsOf: url, options: .mappedIfSafe)
    } catch {
      let isMissing = !FileManager.default.fileExists(atPath: url.path)
      throw EffaceError(
        .file, "The file \(url.path) \(isMissing ? "does not exist" : "cannot be read").")
    }
    let bytes = data.span
    var cursor = CSVCursor(
      bytes, separator: self.separator, source: "The table \(url.lastPathComponent)")
    var names: [String] = []
    while let cell = try cursor.next(in: bytes) {
      names.append(cell.text(in: bytes))
      if cell.endsRecord { break }
    }
    guard !names.isEmpty else {
      throw EffaceError(
        .format,
        "The table \(url.lastPathComponent) is empty; a line with column names is expected."
      )
    }
    header = names
  }

  /// Calls `body` with each cell below the header, its row (from 0) and its column.
  ///
  /// - Throws: `EffaceError.format` naming row and line, where a row has more or fewer cells than
  ///   the header or a quote is wrong; whatever `body` throws.
  func forEachCell(
    _ body: (_ row: Int, _ column: Int, CSVCell, Span<UInt8>) throws(EffaceError) -> Void
  ) throws(EffaceError) {
    let bytes = data.span
    var cursor = CSVCursor(bytes, separator: separator, source: name)
    while let cell = try cursor.next(in: bytes), !cell.endsRecord {}
    let width = header.count
    var row = 0
    var column = 0
    while let cell = try cursor.next(in: bytes) {
      guard column < width, !cell.endsRecord || column == width - 1 else {
        throw EffaceError(
          .format,
          "\(name) has \(column < width ? "fewer" : "more") than \(width) cells in row \(row + 1) "
            + "after the header, near line \(cell.line); mend the file.")
      }
      try body(row, column, cell, bytes)
      column = cell.endsRecord ? 0 : column + 1
      if cell.endsRecord { row += 1 }
    }
  }

  /// The cells below the column called `name`, in the order of the rows; nil where there is no such
  /// column.
  ///
  /// - Throws: `EffaceError.format` naming row and line, where a row has more or fewer cells than
  ///   the header or a quote is wrong.
  public func cells(of name: String) throws(EffaceError) -> [String]? {
    guard let wanted = header.firstIndex(of: name) else { return nil }
    var cells: [String] = []
    try forEachCell { (_, column, cell, bytes) throws(EffaceError) in
      if column == wanted { cells.append(cell.text(in: bytes)) }
    }
    return cells
  }
}
