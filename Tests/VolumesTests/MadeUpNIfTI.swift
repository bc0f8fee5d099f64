import Foundation

@testable import Volumes

/// A NIfTI file built field by field from the standard, without the code under test.
struct MadeUpNIfTI: CustomStringConvertible {
  var version = 1
  var isBigEndian = false
  var isPair = false
  var dimensions = [3, 4, 5]
  var type = VoxelType.int16
  var slope = 0.0
  var intercept = 0.0
  var qformCode = 1
  var sformCode = 2
  /// Whole bytes of a header extension; 0 for none.
  var extensionBytes = 0

  var description: String {
    "NIfTI-\(version) \(type) \(dimensions) big \(isBigEndian) pair \(isPair) slope \(slope) "
      + "qform \(qformCode) sform \(sformCode) extension \(extensionBytes)"
  }

  /// Rows of the sform.
  static let sform: [Float] = [-1.5, 0.25, 0, 10, 0, 2, 0, -20, 0, 0.125, 3, 30]

  private func ordered(_ bytes: [UInt8]) -> [UInt8] { isBigEndian ? bytes.reversed() : bytes }

  private func raw<T>(_ value: T) -> [UInt8] { ordered(withUnsafeBytes(of: value) { Array($0) }) }

  var headerLength: Int { version == 1 ? 348 : 540 }
  var voxelOffset: Int { isPair ? 0 : headerLength + 4 + extensionBytes }

  /// The header and what follows it up to the voxels.
  var header: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: headerLength)
    func put(_ field: [UInt8], _ at: Int) {
      bytes.replaceSubrange(at..<at + field.count, with: field)
    }
    let sizes = [dimensions.count] + dimensions + Array(repeating: 1, count: 7 - dimensions.count)
    let spacing: [Double] = [-1, 1.5, 2, 3, 1, 1, 1, 1]
    let magic = Array((isPair ? "ni" : "n+").utf8) + [UInt8(48 + version), 0]
    let bits = Int16(8 * type.bytesPerVoxel)
    if version == 1 {
      put(raw(Int32(348)), 0)
      for (axis, size) in sizes.enumerated() { put(raw(Int16(size)), 40 + 2 * axis) }
      put(raw(Int16(type.rawValue)), 70)
      put(raw(bits), 72)
      for (axis, edge) in spacing.enumerated() { put(raw(Float(edge)), 76 + 4 * axis) }
      put(raw(Float(voxelOffset)), 108)
      put(raw(Float(slope)), 112)
      put(raw(Float(intercept)), 116)
      put(raw(Int16(qformCode)), 252)
      put(raw(Int16(sformCode)), 254)
      for (at, value) in Self.sform.enumerated() { put(raw(value), 280 + 4 * at) }
      put(magic, 344)
    } else {
      put(raw(Int32(540)), 0)
      put(magic + [13, 10, 26, 10], 4)
      put(raw(Int16(type.rawValue)), 12)
      put(raw(bits), 14)
      for (axis, size) in sizes.enumerated() { put(raw(Int64(size)), 16 + 8 * axis) }
      for (axis, edge) in spacing.enumerated() { put(raw(edge), 104 + 8 * axis) }
      put(raw(Int64(voxelOffset)), 168)
      put(raw(slope), 176)
      put(raw(intercept), 184)
      put(raw(Int32(qformCode)), 344)
      put(raw(Int32(sformCode)), 348)
      for (at, value) in Self.sform.enumerated() { put(raw(Double(value)), 400 + 8 * at) }
    }
    if isPair { return bytes }
    guard extensionBytes >= 16 else { return bytes + [0, 0, 0, 0] }
    let content = (8..<extensionBytes).map { UInt8(truncatingIfNeeded: $0) }
    return bytes + [1, 0, 0, 0] + raw(Int32(extensionBytes)) + raw(Int32(6)) + content
  }

  /// Number `index` as it is stored, and as it is meant before scaling.
  private func voxel(_ index: Int) -> (bytes: [UInt8], value: Double) {
    let number = (index * 37 + 11) % 101
    let negative = Double(number - 50)
    return switch type {
    case .uint8: ([UInt8(number)], Double(number))
    case .int8: (raw(Int8(number - 50)), negative)
    case .int16: (raw(Int16(300 * (number - 50))), 300 * negative)
    case .uint16: (raw(UInt16(600 * number)), Double(600 * number))
    case .int32: (raw(Int32(number - 50) << 20), negative * 1_048_576)
    case .uint32: (raw(UInt32(number) << 24), Double(number) * 16_777_216)
    case .int64: (raw(Int64(number - 50) << 40), negative * 1_099_511_627_776)
    case .uint64: (raw(UInt64(number) << 50), Double(number) * 1_125_899_906_842_624)
    case .float32:
      index == 7 ? (raw(Float.nan), .nan) : (raw(Float(negative) / 4), negative / 4)
    case .float64:
      index == 7 ? (raw(Double.infinity), .infinity) : (raw(negative / 3), negative / 3)
    case .rgb24: ([UInt8(number), UInt8(number + 1), UInt8(number + 2)], Double(number + 1))
    case .rgba32:
      ([UInt8(number), UInt8(number + 1), UInt8(number + 2), 255], Double(number + 1))
    }
  }

  private var count: Int { dimensions.reduce(1, *) }

  /// The stored voxels.
  var voxels: [UInt8] { (0..<count).flatMap { voxel($0).bytes } }

  /// What they mean, scaled.
  var values: [Double] {
    let none = slope == 0 || !slope.isFinite
    return (0..<count).map { none ? voxel($0).value : voxel($0).value * slope + intercept }
  }
}
