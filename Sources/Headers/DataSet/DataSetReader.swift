internal import DICOM
internal import Files

/// Reads the elements of a data set (PS3.5, 7), in this process: every length is checked against
/// what is left, and sequences may lie only so deep in one another.
struct DataSetReader {
  private static let depthLimit = 64
  private static let undefined: UInt32 = 0xFFFF_FFFF
  private static let item = DICOMTag(0xFFFE, 0xE000)
  private static let itemEnd = DICOMTag(0xFFFE, 0xE00D)
  private static let sequenceEnd = DICOMTag(0xFFFE, 0xE0DD)

  /// Why a data set cannot be read.
  struct Damaged: Error {
    let reason: String
  }

  private var reader: ByteReader
  private let isExplicit: Bool

  init(_ bytes: ArraySlice<UInt8>, _ syntax: TransferSyntax) {
    reader = ByteReader(bytes, isBigEndian: syntax.isBigEndian)
    isExplicit = syntax.isExplicit
  }

  /// Where the next element begins.
  var offset: Int { reader.offset }

  /// All elements up to the end.
  mutating func elements() throws(Damaged) -> [Element] { try elements(depth: 0, inItem: false) }

  /// The elements of group 2, which come before the data set proper.
  mutating func metaElements() throws(Damaged) -> [Element] {
    var found: [Element] = []
    while reader.remaining >= 8 {
      var probe = reader
      guard (try? probe.short()) == 2 else { break }
      found.append(try element(try tag(), depth: 0))
    }
    return found
  }

  private mutating func elements(depth: Int, inItem: Bool) throws(Damaged) -> [Element] {
    guard depth <= Self.depthLimit else {
      throw Damaged(reason: "its sequences lie more than \(Self.depthLimit) deep in one another")
    }
    var found: [Element] = []
    while !reader.isAtEnd {
      // Some writers pad files with zeros to a block.
      if depth == 0, reader.remaining < 8 { break }
      let tag = try tag()
      if inItem, tag == Self.itemEnd {
        _ = try number()
        return found
      }
      found.append(try element(tag, depth: depth))
    }
    guard !inItem else { throw Damaged(reason: "it ends inside an item of a sequence") }
    return found
  }

  private mutating func tag() throws(Damaged) -> DICOMTag {
    do { return DICOMTag(try reader.short(), try reader.short()) } catch { throw Self.cut }
  }

  private mutating func number() throws(Damaged) -> UInt32 {
    do { return try reader.long() } catch { throw Self.cut }
  }

  private mutating func take(_ count: UInt32) throws(Damaged) -> ArraySlice<UInt8> {
    do { return try reader.take(Int(count)) } catch { throw Self.cut }
  }

  private static let cut = Damaged(reason: "it ends in the middle of an attribute")

  private mutating func element(_ tag: DICOMTag, depth: Int) throws(Damaged) -> Element {
    guard tag.group != 0xFFFE else { throw Damaged(reason: "a mark of a sequence stands alone") }
    var vr = "UN"
    var count: UInt32
    if isExplicit {
      let letters = try take(2)
      guard letters.allSatisfy({ (0x41...0x5A).contains($0) }) else {
        throw Damaged(reason: "the attribute \(tag) has no valid value representation")
      }
      vr = String(decoding: letters, as: UTF8.self)
      if Element.long.contains(vr) {
        _ = try take(2)
        count = try number()
      } else {
        do { count = UInt32(try reader.short()) } catch { throw Self.cut }
      }
    } else {
      vr = DICOMDictionary.valueRepresentation(of: tag) ?? "UN"
      if tag.isPrivate, (0x10...0xFF).contains(tag.element) { vr = "LO" }
      count = try number()
    }
    if vr == "SQ" { return Element(tag, vr, .items(try items(count, depth: depth))) }
    guard count == Self.undefined else { return Element(tag, vr, .bytes(try take(count))) }
    if tag == DICOMTag(0x7FE0, 0x0010) { return Element(tag, vr, .fragments(try fragments())) }
    // A sequence whose representation is not known is written implicitly (PS3.5, 6.2.2).
    var inner = self
    if isExplicit, vr == "UN" {
      inner = DataSetReader(reader.bytes[reader.offset...], .implicitLittle)
    }
    _ = try inner.items(count, depth: depth)
    _ = try take(UInt32(clamping: inner.offset - reader.offset))
    return Element(tag, vr, .opaque)
  }

  private mutating func items(_ count: UInt32, depth: Int) throws(Damaged) -> [[Element]] {
    let isOpen = count == Self.undefined
    if !isOpen, Int(count) > reader.remaining { throw Self.cut }
    let end = isOpen ? Int.max : reader.offset + Int(count)
    var found: [[Element]] = []
    while reader.offset < end {
      let tag = try tag()
      let length = try number()
      if isOpen, tag == Self.sequenceEnd { return found }
      guard tag == Self.item else { throw Damaged(reason: "a sequence holds no item") }
      if length == Self.undefined {
        found.append(try elements(depth: depth + 1, inItem: true))
      } else {
        var inner = self
        inner.reader = ByteReader(try take(length), isBigEndian: reader.isBigEndian)
        found.append(try inner.elements(depth: depth + 1, inItem: false))
      }
    }
    return found
  }

  /// The items of compressed pixel data with their heads, without the mark at the end.
  private mutating func fragments() throws(Damaged) -> ArraySlice<UInt8> {
    let start = reader.offset
    while true {
      let place = reader.offset
      let tag = try tag()
      let length = try number()
      if tag == Self.sequenceEnd { return reader.bytes[start..<place] }
      guard tag == Self.item else { throw Damaged(reason: "its compressed pixels are damaged") }
      _ = try take(length)
    }
  }
}
