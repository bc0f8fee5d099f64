internal import Files
internal import Foundation

/// Unique identifiers made from what they stand for, so that the same data get the same ones.
enum DICOMUID {
  /// A UID below 2.25 (PS3.5, B.2) from the SHA-256 of `parts`, as a UUID of version 8.
  static func make(_ parts: String...) -> String {
    let digest = Checksum.sha256(Data(parts.joined(separator: "\u{1F}").utf8))
    var number = UInt128(digest.prefix(32), radix: 16) ?? 0
    number = number & ~(UInt128(0xF) << 76) | UInt128(8) << 76
    number = number & ~(UInt128(3) << 62) | UInt128(2) << 62
    return "2.25.\(number)"
  }
}
