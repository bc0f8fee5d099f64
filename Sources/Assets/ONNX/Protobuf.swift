internal import Files

/// One field of a message in Protocol Buffers' wire format.
struct ProtobufField {
  /// What a field holds.
  enum Value {
    /// Wire type 0.
    case varint(UInt64)
    /// Wire type 1, little-endian.
    case fixed64(ArraySlice<UInt8>)
    /// Wire type 2: text, bytes, a message or packed numbers.
    case bytes(ArraySlice<UInt8>)
    /// Wire type 5, little-endian.
    case fixed32(ArraySlice<UInt8>)
  }

  let number: Int
  let value: Value

  /// The number of a varint field as signed, else nil.
  var integer: Int? {
    guard case .varint(let bits) = value else { return nil }
    return Int(truncatingIfNeeded: bits)
  }

  /// The bytes of a field with a length, else nil.
  var bytes: ArraySlice<UInt8>? {
    guard case .bytes(let bytes) = value else { return nil }
    return bytes
  }

  /// The text of a field with a length, else empty.
  var text: String { String(decoding: bytes ?? [], as: UTF8.self) }
}

/// Reads the fields of a message one after the other; no size is believed before it was checked.
struct ProtobufReader {
  private var rest: ArraySlice<UInt8>

  init(_ message: ArraySlice<UInt8>) { rest = message }

  /// The fields of `message`, in their order.
  ///
  /// - Throws: `EffaceError.format` where the bytes are not whole fields.
  static func fields(_ message: ArraySlice<UInt8>) throws(EffaceError) -> [ProtobufField] {
    var reader = ProtobufReader(message)
    var fields: [ProtobufField] = []
    while let field = try reader.next() { fields.append(field) }
    return fields
  }

  /// The numbers of a repeated field of integers, whether packed or one by one.
  static func integers(_ field: ProtobufField) throws(EffaceError) -> [Int] {
    if let integer = field.integer { return [integer] }
    guard let bytes = field.bytes else { throw damaged }
    var reader = ProtobufReader(bytes)
    var numbers: [Int] = []
    while !reader.rest.isEmpty { numbers.append(Int(truncatingIfNeeded: try reader.varint())) }
    return numbers
  }

  private mutating func next() throws(EffaceError) -> ProtobufField? {
    guard !rest.isEmpty else { return nil }
    let tag = try varint()
    guard let number = Int(exactly: tag >> 3), number > 0 else { throw Self.damaged }
    switch tag & 7 {
    case 0: return ProtobufField(number: number, value: .varint(try varint()))
    case 1: return ProtobufField(number: number, value: .fixed64(try take(8)))
    case 2: return ProtobufField(number: number, value: .bytes(try take(varint())))
    case 5: return ProtobufField(number: number, value: .fixed32(try take(4)))
    default: throw Self.damaged
    }
  }

  private mutating func varint() throws(EffaceError) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      guard let byte = rest.popFirst() else { throw Self.damaged }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    throw Self.damaged
  }

  private mutating func take(_ count: UInt64) throws(EffaceError) -> ArraySlice<UInt8> {
    guard count <= UInt64(rest.count) else { throw Self.damaged }
    let taken = rest.prefix(Int(count))
    rest = rest.dropFirst(Int(count))
    return taken
  }

  /// The caller says which file it is.
  static let damaged = EffaceError(.format, "The bytes are not a whole ONNX network.")
}

/// Writes fields in the order in which they are given, so that equal content gives equal bytes.
struct ProtobufWriter {
  private(set) var bytes: [UInt8] = []

  mutating func integer(_ number: Int, _ value: Int) {
    varint(UInt64(number << 3))
    varint(UInt64(bitPattern: Int64(value)))
  }

  mutating func bytes(_ number: Int, _ content: some Collection<UInt8>) {
    varint(UInt64(number << 3 | 2))
    varint(UInt64(content.count))
    bytes.append(contentsOf: content)
  }

  mutating func text(_ number: Int, _ text: String) { bytes(number, Array(text.utf8)) }

  mutating func message(_ number: Int, _ build: (inout ProtobufWriter) -> Void) {
    var inner = ProtobufWriter()
    build(&inner)
    bytes(number, inner.bytes)
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
