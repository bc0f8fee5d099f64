internal import Foundation

/// DICOM elements in Explicit VR Little Endian, in the order in which they are put.
struct DICOMElements {
  private(set) var bytes: [UInt8] = []

  /// Text; several values are parted by backslashes in `text`.
  mutating func put(_ tag: UInt32, _ vr: String, _ text: String) {
    var value = Array(text.utf8)
    if value.count % 2 == 1 { value.append(vr == "UI" ? 0 : 0x20) }
    put(tag, vr, value)
  }

  /// Unsigned 16-bit numbers.
  mutating func put(_ tag: UInt32, _ number: Int) {
    put(tag, "US", [UInt8(number & 255), UInt8(number >> 8 & 255)])
  }

  /// Decimal strings of at most 16 characters.
  mutating func put(_ tag: UInt32, _ numbers: [Double]) {
    put(tag, "DS", numbers.map(Self.decimal).joined(separator: "\\"))
  }

  /// Bytes of an even number.
  mutating func put(_ tag: UInt32, _ vr: String, _ value: [UInt8]) {
    bytes += [UInt8(tag >> 16 & 255), UInt8(tag >> 24), UInt8(tag & 255), UInt8(tag >> 8 & 255)]
    bytes += Array(vr.utf8)
    if ["OB", "OW", "SQ", "UT", "UN"].contains(vr) {
      bytes += [0, 0] + Self.length(value.count)
    } else {
      bytes += Self.length(value.count).prefix(2)
    }
    bytes += value
  }

  /// A decimal string of at most 16 characters.
  static func decimal(_ number: Double) -> String {
    let scaled = (number * 1e6).rounded()
    let sign = scaled < 0 ? "-" : ""
    let whole = Int(abs(scaled))
    var fraction = String(whole % 1_000_000 + 1_000_000).dropFirst()
    while fraction.last == "0" { fraction = fraction.dropLast() }
    return "\(sign)\(whole / 1_000_000)" + (fraction.isEmpty ? "" : ".\(fraction)")
  }

  private static func length(_ count: Int) -> [UInt8] {
    (0..<4).map { UInt8(count >> (8 * $0) & 255) }
  }

  /// A whole file of the object `instance` of `sopClass`, whose elements these are.
  func file(sopClass: String, instance: String) -> Data {
    var meta = DICOMElements()
    meta.put(0x0002_0001, "OB", [0, 1])
    meta.put(0x0002_0002, "UI", sopClass)
    meta.put(0x0002_0003, "UI", instance)
    meta.put(0x0002_0010, "UI", "1.2.840.10008.1.2.1")
    meta.put(0x0002_0012, "UI", "2.25.181734210398456720914358279640512367089")
    meta.put(0x0002_0013, "SH", "EFFACE")
    var start = DICOMElements()
    start.put(0x0002_0000, "UL", Self.length(meta.bytes.count))
    return Data([UInt8](repeating: 0, count: 128) + Array("DICM".utf8) + start.bytes + meta.bytes)
      + Data(bytes)
  }
}
