/// Reading tar archives (POSIX ustar with GNU's and pax's long names), whole in memory.
public enum Tar {
  /// A regular file in an archive.
  public struct Entry: Sendable, Hashable {
    /// The path as the archive has it.
    public let path: String
    /// Where its bytes lie in the archive.
    public let range: Range<Int>
  }

  /// The regular files in `archive`, in its order.
  ///
  /// Nothing is written anywhere, so paths that point out of a folder do no harm.
  ///
  /// - Throws: `CompressionError.damaged` where a header's checksum is wrong or a file is cut short.
  public static func entries(_ archive: [UInt8]) throws(CompressionError) -> [Entry] {
    var entries: [Entry] = []
    var offset = 0
    var longName: String?
    while offset + block <= archive.count,
      archive[offset..<offset + block].contains(where: { $0 != 0 })
    {
      let header = archive[offset..<offset + block]
      guard let expected = octal(field(header, 148, 8)), expected == checksum(header),
        let size = octal(field(header, 124, 12)), size >= 0,
        size <= archive.count - offset - block
      else { throw .damaged }
      let range = offset + block..<offset + block + size
      let kind = header[header.startIndex + 156]
      switch kind {
      case UInt8(ascii: "L"): longName = text(archive[range])
      case UInt8(ascii: "x"): longName = paxPath(archive[range]) ?? longName
      case 0, UInt8(ascii: "0"), UInt8(ascii: "7"):
        entries.append(Entry(path: longName ?? name(header), range: range))
        longName = nil
      default: longName = nil
      }
      offset = range.upperBound + (block - size % block) % block
    }
    return entries
  }

  private static let block = 512

  private static func field(_ header: ArraySlice<UInt8>, _ at: Int, _ count: Int) -> ArraySlice<
    UInt8
  > {
    header[header.startIndex + at..<header.startIndex + at + count]
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }

  private static func name(_ header: ArraySlice<UInt8>) -> String {
    let name = text(field(header, 0, 100))
    let isPOSIX = text(field(header, 257, 6)) == "ustar"
    let prefix = isPOSIX ? text(field(header, 345, 155)) : ""
    return prefix.isEmpty ? name : "\(prefix)/\(name)"
  }

  private static func octal(_ bytes: ArraySlice<UInt8>) -> Int? {
    let digits = text(bytes).filter { $0 != " " }
    return digits.isEmpty ? 0 : Int(digits, radix: 8)
  }

  /// The sum of a header's bytes with its checksum taken as spaces.
  private static func checksum(_ header: ArraySlice<UInt8>) -> Int {
    header.enumerated().reduce(0) { sum, byte in
      sum + ((148..<156).contains(byte.offset) ? 32 : Int(byte.element))
    }
  }

  /// The `path` record of a pax header.
  private static func paxPath(_ bytes: ArraySlice<UInt8>) -> String? {
    for line in text(bytes).split(separator: "\n") {
      let record = line.drop { $0 != " " }.dropFirst()
      if record.hasPrefix("path=") { return String(record.dropFirst(5)) }
    }
    return nil
  }
}
