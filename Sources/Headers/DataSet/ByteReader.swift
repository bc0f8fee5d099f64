/// Numbers out of bytes that anybody may have written: nothing is read past their end.
struct ByteReader {
  let bytes: ArraySlice<UInt8>
  private(set) var offset: Int
  var isBigEndian: Bool

  init(_ bytes: ArraySlice<UInt8>, isBigEndian: Bool = false) {
    self.bytes = bytes
    offset = bytes.startIndex
    self.isBigEndian = isBigEndian
  }

  /// The file ends in the middle of something.
  struct Truncated: Error {}

  var isAtEnd: Bool { offset >= bytes.endIndex }
  var remaining: Int { bytes.endIndex - offset }

  mutating func take(_ count: Int) throws(Truncated) -> ArraySlice<UInt8> {
    guard count >= 0, count <= remaining else { throw Truncated() }
    defer { offset += count }
    return bytes[offset..<offset + count]
  }

  mutating func short() throws(Truncated) -> UInt16 {
    let pair = try take(2)
    let (a, b) = (UInt16(pair[pair.startIndex]), UInt16(pair[pair.startIndex + 1]))
    return isBigEndian ? a << 8 | b : b << 8 | a
  }

  mutating func long() throws(Truncated) -> UInt32 {
    let (a, b) = (UInt32(try short()), UInt32(try short()))
    return isBigEndian ? a << 16 | b : b << 16 | a
  }
}
