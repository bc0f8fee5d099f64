/// One cell of comma-separated text, as a place in its bytes.
public struct CSVCell: Sendable {
  /// Where the cell's characters stand, without the enclosing quotes.
  public let range: Range<Int>
  /// Whether quotes inside the range are doubled and must be halved.
  public let hasDoubledQuotes: Bool
  /// Whether the cell is the last of its record.
  public let endsRecord: Bool
  /// The line, counted from 1, on which the cell begins.
  public let line: Int

  /// The cell's characters. Bytes that are not UTF-8 become U+FFFD.
  public func text(in bytes: Span<UInt8>) -> String {
    var characters: [UInt8] = []
    characters.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      characters.append(bytes[index])
      index += hasDoubledQuotes && bytes[index] == CSVCursor.quote ? 2 : 1
    }
    return String(decoding: characters, as: UTF8.self)
  }
}

/// A walk over the cells of comma-separated UTF-8 bytes, which copies nothing.
///
/// For tables too large to become strings; `CSV` is the convenient way.
public struct CSVCursor: Sendable {
  static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  private let separator: UInt8
  private let source: String
  private var offset = 0
  private var line = 1
  private var atRecordStart = true

  /// Starts at the first cell of `bytes`, after a byte order mark if there is one.
  ///
  /// `separator` is an ASCII character; `source` names the text in error sentences.
  public init(_ bytes: Span<UInt8>, separator: Unicode.Scalar = ",", source: String) {
    precondition(separator.isASCII, "The separator of a table is one ASCII character.")
    self.separator = UInt8(truncatingIfNeeded: separator.value)
    self.source = source
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { offset = 3 }
  }

  /// The next cell of the same bytes, or nil at the end.
  ///
  /// - Throws: `EffaceError.format`, naming the line of a quoted cell that is not closed, or that
  ///   goes on after its closing quote.
  public mutating func next(in bytes: Span<UInt8>) throws(EffaceError) -> CSVCell? {
    if atRecordStart {
      while offset < bytes.count, isLineEnd(bytes[offset]) { passLineEnd(in: bytes) }
      if offset == bytes.count { return nil }
    }
    if offset < bytes.count, bytes[offset] == Self.quote { return try quotedCell(in: bytes) }
    let start = offset
    while offset < bytes.count, bytes[offset] != separator, !isLineEnd(bytes[offset]) {
      offset += 1
    }
    return finish(start..<offset, doubled: false, line: line, in: bytes)
  }

  private mutating func quotedCell(in bytes: Span<UInt8>) throws(EffaceError) -> CSVCell {
    let firstLine = line
    let start = offset + 1
    var doubled = false
    offset = start
    while offset < bytes.count {
      if bytes[offset] == Self.quote {
        guard offset + 1 < bytes.count, bytes[offset + 1] == Self.quote else { break }
        doubled = true
        offset += 2
      } else if isLineEnd(bytes[offset]) {
        passLineEnd(in: bytes)
      } else {
        offset += 1
      }
    }
    guard offset < bytes.count else {
      throw EffaceError(
        .format, "\(source) has a quoted cell that opens on line \(firstLine) and never closes.")
    }
    let range = start..<offset
    offset += 1
    guard offset == bytes.count || bytes[offset] == separator || isLineEnd(bytes[offset]) else {
      throw EffaceError(
        .format, "\(source) has characters after the closing quote of a cell on line \(line).")
    }
    return finish(range, doubled: doubled, line: firstLine, in: bytes)
  }

  /// Steps over what ends the cell.
  private mutating func finish(
    _ range: Range<Int>, doubled: Bool, line: Int, in bytes: Span<UInt8>
  ) -> CSVCell {
    var endsRecord = true
    if offset < bytes.count, bytes[offset] == separator {
      offset += 1
      endsRecord = false
    } else if offset < bytes.count {
      passLineEnd(in: bytes)
    }
    atRecordStart = endsRecord
    return CSVCell(range: range, hasDoubledQuotes: doubled, endsRecord: endsRecord, line: line)
  }

  private func isLineEnd(_ byte: UInt8) -> Bool {
    byte == Self.lineFeed || byte == Self.carriageReturn
  }

  private mutating func passLineEnd(in bytes: Span<UInt8>) {
    let isPair =
      bytes[offset] == Self.carriageReturn && offset + 1 < bytes.count
      && bytes[offset + 1] == Self.lineFeed
    offset += isPair ? 2 : 1
    line += 1
  }
}
