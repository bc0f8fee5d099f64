internal import DICOM

/// How the data set of a file is written.
struct TransferSyntax: Equatable {
  let uid: String
  let isExplicit: Bool
  let isBigEndian: Bool

  static let implicitLittle = TransferSyntax(
    uid: "1.2.840.10008.1.2", isExplicit: false, isBigEndian: false)

  /// The whole data set is compressed.
  static let deflated = "1.2.840.10008.1.2.1.99"

  /// Compressed pixel data are explicit little-endian; nil where pixels lie elsewhere, to be fetched
  /// from a server.
  init?(uid: String) {
    switch uid {
    case Self.implicitLittle.uid: self = .implicitLittle
    case "1.2.840.10008.1.2.2": self.init(uid: uid, isExplicit: true, isBigEndian: true)
    case "1.2.840.10008.1.2.4.94", "1.2.840.10008.1.2.4.95": return nil
    default: self.init(uid: uid, isExplicit: true, isBigEndian: false)
    }
  }

  init(uid: String, isExplicit: Bool, isBigEndian: Bool) {
    self.uid = uid
    self.isExplicit = isExplicit
    self.isBigEndian = isBigEndian
  }

  /// Whether pixels stand in the file as they are.
  var isNative: Bool {
    [Self.implicitLittle.uid, "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2", Self.deflated]
      .contains(uid)
  }
}

/// One attribute with its value.
struct Element {
  /// What an attribute holds.
  enum Content {
    /// Bytes as they stand in the file.
    case bytes(ArraySlice<UInt8>)
    /// The items of a sequence.
    case items([[Element]])
    /// Compressed pixel data: items with their tags and lengths, untouched.
    case fragments(ArraySlice<UInt8>)
    /// A sequence inside a value of unknown representation, which is only ever removed.
    case opaque
  }

  let tag: DICOMTag
  /// Two letters; `UN` where it is not known.
  var vr: String
  var content: Content

  init(_ tag: DICOMTag, _ vr: String, _ content: Content) {
    self.tag = tag
    self.vr = vr
    self.content = content
  }

  /// An attribute with a text, padded to an even length.
  init(_ group: UInt16, _ element: UInt16, _ vr: String, text: String) {
    var bytes = Array(text.utf8)
    if bytes.count % 2 == 1 { bytes.append(vr == "UI" ? 0 : 0x20) }
    self.init(DICOMTag(group, element), vr, .bytes(bytes[...]))
  }

  var bytes: ArraySlice<UInt8>? {
    if case .bytes(let bytes) = content { bytes } else { nil }
  }

  var isEmpty: Bool {
    switch content {
    case .bytes(let bytes): bytes.isEmpty
    case .items(let items): items.isEmpty
    case .fragments, .opaque: false
    }
  }

  /// The value as text without padding; bytes that are not UTF-8 stand for their Latin-1 letters.
  var text: String? {
    guard let bytes else { return nil }
    let kept = bytes.drop { $0 == 0x20 }.reversed().drop { $0 == 0x20 || $0 == 0 }.reversed()
    return String(validating: kept, as: UTF8.self)
      ?? String(String.UnicodeScalarView(kept.map { Unicode.Scalar($0) }))
  }

  /// Representations that hold letters.
  static let textual: Set<String> = [
    "AE", "AS", "CS", "DA", "DS", "DT", "IS", "LO", "LT", "PN", "SH", "ST", "TM", "UC", "UI", "UR",
    "UT",
  ]

  /// Representations with a length of 32 bits in explicit files (PS3.5, 7.1.2).
  static let long: Set<String> = [
    "OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV",
  ]
}

extension DICOMTag {
  var group: UInt16 { UInt16(truncatingIfNeeded: number >> 16) }
  var element: UInt16 { UInt16(truncatingIfNeeded: number) }
  var isPrivate: Bool { group % 2 == 1 }
}
