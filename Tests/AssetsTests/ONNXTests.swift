import Files
import Foundation
import Testing

@testable import Assets

/// Networks of a few numbers, written by hand in Protocol Buffers' wire format.
@Suite("Networks in ONNX")
struct ONNXTests {
  /// A field with a length: tag, length, bytes.
  static func field(_ number: Int, _ bytes: [UInt8]) -> [UInt8] {
    [UInt8(number << 3 | 2), UInt8(bytes.count)] + bytes
  }

  static func field(_ number: Int, _ text: String) -> [UInt8] { field(number, Array(text.utf8)) }

  static func field(_ number: Int, _ value: Int) -> [UInt8] {
    [UInt8(number << 3), UInt8(value)]
  }

  static func tensor(_ name: String, _ shape: [Int], type: Int, _ data: [UInt8]) -> [UInt8] {
    shape.flatMap { field(1, $0) } + field(2, type) + field(8, name) + field(9, data)
  }

  static func node(
    _ operation: String, _ inputs: [String], _ output: String, _ attributes: [[UInt8]] = []
  ) -> [UInt8] {
    inputs.flatMap { field(1, $0) } + field(2, output) + field(4, operation)
      + attributes.flatMap { field(5, $0) }
  }

  static func value(_ name: String, _ sizes: [Int]) -> [UInt8] {
    let shape = sizes.flatMap { field(1, field(1, $0)) }
    return field(1, name) + field(2, field(1, field(1, 1) + field(2, shape)))
  }

  static func model(nodes: [[UInt8]], tensors: [[UInt8]]) -> [UInt8] {
    let graph =
      nodes.flatMap { field(1, $0) } + tensors.flatMap { field(5, $0) }
      + field(11, value("x", [1, 4])) + field(12, value("y", [1, 4]))
    // Longer than 127 bytes: the length takes two bytes.
    let length = [UInt8(graph.count & 0x7F | 0x80), UInt8(graph.count >> 7)]
    return field(1, 8) + [UInt8(7 << 3 | 2)] + length + graph + field(8, field(2, 21))
  }

  static func bytes(_ values: [Float]) -> [UInt8] { values.withUnsafeBytes { Array($0) } }

  /// y = x + dequantised weights, through an Identity and a Dropout.
  static let quantised = model(
    nodes: [
      node(
        "DequantizeLinear", ["q", "s", "z"], "w",
        [field(1, "axis") + field(3, 1), field(1, "block_size") + field(3, 2)]),
      node("Identity", ["w"], "v"), node("Dropout", ["x"], "d"), node("Add", ["d", "v"], "y"),
    ],
    tensors: [
      tensor("q", [1, 4], type: 3, [1, 2, 253, 4]),
      tensor("s", [1, 2], type: 1, bytes([0.5, 2])),
      tensor("z", [1, 2], type: 3, [0, 1]),
    ])

  @Test("Blocks of 8-bit weights become real numbers, and what does nothing goes")
  func dequantises() throws {
    let model = try ONNXRewriting()(ONNXModel(Self.quantised, file: "q.onnx"))
    #expect(model.nodes.map(\.operation) == ["Add"])
    #expect(model.nodes[0].inputs == ["x", "w"])
    #expect(model.constants.map(\.name) == ["w"])
    // (q - z) * s by hand: (1, 2) * 0.5 and (-3 - 1, 4 - 1) * 2.
    #expect(model.constants[0].floats == [0.5, 1, -8, 6])
    #expect(model.operationsVersion == 11)
    #expect(model.inputs.map(\.shapeText) == ["1 x 4"])
  }

  @Test("What is written is read back the same, and written the same")
  func roundTrip() throws {
    let model = try ONNXRewriting()(ONNXModel(Self.quantised, file: "q.onnx"))
    let again = try ONNXModel(model.bytes, file: "again.onnx")
    #expect(again.nodes.map(\.operation) == ["Add"])
    #expect(again.constants[0].floats == model.constants[0].floats)
    #expect(again.bytes == model.bytes)
  }

  @Test("A file that was cut off anywhere is refused with its name, or is another network")
  func truncated() throws {
    for count in 0..<Self.quantised.count {
      do {
        _ = try ONNXModel(Array(Self.quantised.prefix(count)), file: "cut.onnx")
      } catch {
        #expect(error.description.contains("cut.onnx"))
      }
    }
    #expect(throws: EffaceError.self) { try ONNXModel([], file: "empty.onnx") }
    #expect(throws: EffaceError.self) {
      try ONNXModel(Array("no network at all".utf8), file: "text.onnx")
    }
  }

  @Test("A tensor that promises more elements than it has is refused")
  func promises() {
    let lying = Self.model(
      nodes: [Self.node("Add", ["x", "w"], "y")],
      tensors: [Self.tensor("w", [100, 100], type: 1, Self.bytes([1]))])
    #expect(throws: EffaceError.self) { try ONNXModel(lying, file: "lying.onnx") }
  }

  @Test("Bytes come out of a Python source as Python reads them")
  func pythonLiteral() throws {
    let source = Array(#"W = b'a\x00\xff\n\\\'"z'"#.utf8)
    #expect(
      try PythonBytes.decode(source, file: "w.py") == [97, 0, 255, 10, 92, 39, 34, 122])
    for broken in ["W = 3", "W = b'abc", #"W = b'\q'"#, #"W = b'\x0"#] {
      #expect(throws: EffaceError.self) {
        try PythonBytes.decode(Array(broken.utf8), file: "w.py")
      }
    }
  }
}
