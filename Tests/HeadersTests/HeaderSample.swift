import Compression
import DICOM
import Foundation
import TestSupport

@testable import Headers

/// Files whose headers are full of names of nobody.
enum HeaderSample {
  static let syntaxes = [
    "1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.4.50",
    TransferSyntax.deflated,
  ]

  /// What must not be found afterwards.
  static let secrets = [
    "Quillfeather", "Zebedee", "QF-7788", "Wendlebury", "Thistlewood", "19431107", "1.2.3.4.5",
  ]

  static let pixels: [UInt8] = (0..<32).map { UInt8($0) }

  static func elements(_ syntax: TransferSyntax, instance: Int = 1) -> [Element] {
    func text(_ group: UInt16, _ element: UInt16, _ vr: String, _ text: String) -> Element {
      Element(group, element, vr, text: text)
    }
    func short(_ element: UInt16, _ value: UInt8) -> Element {
      Element(
        DICOMTag(0x0028, element), "US", .bytes(syntax.isBigEndian ? [0, value] : [value, 0]))
    }
    let name = text(0x0010, 0x0010, "PN", "Quillfeather^Zebedee")
    let inner = [name, text(0x0040, 0xA123, "PN", "Thistlewood")]
    let nested = Element(
      DICOMTag(0x0008, 0x2112), "SQ",
      .items([
        [
          text(0x0008, 0x1155, "UI", "1.2.3.4.5.9"),
          Element(DICOMTag(0x0008, 0x2218), "SQ", .items([inner, inner])),
        ]
      ]))
    let data: Element.Content =
      syntax.isNative
      ? .bytes(pixels[...])
      : .fragments([0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0, 0xFE, 0xFF, 0x00, 0xE0, 2, 0, 0, 0, 9, 8])
    return [
      text(0x0008, 0x0008, "CS", "ORIGINAL\\PRIMARY\\QUILLFEATHER"),
      text(0x0008, 0x0016, "UI", "1.2.840.10008.5.1.4.1.1.4"),
      text(0x0008, 0x0018, "UI", "1.2.3.4.5.\(instance)"),
      text(0x0008, 0x0020, "DA", "20240229"), text(0x0008, 0x0023, "DA", "20240301"),
      text(0x0008, 0x0050, "SH", "QF-7788"), text(0x0008, 0x0060, "CS", "MR"),
      text(0x0008, 0x0080, "LO", "Wendlebury Infirmary"), text(0x0008, 0x0090, "PN", "Thistlewood"),
      text(0x0008, 0x1030, "LO", "T1 of Zebedee"), nested, name,
      text(0x0010, 0x0020, "LO", "QF-7788"), text(0x0010, 0x0030, "DA", "19431107"),
      text(0x0010, 0x0040, "CS", "F"),
      text(0x0018, 0x0024, "SH", "fl3d1"), text(0x0018, 0x0081, "DS", "2.46"),
      Element(DICOMTag(0x0019, 0x0010), "LO", .bytes(Array("SIEMENS MR HEADER ".utf8)[...])),
      text(0x0019, 0x100C, "IS", "1000"), text(0x0019, 0x1010, "LO", "Zebedee"),
      text(0x0020, 0x000D, "UI", "1.2.3.4.5"), text(0x0020, 0x000E, "UI", "1.2.3.4.5.6"),
      text(0x0020, 0x4000, "LT", "seen by Thistlewood"),
      short(0x0002, 1), text(0x0028, 0x0004, "CS", "MONOCHROME2"), short(0x0010, 4),
      short(0x0011, 4), short(0x0100, 16), short(0x0101, 16), short(0x0103, 0),
      text(0x0028, 0x0301, "CS", "YES"), text(0x6000, 0x4000, "LT", "Zebedee"),
      Element(DICOMTag(0x7FE0, 0x0010), "OW", data),
    ]
  }

  /// The bytes of a file with a name in its preamble.
  static func bytes(_ uid: String, instance: Int = 1) throws -> [UInt8] {
    let syntax = TransferSyntax(uid: uid) ?? .implicitLittle
    var meta = DataSetWriter(TransferSyntax(uid: "", isExplicit: true, isBigEndian: false))
    meta.write([
      Element(0x0002, 0x0003, "UI", text: "1.2.3.4.5.\(instance)"),
      Element(0x0002, 0x0010, "UI", text: uid),
      Element(0x0002, 0x0016, "AE", text: "WENDLEBURY"),
    ])
    var body = DataSetWriter(syntax)
    body.write(elements(syntax, instance: instance))
    let preamble = Array("Quillfeather".utf8) + [UInt8](repeating: 0, count: 116)
    let isDeflated = uid == TransferSyntax.deflated
    let encoded = isDeflated ? body.bytes.withUnsafeBytes { Deflate.compress($0) } : body.bytes
    return preamble + Array("DICM".utf8) + meta.bytes + encoded
  }

  static func contains(_ bytes: [UInt8], _ word: String) -> Bool {
    let text = String(decoding: bytes.map { $0 < 128 ? $0 : 46 }, as: UTF8.self).lowercased()
    return text.contains(word.lowercased())
  }
}
