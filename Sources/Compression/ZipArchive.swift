public import Foundation

/// Why a member of a ZIP archive could not be had.
public enum ZipError: Error, Hashable, Sendable {
  /// The file cannot be opened.
  case unreadable
  /// No ZIP archive, a truncated one, or one whose bytes or checksum are wrong.
  case damaged
  /// Encrypted, split over disks, larger than 4 GiB, or compressed other than by DEFLATE.
  case unsupported
  /// No member has this name.
  case noMember(String)
}

/// A ZIP archive (PKWARE APPNOTE 6.3) that is read member by member and never executed.
///
/// The directory at the end of the file is the authority; the headers before the members serve only
/// to find where the bytes begin. Every length is checked against the file before it is used.
public struct ZipArchive {
  /// One file in the archive.
  public struct Member: Hashable, Sendable {
    /// Path in the archive, with forward slashes.
    public let name: String
    /// Size when expanded, in bytes.
    public let count: Int

    let compressedCount: Int
    let checksum: UInt32
    let isStored: Bool
    let headerOffset: Int
  }

  /// The members in the order of the directory, folders left out.
  public let members: [Member]

  private let data: Data

  /// Opens the archive at `url` without reading its members.
  ///
  /// - Throws: `ZipError`.
  public init(contentsOf url: URL) throws(ZipError) {
    guard let data = try? Data(contentsOf: url, options: .alwaysMapped) else { throw .unreadable }
    self.data = data
    members = try Self.read(data) { directory throws(ZipError) in try directory.members() }
  }

  /// The expanded bytes of the member called `name`, checked against their CRC-32.
  ///
  /// - Throws: `ZipError`.
  public func contents(of name: String) throws(ZipError) -> Data {
    guard let member = members.first(where: { $0.name == name }) else { throw .noMember(name) }
    return try contents(of: member)
  }

  /// The expanded bytes of `member`, checked against their CRC-32.
  ///
  /// - Throws: `ZipError.damaged`.
  public func contents(of member: Member) throws(ZipError) -> Data {
    try Self.read(data) { directory throws(ZipError) in
      let body = try directory.body(of: member)
      let expanded: [UInt8]
      if member.isStored {
        guard member.count == body.count else { throw .damaged }
        expanded = Array(body)
      } else {
        do {
          expanded = try Deflate.decompress(body, count: member.count)
        } catch {
          throw .damaged
        }
      }
      guard expanded.withUnsafeBytes({ crc32($0) }) == member.checksum else { throw .damaged }
      return Data(expanded)
    }
  }

  private static func read<Value>(
    _ data: Data, _ body: (ZipDirectory) throws(ZipError) -> Value
  ) throws(ZipError) -> Value {
    // `Data.withUnsafeBytes` forgets the type of what is thrown.
    let result = data.withUnsafeBytes { bytes in
      Result { () throws(ZipError) in try body(ZipDirectory(bytes)) }
    }
    return try result.get()
  }
}

/// The records of a ZIP archive, little-endian, at byte offsets that are checked.
private struct ZipDirectory {
  private let bytes: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// Reads the directory that the end record points to.
  func members() throws(ZipError) -> [ZipArchive.Member] {
    let end = try endRecord()
    let entries = Int(try half(end + 10))
    var offset = Int(try word(end + 16))
    guard try half(end + 4) == 0, entries < 0xFFFF, offset < 0xFFFF_FFFF else { throw .unsupported }
    var found: [ZipArchive.Member] = []
    for _ in 0..<entries {
      let (member, length) = try entry(at: offset)
      if !member.name.hasSuffix("/") { found.append(member) }
      offset += length
    }
    return found
  }

  /// The compressed bytes of `member`, which follow its local header.
  func body(of member: ZipArchive.Member) throws(ZipError) -> UnsafeRawBufferPointer {
    let header = member.headerOffset
    guard try word(header) == 0x0403_4B50 else { throw .damaged }
    let start = header + 30 + Int(try half(header + 26)) + Int(try half(header + 28))
    return try slice(start, member.compressedCount)
  }

  /// The offset of the end record, which lies before a comment of at most 65,535 bytes.
  private func endRecord() throws(ZipError) -> Int {
    guard bytes.count >= 22 else { throw .damaged }
    let last = bytes.count - 22
    for offset in stride(from: last, through: max(0, last - 0xFFFF), by: -1)
    where try word(offset) == 0x0605_4B50 {
      return offset
    }
    throw .damaged
  }

  private func entry(at offset: Int) throws(ZipError) -> (ZipArchive.Member, length: Int) {
    guard try word(offset) == 0x0201_4B50 else { throw .damaged }
    let isEncrypted = try half(offset + 8) & 1 != 0
    let method = try half(offset + 10)
    guard !isEncrypted, method == 0 || method == 8 else { throw .unsupported }
    let nameCount = Int(try half(offset + 28))
    let rest = Int(try half(offset + 30)) + Int(try half(offset + 32))
    let member = ZipArchive.Member(
      name: String(decoding: try slice(offset + 46, nameCount), as: UTF8.self),
      count: Int(try word(offset + 24)),
      compressedCount: Int(try word(offset + 20)),
      checksum: try word(offset + 16),
      isStored: method == 0,
      headerOffset: Int(try word(offset + 42)))
    guard member.count < 0xFFFF_FFFF, member.headerOffset < 0xFFFF_FFFF else { throw .unsupported }
    // DEFLATE expands at most 1,032-fold: a larger promise is a lie, and memory is not taken for it.
    guard member.count <= member.compressedCount * 1032 else { throw .damaged }
    return (member, 46 + nameCount + rest)
  }

  private func slice(_ offset: Int, _ count: Int) throws(ZipError) -> UnsafeRawBufferPointer {
    guard offset >= 0, count >= 0, offset <= bytes.count - count else { throw .damaged }
    return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
  }

  private func half(_ offset: Int) throws(ZipError) -> UInt16 {
    UInt16(littleEndian: try slice(offset, 2).loadUnaligned(as: UInt16.self))
  }

  private func word(_ offset: Int) throws(ZipError) -> UInt32 {
    UInt32(littleEndian: try slice(offset, 4).loadUnaligned(as: UInt32.self))
  }
}
