import Compression
import Foundation
import TestSupport
import Testing

@Suite("ZIP archives")
struct ZipArchiveTests {
  /// Written by hand from the specification: `a.txt` with the three bytes `abc`, stored.
  private static let stored: [UInt8] = {
    let crc: [UInt8] = [0xC2, 0x41, 0x24, 0x35]  // CRC-32 of "abc" is 0x352441C2.
    let size: [UInt8] = [3, 0, 0, 0]
    let name = Array("a.txt".utf8)
    let common: [UInt8] = [20, 0, 0, 0, 0, 0, 0, 0, 0, 0] + crc + size + size + [5, 0, 0, 0]
    let local: [UInt8] = [0x50, 0x4B, 3, 4] + common + name + Array("abc".utf8)
    let entry: [UInt8] =
      [0x50, 0x4B, 1, 2, 20, 0] + common + [UInt8](repeating: 0, count: 14) + name
    let end: [UInt8] =
      [0x50, 0x4B, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0, UInt8(entry.count), 0, 0, 0]
      + [UInt8(local.count), 0, 0, 0, 0, 0]
    return local + entry + end
  }()

  private func open(_ bytes: some Sequence<UInt8>) throws -> (ZipArchive, TemporaryFolder) {
    let folder = try TemporaryFolder()
    try Data(bytes).write(to: folder.file("a.zip"))
    return (try ZipArchive(contentsOf: folder.file("a.zip")), folder)
  }

  @Test("A member comes out as it went in")
  func reads() throws {
    let (archive, _) = try open(Self.stored)
    #expect(archive.members.map(\.name) == ["a.txt"])
    #expect(try archive.contents(of: "a.txt") == Data("abc".utf8))
    #expect(throws: ZipError.noMember("b")) { try archive.contents(of: "b") }
  }

  @Test("A comment at the end of the archive is passed over")
  func comment() throws {
    var bytes = Self.stored
    bytes[bytes.count - 2] = 4
    let (archive, _) = try open(bytes + Array("note".utf8))
    #expect(try archive.contents(of: "a.txt") == Data("abc".utf8))
  }

  @Test("An archive that ends early is damaged")
  func truncation() throws {
    for count in 0..<Self.stored.count {
      #expect(throws: ZipError.damaged, "\(count) bytes") { try open(Self.stored.prefix(count)) }
    }
  }

  @Test("No changed byte gives other contents, and none brings the reader down")
  func corruption() throws {
    for index in Self.stored.indices {
      for flip in [0x01, 0x80, 0xFF] as [UInt8] {
        var bytes = Self.stored
        bytes[index] ^= flip
        guard let (archive, folder) = try? open(bytes) else { continue }
        withExtendedLifetime(folder) {
          let contents = archive.members.compactMap { try? archive.contents(of: $0) }
          #expect(contents.allSatisfy { $0 == Data("abc".utf8) }, "byte \(index)")
        }
      }
    }
  }

  @Test("A member that promises more than DEFLATE can hold takes no memory")
  func bomb() throws {
    var bytes = Self.stored
    let entry = bytes.count - 22 - 51
    bytes[entry + 10] = 8
    bytes.replaceSubrange(entry + 24..<entry + 28, with: [0, 0, 0, 0xF0])
    #expect(throws: ZipError.damaged) { try open(bytes) }
  }

  @Test("A missing file is unreadable")
  func missing() {
    #expect(throws: ZipError.unreadable) {
      try ZipArchive(contentsOf: URL(fileURLWithPath: "/nowhere.zip"))
    }
  }
}
