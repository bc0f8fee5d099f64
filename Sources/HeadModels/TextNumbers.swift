/// Reads the plain numbers of OBJ and target files from bytes.
///
/// Independent of the locale and of the C library, so that the same file gives the same numbers on
/// every machine.
struct TextNumbers {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether all bytes have been read.
  var isAtEnd: Bool { position >= bytes.count }

  /// The next byte of this line that is not a blank, without taking it; nil at its end.
  mutating func peek() -> UInt8? {
    while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 {
      position += 1
    }
    guard position < bytes.count, bytes[position] != 0x0A, bytes[position] != 0x0D else {
      return nil
    }
    return bytes[position]
  }

  /// Takes the next word of this line.
  mutating func word() -> ArraySlice<UInt8>? {
    guard peek() != nil else { return nil }
    let start = position
    while position < bytes.count, bytes[position] > 0x20 { position += 1 }
    return bytes[start..<position]
  }

  /// Takes a whole number that may be followed by anything (`12/7`); nil where none is there.
  mutating func integer() -> Int? {
    guard let word = word() else { return nil }
    var value = 0
    var digits = 0
    for byte in word {
      guard byte >= 0x30, byte <= 0x39, digits < 12 else { break }
      value = value * 10 + Int(byte - 0x30)
      digits += 1
    }
    return digits > 0 ? value : nil
  }

  /// Takes a decimal number without exponent; nil where the word is none.
  mutating func decimal() -> Double? {
    guard var word = word() else { return nil }
    let negative = word.first == 0x2D
    if negative || word.first == 0x2B { word = word.dropFirst() }
    var mantissa = 0.0
    var scale = 1.0
    var digits = 0
    var fraction = false
    for byte in word {
      if byte == 0x2E, !fraction {
        fraction = true
      } else if byte >= 0x30, byte <= 0x39, digits < 15 {
        mantissa = mantissa * 10 + Double(byte - 0x30)
        if fraction { scale *= 10 }
        digits += 1
      } else if byte < 0x30 || byte > 0x39 {
        return nil
      }
    }
    guard digits > 0 else { return nil }
    return (negative ? -mantissa : mantissa) / scale
  }

  /// Goes to the start of the next line.
  mutating func skipLine() {
    while position < bytes.count, bytes[position] != 0x0A { position += 1 }
    position += 1
  }
}
