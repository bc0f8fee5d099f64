internal import Compression
internal import DICOM
internal import Files
internal import Foundation

/// A DICOM file as its elements (PS3.10).
struct HeaderFile {
  /// Group 2.
  var meta: [Element]
  var elements: [Element]
  let syntax: TransferSyntax

  /// Reads `bytes`, with or without preamble; `name` is used in errors.
  ///
  /// - Throws: `EffaceError.format` with the reason where they are no DICOM file or damaged.
  init(_ bytes: [UInt8], named name: String) throws(EffaceError) {
    let hasPreamble = bytes.count >= 132 && bytes[128..<132].elementsEqual("DICM".utf8)
    do throws(DataSetReader.Damaged) {
      var head = DataSetReader(
        bytes[(hasPreamble ? 132 : 0)...],
        TransferSyntax(uid: "", isExplicit: true, isBigEndian: false))
      meta = try head.metaElements()
      let uid = meta.first { $0.tag == DICOMTag(0x0002, 0x0010) }?.text
      guard let syntax = uid.map({ TransferSyntax(uid: $0) }) ?? Self.guess(bytes, head.offset)
      else {
        throw DataSetReader.Damaged(reason: "its pixels lie on a server (JPIP)")
      }
      self.syntax = syntax
      let body = bytes[head.offset...]
      var reader = DataSetReader(
        syntax.uid == TransferSyntax.deflated ? try Self.inflated(body) : body, syntax)
      elements = try reader.elements()
    } catch {
      throw EffaceError(
        .format, "The file \(name) cannot be read as DICOM: \(error.reason).")
    }
    guard !elements.isEmpty else {
      throw EffaceError(.format, "The file \(name) holds no DICOM attributes.")
    }
  }

  /// The most that a deflated data set may become, in bytes.
  private static let inflatedLimit = 1 << 31

  private static func inflated(
    _ body: ArraySlice<UInt8>
  ) throws(DataSetReader.Damaged) -> ArraySlice<UInt8> {
    do {
      return try body.withUnsafeBytes { try Deflate.decompress($0, limit: inflatedLimit) }[...]
    } catch {
      throw DataSetReader.Damaged(reason: "its deflated data set is damaged or too large")
    }
  }

  /// Files without meta information show by the first element whether they name representations.
  private static func guess(_ bytes: [UInt8], _ offset: Int) -> TransferSyntax {
    guard bytes.count >= offset + 6 else { return .implicitLittle }
    let letters = bytes[(offset + 4)..<(offset + 6)]
    guard letters.allSatisfy({ (0x41...0x5A).contains($0) }) else { return .implicitLittle }
    let isBig = bytes[offset] == 0 && bytes[offset + 1] != 0
    return TransferSyntax(
      uid: isBig ? "1.2.840.10008.1.2.2" : "1.2.840.10008.1.2.1", isExplicit: true,
      isBigEndian: isBig)
  }

  /// The first element called `tag` at the top.
  func element(_ tag: DICOMTag) -> Element? { elements.first { $0.tag == tag } }

  /// The bytes of a file: an empty preamble, the meta information of this program, the data set.
  func bytes() -> [UInt8] {
    let explicit = TransferSyntax(uid: "", isExplicit: true, isBigEndian: false)
    var meta = DataSetWriter(explicit)
    meta.write(self.meta.sorted { $0.tag < $1.tag })
    var length = DataSetWriter(explicit)
    let count = UInt32(clamping: meta.bytes.count)
    let four = (0..<4).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) }
    length.write([Element(DICOMTag(0x0002, 0x0000), "UL", .bytes(four[...]))])
    var body = DataSetWriter(syntax)
    body.write(elements)
    var encoded = body.bytes
    if syntax.uid == TransferSyntax.deflated {
      encoded = encoded.withUnsafeBytes { Deflate.compress($0) }
      if encoded.count % 2 == 1 { encoded.append(0) }
    }
    return [UInt8](repeating: 0, count: 128) + Array("DICM".utf8) + length.bytes + meta.bytes
      + encoded
  }
}
