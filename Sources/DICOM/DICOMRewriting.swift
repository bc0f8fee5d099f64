internal import CGDCM
internal import Files
internal import Foundation

/// How objects are marked whose faces were taken out (PS3.15, E.3.3; PS3.3 C.7.1.1 and C.7.6.1).
///
/// Everything that is not named here stays as it was, private attributes included: this is no
/// de-identification of headers.
public struct DICOMRewriting: Sendable, Hashable {
  /// What was done, for De-identification Method; at most 64 characters of ASCII.
  public var method: String
  /// The same as a sentence, for Derivation Description; ASCII.
  public var derivation: String

  /// Says what was done.
  public init(method: String, derivation: String) {
    self.method = String(method.prefix(64))
    self.derivation = derivation
  }

  /// The SOP Instance UID of what becomes of the instance `uid`: always the same, so that references
  /// between objects stay whole, also between those that are rewritten on different days.
  public static func instance(from uid: String) -> String { DICOMUID.make("defaced", uid) }

  /// Attributes that show or vouch for the old pixels: icons, extremes of values, offsets into the
  /// stream, digital signatures.
  private static let removed = [
    DICOMTag(0x0088, 0x0200), DICOMTag(0x0028, 0x0106), DICOMTag(0x0028, 0x0107),
    DICOMTag(0x0028, 0x0108), DICOMTag(0x0028, 0x0109), DICOMTag(0x7FE0, 0x0001),
    DICOMTag(0x7FE0, 0x0002), DICOMTag(0x4FFE, 0x0001), DICOMTag(0xFFFA, 0xFFFA),
  ]

  /// The code of "Clean Recognizable Visual Features Option" (CID 7050).
  private static let code = "113102"

  /// The bytes of the file at `url` with `edits` applied to its pixels, in this process; encoded as
  /// it was where that loses nothing, or as `wanted` says.
  ///
  /// - Throws: `EffaceError.format` where the file cannot be read or encoded.
  func apply(
    _ edits: PixelEdits, to url: URL, as wanted: TransferSyntax? = nil
  ) throws(EffaceError) -> [UInt8] {
    let file = try GDCMFile(url)
    let decoded = try DICOMPixels(url)
    guard decoded.layout.samples == 1 else {
      throw EffaceError(
        .format, "The file \(url.lastPathComponent) holds colours, which are not written again.")
    }
    var pixels = decoded.bytes
    edits.apply(to: &pixels, width: decoded.layout.bitsAllocated / 8)
    let syntax = TransferSyntax(
      uid: file.text(.transferSyntax) ?? TransferSyntax.implicitLittleEndian.uid)
    let marks = marks(of: file, syntax)
    let item = hasCode(file) ? DICOMObject() : Self.codeItem
    // What GDCM cannot compress is written plainly rather than not at all.
    for target in [wanted ?? syntax.rewritten, .explicitLittleEndian] {
      if let bytes = Self.encoded(url, marks, item, pixels, target) { return bytes }
    }
    throw EffaceError(
      .format, "The file \(url.lastPathComponent) cannot be written with its new pixels.")
  }

  private func marks(of file: borrowing GDCMFile, _ syntax: TransferSyntax) -> DICOMObject {
    var marks = DICOMObject()
    marks.set(.recognizableVisualFeatures, "CS", "NO")
    // Taking a face out does not take a name out of the header.
    marks.set(.identityRemoved, "CS", file.text(.identityRemoved) == "YES" ? "YES" : "NO")
    let methods = file.bytes(.deidentificationMethod)
    marks.set(
      .deidentificationMethod, "LO",
      bytes: methods + (methods.isEmpty ? [] : [UInt8(ascii: "\\")]) + Array(method.utf8))
    let earlier = file.bytes(.derivationDescription)
    let text =
      earlier.isEmpty ? [] : earlier.prefix(1022 - derivation.utf8.count) + Array("; ".utf8)
    marks.set(.derivationDescription, "ST", bytes: text + Array(derivation.utf8))
    if let lossy = syntax.lossyMethod, file.text(.lossyCompression) == nil {
      marks.set(.lossyCompression, "CS", "01")
      if file.text(.lossyMethod) == nil { marks.set(.lossyMethod, "CS", lossy) }
    }
    return marks
  }

  private func hasCode(_ file: borrowing GDCMFile) -> Bool {
    for item in 0..<file.itemCount(.deidentificationCodes)
    where file.text([.init(.deidentificationCodes, item: item), .init(.codeValue)]) == Self.code {
      return true
    }
    return false
  }

  private static var codeItem: DICOMObject {
    var item = DICOMObject()
    item.set(.codeValue, "SH", code)
    item.set(.codingScheme, "SH", "DCM")
    item.set(.codeMeaning, "LO", "Clean Recognizable Visual Features Option")
    return item
  }

  private static func encoded(
    _ url: URL, _ marks: DICOMObject, _ item: DICOMObject, _ pixels: [UInt8],
    _ syntax: TransferSyntax
  ) -> [UInt8]? {
    let removed = removed.map(\.number)
    let uids = [DICOMTag.sopInstance, .referencedInstance].map(\.number)
    let types = [DICOMTag.imageType, .frameType].map(\.number)
    var result = cgdcm_bytes()
    var error = cgdcm_error()
    defer { cgdcm_bytes_free(&result) }
    let status = marks.withAttributes { attributes in
      item.withAttributes { item in
        pixels.withUnsafeBufferPointer { pixels -> cgdcm_status in
          guard let first = pixels.baseAddress else { return CGDCM_NO_PIXELS }
          return removed.withUnsafeBufferPointer { removed in
            uids.withUnsafeBufferPointer { uids in
              types.withUnsafeBufferPointer { types in
                syntax.uid.withCString { name in
                  var changes = cgdcm_rewriting(
                    attributes: attributes.baseAddress, attribute_count: attributes.count,
                    removed: removed.baseAddress, removed_count: removed.count,
                    uids: uids.baseAddress, uid_count: uids.count, new_uid: newUID,
                    types: types.baseAddress, type_count: types.count,
                    sequence: DICOMTag.deidentificationCodes.number, item: item.baseAddress,
                    item_count: item.count, pixels: first, pixel_count: pixels.count,
                    transfer_syntax: name)
                  return cgdcm_rewrite(url.path, &changes, &result, &error)
                }
              }
            }
          }
        }
      }
    }
    guard status == CGDCM_OK, let base = result.bytes else { return nil }
    return Array(UnsafeBufferPointer(start: base, count: result.count))
  }
}

/// For the shim: at most 64 characters and a zero byte.
private let newUID: cgdcm_uid_function = { old, new in
  let uid = DICOMRewriting.instance(from: String(cString: old))
  for (index, byte) in uid.utf8.prefix(64).enumerated() { new[index] = CChar(bitPattern: byte) }
  new[min(uid.utf8.count, 64)] = 0
}
