internal import Files
internal import Foundation

/// Stand-ins that are the same for the same original under one key, and that nobody without the key
/// can trace back: HMAC-SHA256 (RFC 2104).
struct KeyedMapping: Sendable {
  private let inner: [UInt8]
  private let outer: [UInt8]

  init(key: [UInt8]) {
    var block = key.count > 64 ? Self.digest(key) : key
    block += [UInt8](repeating: 0, count: 64 - block.count)
    inner = block.map { $0 ^ 0x36 }
    outer = block.map { $0 ^ 0x5C }
  }

  /// The 32 bytes that stand for `text` used as `purpose`.
  func code(_ purpose: String, _ text: String) -> [UInt8] {
    Self.digest(outer + Self.digest(inner + Array("\(purpose)\u{1F}\(text)".utf8)))
  }

  /// A UID below 2.25 (PS3.5, B.2); those of the standard itself stay.
  func uid(_ uid: String) -> String {
    guard !uid.isEmpty, !uid.hasPrefix("1.2.840.10008.") else { return uid }
    var number = code("uid", uid).prefix(16).reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
    number = number & ~(UInt128(0xF) << 76) | UInt128(8) << 76
    number = number & ~(UInt128(3) << 62) | UInt128(2) << 62
    return "2.25.\(number)"
  }

  /// A name for a person, 48 bits.
  func pseudonym(_ person: String) -> String {
    "SUBJ-" + hexadecimal("person", person, 6).uppercased()
  }

  /// A part of a file name.
  func fileName(_ uid: String) -> String { hexadecimal("file", uid, 6) }

  /// By how many days the dates of a person go back: 1 to 3650.
  func days(_ person: String) -> Int {
    1 + Int(code("date", person).prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) } % 3650)
  }

  private func hexadecimal(_ purpose: String, _ text: String, _ count: Int) -> String {
    code(purpose, text).prefix(count).map {
      String($0 >> 4, radix: 16) + String($0 & 15, radix: 16)
    }.joined()
  }

  private static func digest(_ bytes: [UInt8]) -> [UInt8] {
    let text = Array(Checksum.sha256(Data(bytes)))
    return stride(from: 0, to: text.count - 1, by: 2).map {
      UInt8(String(text[$0...$0 + 1]), radix: 16) ?? 0
    }
  }
}
