/// The order in which people are numbered: runs of digits compare as numbers, the rest as text.
///
/// "2" comes before "10", and "sub-9" before "sub-10". Digits are ASCII; what is left equal ("02" and
/// "2") is ordered by Unicode scalars, so that the order is total and the same on every machine.
public enum NaturalOrder {
  /// Whether `first` comes before `second`.
  public static func precedes(_ first: String, _ second: String) -> Bool {
    var left = Array(first.utf8)[...]
    var right = Array(second.utf8)[...]
    while let a = left.first, let b = right.first {
      if isDigit(a), isDigit(b) {
        let order = compare(takeNumber(&left), takeNumber(&right))
        if order != 0 { return order < 0 }
      } else if a != b {
        return a < b
      } else {
        left.removeFirst()
        right.removeFirst()
      }
    }
    if left.isEmpty != right.isEmpty { return left.isEmpty }
    return first.utf8.lexicographicallyPrecedes(second.utf8)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  /// Removes the digits at the front of `text` and returns them without leading zeros.
  private static func takeNumber(_ text: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let digits = text.prefix(while: isDigit)
    text = text[digits.endIndex...]
    return digits.drop { $0 == 48 }
  }

  /// Negative, zero or positive as the number `first` is less than, equal to or more than `second`.
  private static func compare(_ first: ArraySlice<UInt8>, _ second: ArraySlice<UInt8>) -> Int {
    if first.count != second.count { return first.count - second.count }
    for (a, b) in zip(first, second) where a != b { return Int(a) - Int(b) }
    return 0
  }
}
