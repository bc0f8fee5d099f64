public import Files
public import Foundation

/// What is done to a file of a package before it is kept. The result is what the checksum pins.
public struct AssetConversion: Sendable, Hashable {
  /// Whether the file is a Python source whose only statement assigns a literal of bytes, which are
  /// what is wanted. Nothing of it is executed.
  public let isPythonLiteral: Bool
  /// How the network in it is rewritten, so that OpenCV can read it.
  public let rewriting: ONNXRewriting

  /// Describes a conversion.
  public init(isPythonLiteral: Bool = false, rewriting: ONNXRewriting = ONNXRewriting()) {
    self.isPythonLiteral = isPythonLiteral
    self.rewriting = rewriting
  }

  /// The converted bytes of `data`, which errors call `file`.
  ///
  /// - Throws: `EffaceError.format` where they are not what the conversion expects.
  public func callAsFunction(_ data: Data, file: String) throws(EffaceError) -> Data {
    let bytes = isPythonLiteral ? try PythonBytes.decode([UInt8](data), file: file) : [UInt8](data)
    return Data(try rewriting(ONNXModel(bytes, file: file)).bytes)
  }
}

/// The one literal of bytes in a Python source.
enum PythonBytes {
  /// The bytes between the first `b'` and the quote that ends it.
  ///
  /// - Throws: `EffaceError.format` where there is no such literal or it holds an unknown escape.
  static func decode(_ source: [UInt8], file: String) throws(EffaceError) -> [UInt8] {
    let refusal = EffaceError(.format, "The file \(file) holds no literal of bytes.")
    guard let start = source.indices.dropLast().first(where: { isOpening(source, $0) }) else {
      throw refusal
    }
    let quote = source[start + 1]
    var bytes: [UInt8] = []
    bytes.reserveCapacity(source.count / 2)
    var place = start + 2
    while place < source.count {
      let byte = source[place]
      place += 1
      if byte == quote { return bytes }
      guard byte == UInt8(ascii: "\\") else {
        bytes.append(byte)
        continue
      }
      guard let value = escape(source, &place) else { throw refusal }
      bytes.append(value)
    }
    throw refusal
  }

  private static func isOpening(_ source: [UInt8], _ place: Int) -> Bool {
    source[place] == UInt8(ascii: "b")
      && [UInt8(ascii: "'"), UInt8(ascii: "\"")].contains(source[place + 1])
  }

  /// The byte for which the escape after a backslash at `place` stands.
  private static func escape(_ source: [UInt8], _ place: inout Int) -> UInt8? {
    guard place < source.count else { return nil }
    let letter = source[place]
    place += 1
    switch letter {
    case UInt8(ascii: "n"): return 10
    case UInt8(ascii: "r"): return 13
    case UInt8(ascii: "t"): return 9
    case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): return letter
    case UInt8(ascii: "x"):
      guard place + 2 <= source.count else { return nil }
      let digits = String(decoding: source[place..<place + 2], as: UTF8.self)
      place += 2
      return UInt8(digits, radix: 16)
    default: return nil
    }
  }
}
