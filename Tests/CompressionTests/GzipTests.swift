import Compression
import Geometry
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

  /// Levels 1 and 2 of ISA-L 2.30 take bits of an address for bytes of the input.
  @Test func whereTheCompressorLiesInMemoryDoesNotChangeTheBytes() throws {
    let bytes: [UInt8] = [92, 1, 0, 0] + (4..<352).map { $0 % 9 == 0 ? UInt8($0 / 9) : 0 }
    func written() throws -> [UInt8] {
      var result: [UInt8] = []
      try bytes.withUnsafeBytes { part in try Gzip.write([part]) { result += $0 } }
      return result
    }
    let first = try written()
    #expect(try Self.gunzip(first) == bytes)
    // Never written to, so they cost addresses and no memory.
    var held: [UnsafeMutableRawPointer] = []
    defer { held.forEach { $0.deallocate() } }
    var others = 0
    for _ in 0..<4000 {
      held.append(.allocate(byteCount: 1 << 17, alignment: 16))
      others += try written() == first ? 0 : 1
    }
    #expect(others == 0)
  }

  /// The compressor's tables lie in fresh memory, which holds what was freed before.
  @Test func whatLiesInMemoryDoesNotChangeTheBytes() throws {
    var generator = SeededGenerator(seed: 5)
    let bytes = (0..<3_000_000).map { _ in UInt8(truncatingIfNeeded: generator.next() % 7) }
    func written() throws -> [UInt8] {
      var result: [UInt8] = []
      try bytes.withUnsafeBytes { part in try Gzip.write([part]) { result += $0 } }
      return result
    }
    let first = try written()
    for round in 1..<12 {
      for size in stride(from: 1 << 14, to: 1 << 20, by: 1 << 16) {
        let junk = [UInt32](repeating: UInt32(round * 77), count: size / 4)
        #expect(junk.last == UInt32(round * 77))
      }
      #expect(try written() == first)
    }
    #expect(try Self.gunzip(first) == bytes)
  }

  @Test func checksumIsTheStandardOne() {
    #expect(Array("123456789".utf8).withUnsafeBytes { crc32($0) } == 0xCBF4_3926)
  }
}
