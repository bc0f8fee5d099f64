internal import Foundation

/// Decimal text to `Double` and back, correctly rounded both ways.
enum DecimalNumber {
  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// What the characters in `range` say: a number, NaN for an empty cell or one of `nan`, `NA`,
  /// `N/A`, `null` and `None` in any case, or nil where they are neither. Blanks around are passed
  /// over.
  static func parse(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, isBlank(bytes[start]) { start += 1 }
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    guard start < end else { return .nan }
    return exact(bytes, start..<end) ?? general(bytes, start..<end)
  }

  /// The short way (Clinger 1990): a significand up to 2^53 times or over a power of ten up to
  /// 10^22 is one correctly rounded operation on two exact numbers. Nil where it does not apply.
  private static func exact(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    var significand: UInt64 = 0
    var decimals = 0
    var sawPoint = false
    var digits = 0
    var index = range.lowerBound
    let isNegative = bytes[index] == UInt8(ascii: "-")
    if isNegative { index += 1 }
    while index < range.upperBound {
      let byte = bytes[index]
      if byte == UInt8(ascii: "."), !sawPoint {
        sawPoint = true
      } else if byte >= 48, byte <= 57, digits < 19 {
        significand = significand * 10 + UInt64(byte - 48)
        digits += 1
        if sawPoint { decimals += 1 }
      } else {
        return nil
      }
      index += 1
    }
    guard digits > 0, significand <= 1 << 53, decimals <= 22 else { return nil }
    let magnitude = Double(significand) / powersOfTen[decimals]
    return isNegative ? -magnitude : magnitude
  }

  private static func general(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    var characters: [UInt8] = []
    for index in range { characters.append(bytes[index]) }
    let text = String(decoding: characters, as: UTF8.self)
    if ["nan", "na", "n/a", "null", "none"].contains(text.lowercased()) { return .nan }
    // Double(_:) also takes hexadecimal and "infinity", which are not distances.
    let isDecimal = characters.allSatisfy {
      (48...57).contains($0) || "+-.eE".utf8.contains($0)
    }
    guard isDecimal, let value = Double(text), value.isFinite else { return nil }
    return value
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }

  /// `value` to `digits` decimals: the nearest, and of two equally near the even one, judged on the
  /// exact binary value (as C's printf and Python's round do).
  static func rounded(_ value: Double, toDigits digits: Int) -> Double {
    guard value.isFinite else { return value }
    return Double(String(format: "%.\(max(0, digits))f", value)) ?? value
  }
}
