internal import CGDCM
internal import Files
internal import Foundation

/// The attributes of a DICOM object that is to be written.
struct DICOMObject {
  private var attributes: [DICOMTag: (vr: String, bytes: [UInt8])] = [:]

  /// Sets a text value (CS, DS, IS, LO, PN, SH, UI and the like); an empty one is written as such.
  mutating func set(_ tag: DICOMTag, _ vr: String, _ text: String) {
    set(tag, vr, bytes: Array(text.utf8))
  }

  /// Sets a text value from its bytes, in whatever character set the object has.
  mutating func set(_ tag: DICOMTag, _ vr: String, bytes: [UInt8]) {
    let isOdd = bytes.count % 2 == 1
    attributes[tag] = (vr, isOdd ? bytes + [vr == "UI" ? 0 : UInt8(ascii: " ")] : bytes)
  }

  /// Sets decimal numbers (DS).
  mutating func set(_ tag: DICOMTag, decimals: [Double]) {
    set(tag, "DS", decimals.map(Self.decimal).joined(separator: "\\"))
  }

  /// Sets an unsigned 16-bit number (US).
  mutating func set(_ tag: DICOMTag, short value: Int) {
    attributes[tag] = ("US", [UInt8(value & 0xFF), UInt8(value >> 8 & 0xFF)])
  }

  /// Sets the pixel data (OW), little-endian.
  mutating func set(pixels: [UInt8]) {
    attributes[.pixelData] = ("OW", pixels.count % 2 == 1 ? pixels + [0] : pixels)
  }

  /// Writes the object, explicit little endian, whole or not at all.
  func write(to url: URL) throws(EffaceError) {
    let temporary = url.deletingLastPathComponent().appendingPathComponent(
      ".\(url.lastPathComponent).partial")
    var error = cgdcm_error()
    let status = withAttributes { attributes in
      guard let base = attributes.baseAddress else { return CGDCM_NOT_WRITTEN }
      return cgdcm_write(temporary.path, base, attributes.count, &error)
    }
    guard status == CGDCM_OK, rename(temporary.path, url.path) == 0 else {
      try? FileManager.default.removeItem(at: temporary)
      throw EffaceError(.file, "The file \(url.path) cannot be written.")
    }
  }

  /// Lends the attributes, sorted by tag, as the shim takes them.
  func withAttributes<Result>(
    _ body: (UnsafeBufferPointer<cgdcm_attribute>) -> Result
  ) -> Result {
    let sorted = attributes.sorted { $0.key < $1.key }
    let bytes = sorted.flatMap(\.value.bytes)
    return bytes.withUnsafeBufferPointer { buffer in
      var offset = 0
      let list = sorted.map { tag, value -> cgdcm_attribute in
        defer { offset += value.bytes.count }
        let vr = value.vr.utf8CString
        return cgdcm_attribute(
          tag: tag.number, vr: (vr[0], vr[1], 0), bytes: buffer.baseAddress.map { $0 + offset },
          count: value.bytes.count)
      }
      return list.withUnsafeBufferPointer(body)
    }
  }

  /// A number in at most 16 characters, as DS demands, with as many digits as fit.
  static func decimal(_ value: Double) -> String {
    let exact = value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    if exact.utf8.count <= 16 { return exact }
    for digits in (1...16).reversed() {
      let text = String(format: "%.\(digits)g", value)
      if text.utf8.count <= 16 { return text }
    }
    return "0"
  }
}
