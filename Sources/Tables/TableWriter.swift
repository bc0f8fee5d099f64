internal import Files
internal import Foundation

/// The second pass over a table: cells that stay are copied, the others replaced.
struct TableWriter {
  private enum Cell {
    case copied
    case suppressed
    /// The place among the partition's columns.
    case generalised(Int)
  }

  private let file: DelimitedFile
  private let partition: Partition
  private let cells: [Cell]
  /// Of each generalised column the labels as they stand in the file, by their codes.
  private let labels: [[[UInt8]]]
  private let separator: UInt8

  private static let pieceSize = 1 << 22

  init(
    _ file: DelimitedFile, _ columns: [ColumnDescription], _ table: EncodedTable,
    _ partition: Partition
  ) {
    self.file = file
    self.partition = partition
    separator = UInt8(truncatingIfNeeded: file.separator.value)
    var places: [Int: Int] = [:]
    for (index, column) in table.quasi.enumerated() { places[column.place] = index }
    cells = columns.enumerated().map { place, column in
      if let index = places[place] { return .generalised(index) }
      return column.role == .direct ? .suppressed : .copied
    }
    labels = partition.columns.map { column in
      (0..<column.labels.count).map {
        Array(CSV.quoted(column.labels.text($0), separator: file.separator).utf8)
      }
    }
  }

  func write(to url: URL) throws(EffaceError) {
    try AtomicFile.write(to: url) { handle in
      var output = Array(CSV.text([file.header], separator: file.separator).utf8)
      try file.forEachCell { (row, column, cell, bytes) throws(EffaceError) in
        append(cell, row, column, bytes, to: &output)
        output.append(cell.endsRecord ? UInt8(ascii: "\n") : separator)
        guard output.count >= Self.pieceSize else { return }
        try flush(&output, to: handle, url)
      }
      try flush(&output, to: handle, url)
    }
  }

  private func flush(
    _ output: inout [UInt8], to handle: FileHandle, _ url: URL
  ) throws(EffaceError) {
    do {
      try handle.write(contentsOf: output)
    } catch {
      throw EffaceError(.file, "The file \(url.path) cannot be written; is the disk full?")
    }
    output.removeAll(keepingCapacity: true)
  }

  private func append(
    _ cell: CSVCell, _ row: Int, _ column: Int, _ bytes: Span<UInt8>, to output: inout [UInt8]
  ) {
    switch cells[column] {
    case .suppressed: output.append(UInt8(ascii: "*"))
    case .generalised(let index):
      let code = partition.columns[index].codes[Int(partition.classOfRow[row])]
      output += labels[index][Int(code)]
    case .copied:
      let start = cell.range.lowerBound
      let isQuoted = start > 0 && bytes[start - 1] == UInt8(ascii: "\"")
      if isQuoted { output.append(UInt8(ascii: "\"")) }
      bytes.extracting(cell.range).withUnsafeBufferPointer { output += $0 }
      if isQuoted { output.append(UInt8(ascii: "\"")) }
    }
  }
}
