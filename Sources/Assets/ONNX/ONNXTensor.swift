internal import Files

/// A constant of a network: weights, biases, shapes.
public struct ONNXTensor: Sendable, Hashable {
  /// The types of elements that are understood; others are kept as they are.
  public enum Element: Int, Sendable {
    case float = 1
    case uint8 = 2
    case int8 = 3
    case int32 = 6
    case int64 = 7

    /// Bytes of one element.
    var size: Int {
      switch self {
      case .float, .int32: 4
      case .uint8, .int8: 1
      case .int64: 8
      }
    }
  }

  /// The name by which nodes call it.
  public var name: String
  /// Elements along each axis, slowest first; empty for a single number.
  public var shape: [Int]
  /// ONNX's number of the element type.
  let type: Int
  /// Row-major elements, little-endian.
  let data: ArraySlice<UInt8>

  /// The type of the elements, or nil where it is one that is not understood.
  public var element: Element? { Element(rawValue: type) }

  /// Number of elements.
  public var count: Int { shape.reduce(1, *) }

  /// Builds a tensor of real numbers; `values` fit `shape`.
  public init(name: String, shape: [Int], floats values: [Float]) {
    precondition(values.count == shape.reduce(1, *), "values must fit the shape")
    self.name = name
    self.shape = shape
    type = Element.float.rawValue
    data = values.withUnsafeBytes { Array($0) }[...]
  }

  /// Builds a tensor of one axis of whole numbers.
  public init(name: String, integers values: [Int]) {
    self.name = name
    shape = [values.count]
    type = Element.int64.rawValue
    data = values.withUnsafeBytes { Array($0) }[...]
  }

  /// The elements as real numbers, or nil where they are not.
  public var floats: [Float]? {
    guard element == .float else { return nil }
    return elements(of: UInt32.self).map { Float(bitPattern: $0) }
  }

  /// The elements as whole numbers, or nil where they are not.
  public var integers: [Int]? {
    switch element {
    case .int64: elements(of: Int64.self).map { Int($0) }
    case .int32: elements(of: Int32.self).map { Int($0) }
    case .int8: elements(of: Int8.self).map { Int($0) }
    case .uint8: elements(of: UInt8.self).map { Int($0) }
    case .float, nil: nil
    }
  }

  private func elements<Number: FixedWidthInteger>(of type: Number.Type) -> [Number] {
    data.withUnsafeBytes { raw in
      (0..<raw.count / MemoryLayout<Number>.size).map {
        Number(
          littleEndian: raw.loadUnaligned(
            fromByteOffset: $0 * MemoryLayout<Number>.size, as: Number.self))
      }
    }
  }
}

// MARK: - Protocol Buffers

extension ONNXTensor {
  /// Reads a `TensorProto`.
  init(_ message: ArraySlice<UInt8>) throws(EffaceError) {
    var (name, shape, type) = ("", [Int](), 0)
    var raw: ArraySlice<UInt8>?
    var typed: [UInt8] = []
    for field in try ProtobufReader.fields(message) {
      switch field.number {
      case 1: shape += try ProtobufReader.integers(field)
      case 2: type = field.integer ?? 0
      case 4: typed += field.bytes ?? Self.fixed(field)
      case 5, 7:
        typed += try ProtobufReader.integers(field).flatMap { Self.bytes($0, type) }
      case 8: name = field.text
      case 9: raw = field.bytes
      case 13, 14: throw Self.external
      default: break
      }
    }
    self.name = name
    self.shape = shape
    self.type = type
    data = raw ?? typed[...]
    try checkSize()
  }

  private static let external = EffaceError(
    .format, "The network keeps its weights in another file; save it as one file.")

  private static func fixed(_ field: ProtobufField) -> ArraySlice<UInt8> {
    guard case .fixed32(let bytes) = field.value else { return [] }
    return bytes
  }

  /// A number of `int32_data` or `int64_data` in as many bytes as its type has.
  private static func bytes(_ number: Int, _ type: Int) -> [UInt8] {
    let size = Element(rawValue: type)?.size ?? 4
    return withUnsafeBytes(of: Int64(number).littleEndian) { Array($0.prefix(size)) }
  }

  private func checkSize() throws(EffaceError) {
    var count = 1
    for size in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard size >= 0, !overflow else { throw ProtobufReader.damaged }
      count = product
    }
    guard let element else { return }
    guard data.count / element.size == count, data.count % element.size == 0 else {
      throw ProtobufReader.damaged
    }
  }

  /// Writes a `TensorProto`.
  func write(to writer: inout ProtobufWriter, field: Int) {
    writer.message(field) { tensor in
      for size in shape { tensor.integer(1, size) }
      tensor.integer(2, type)
      tensor.text(8, name)
      tensor.bytes(9, data)
    }
  }
}
