import Compression
import Testing

/// gzip and zlib, whole and damaged.
@Suite struct GzipTests {
  static let text = Array(
    String(repeating: "A head scan, and another head scan. ", count: 500).utf8)

  static func gzip(_ bytes: [UInt8]) -> [UInt8] { bytes.withUnsafeBytes { Gzip.compress($0) } }

  static func gunzip(_ bytes: [UInt8], limit: Int = .max) throws -> [UInt8] {
    try bytes.withUnsafeBytes { try Gzip.decompress($0, limit: limit) }
  }

  @Test func membersFollowEachOther() throws {
    let two = Self.gzip(Self.text) + Self.gzip([1, 2, 3])
    #expect(try Self.gunzip(two) == Self.text + [1, 2, 3])
    #expect(try Self.gunzip(two + [0, 0, 0]) == Self.text + [1, 2, 3])
  }

  @Test func everyTruncationIsFound() {
    let whole = Self.gzip(Self.text)
    for length in 0..<whole.count {
      #expect(throws: CompressionError.damaged) { try Self.gunzip(Array(whole[..<length])) }
    }
  }

  @Test func flippedBitsNeverGiveOtherBytes() {
    let whole = Self.gzip(Self.text)
    // The last eight bytes hold checksum and length; flags and time at the start are not covered.
    for position in 10..<whole.count {
      var broken = whole
      broken[position] ^= 0x10
      // The unused bits after the last block may change unseen, and then nothing else does.
      let result = try? Self.gunzip(broken)
      #expect(result == nil || result == Self.text)
    }
  }

  @Test func limitsAreKept() {
    #expect(throws: CompressionError.tooLarge(limit: 100)) {
      try Self.gunzip(Self.gzip(Self.text), limit: 100)
    }
  }

  @Test func checksumIsTheStandardOne() {
    #expect(Array("123456789".utf8).withUnsafeBytes { crc32($0) } == 0xCBF4_3926)
  }
}
