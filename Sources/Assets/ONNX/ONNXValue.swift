internal import Files

/// What goes into a network or comes out of it.
public struct ONNXValue: Sendable, Hashable {
  /// Its name.
  public let name: String
  /// ONNX's number of the element type; 1 is a 32-bit real number.
  let type: Int
  /// Elements along each axis, slowest first; nil where the network leaves it open.
  public var shape: [Int?]

  /// Whether the elements are 32-bit real numbers.
  public var isFloat: Bool { type == ONNXTensor.Element.float.rawValue }

  /// The shape for people, for example `1 x 3 x ? x ?`.
  public var shapeText: String {
    shape.isEmpty
      ? "a single number" : shape.map { $0.map(String.init) ?? "?" }.joined(separator: " x ")
  }

  /// Builds a value of 32-bit real numbers.
  init(name: String, shape: [Int?]) {
    (self.name, self.shape) = (name, shape)
    type = ONNXTensor.Element.float.rawValue
  }

  /// Reads a `ValueInfoProto`.
  init(_ message: ArraySlice<UInt8>) throws(EffaceError) {
    var (name, type, shape) = ("", 0, [Int?]())
    for field in try ProtobufReader.fields(message) {
      if field.number == 1 { name = field.text }
      guard field.number == 2 else { continue }
      for kind in try ProtobufReader.fields(field.bytes ?? []) where kind.number == 1 {
        for part in try ProtobufReader.fields(kind.bytes ?? []) {
          if part.number == 1 { type = part.integer ?? 0 }
          if part.number == 2 { shape = try Self.shape(part.bytes ?? []) }
        }
      }
    }
    (self.name, self.type, self.shape) = (name, type, shape)
  }

  private static func shape(_ message: ArraySlice<UInt8>) throws(EffaceError) -> [Int?] {
    var shape: [Int?] = []
    for field in try ProtobufReader.fields(message) where field.number == 1 {
      let size = try ProtobufReader.fields(field.bytes ?? []).first { $0.number == 1 }?.integer
      shape.append(size.flatMap { $0 > 0 ? $0 : nil })
    }
    return shape
  }

  /// Writes a `ValueInfoProto`.
  func write(to writer: inout ProtobufWriter, field: Int) {
    writer.message(field) { value in
      value.text(1, name)
      value.message(2) { kind in
        kind.message(1) { tensor in
          tensor.integer(1, type)
          tensor.message(2) { sizes in
            for size in shape {
              sizes.message(1) { if let size { $0.integer(1, size) } }
            }
          }
        }
      }
    }
  }
}
