/// How a DICOM object is encoded (PS3.5, 10 and Annex A).
struct TransferSyntax: Hashable {
  /// Its UID.
  let uid: String

  static let implicitLittleEndian = TransferSyntax(uid: "1.2.840.10008.1.2")
  static let explicitLittleEndian = TransferSyntax(uid: "1.2.840.10008.1.2.1")

  static let explicitBigEndian = TransferSyntax(uid: "1.2.840.10008.1.2.2")

  /// Whether pixels stand in the file uncompressed.
  var isNative: Bool {
    self == .implicitLittleEndian || self == .explicitLittleEndian || self == .explicitBigEndian
  }

  /// RLE, JPEG lossless, JPEG-LS lossless and JPEG 2000 lossless, in which GDCM can write.
  private static let lossless: Set<String> = [
    "1.2.840.10008.1.2.5", "1.2.840.10008.1.2.4.57", "1.2.840.10008.1.2.4.70",
    "1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.90",
  ]

  /// Lossy syntaxes, by the code of Lossy Image Compression Method (PS3.3 C.7.6.1.1.5.1). JPEG 2000
  /// of this kind can be lossless as well; nothing in its UID says so, and "lossy" is the safe claim.
  private static let lossy: [String: String] = [
    "1.2.840.10008.1.2.4.50": "ISO_10918_1", "1.2.840.10008.1.2.4.51": "ISO_10918_1",
    "1.2.840.10008.1.2.4.81": "ISO_14495_1", "1.2.840.10008.1.2.4.91": "ISO_15444_1",
  ]

  /// What an object of this syntax is written in after its pixels changed: the same where that loses
  /// nothing, else explicit little endian without compression.
  var rewritten: TransferSyntax {
    self == .implicitLittleEndian || Self.lossless.contains(uid) ? self : .explicitLittleEndian
  }

  /// The name of the lossy method with which the pixels were once compressed, or nil.
  var lossyMethod: String? { Self.lossy[uid] }
}
