internal import Files

/// One operation of a network.
public struct ONNXNode: Sendable, Hashable {
  /// Its name; need not be unique.
  public var name: String
  /// What it does, as ONNX calls it, for example `Conv`.
  public var operation: String
  /// Names of what goes in; an empty name is an input that is left out.
  public var inputs: [String]
  /// Names of what comes out.
  public var outputs: [String]
  var attributes: [ONNXAttribute]

  /// The whole number of attribute `name`, or nil.
  public func integer(_ name: String) -> Int? {
    attributes.first { $0.name == name }?.integer
  }

  /// Builds an operation.
  init(
    _ operation: String, inputs: [String], outputs: [String], attributes: [ONNXAttribute] = []
  ) {
    (name, self.operation, self.inputs) = ("", operation, inputs)
    (self.outputs, self.attributes) = (outputs, attributes)
  }

  /// Reads a `NodeProto`.
  init(_ message: ArraySlice<UInt8>) throws(EffaceError) {
    (name, operation, inputs, outputs, attributes) = ("", "", [], [], [])
    for field in try ProtobufReader.fields(message) {
      switch field.number {
      case 1: inputs.append(field.text)
      case 2: outputs.append(field.text)
      case 3: name = field.text
      case 4: operation = field.text
      case 5: attributes.append(try ONNXAttribute(field.bytes ?? []))
      default: break
      }
    }
  }

  /// Writes a `NodeProto`.
  func write(to writer: inout ProtobufWriter, field: Int) {
    writer.message(field) { node in
      for input in inputs { node.text(1, input) }
      for output in outputs { node.text(2, output) }
      node.text(3, name)
      node.text(4, operation)
      for attribute in attributes { node.bytes(5, attribute.message) }
    }
  }
}

/// A setting of a node. What is not needed here is kept as it came.
struct ONNXAttribute: Sendable, Hashable {
  let name: String
  let integer: Int?
  let tensor: ONNXTensor?
  /// The whole `AttributeProto`.
  let message: ArraySlice<UInt8>

  /// Builds a setting of whole numbers: one, or a list.
  init(name: String, integer: Int? = nil, list: [Int] = []) {
    self.name = name
    self.integer = integer
    tensor = nil
    var writer = ProtobufWriter()
    writer.text(1, name)
    if let integer { writer.integer(3, integer) }
    for value in list { writer.integer(8, value) }
    // ONNX's numbers of the kinds: INT and INTS.
    writer.integer(20, integer == nil ? 7 : 2)
    message = writer.bytes[...]
  }

  init(_ message: ArraySlice<UInt8>) throws(EffaceError) {
    self.message = message
    var (name, integer, tensor) = ("", Int?.none, ONNXTensor?.none)
    for field in try ProtobufReader.fields(message) {
      switch field.number {
      case 1: name = field.text
      case 3: integer = field.integer
      case 5: tensor = try ONNXTensor(field.bytes ?? [])
      default: break
      }
    }
    (self.name, self.integer, self.tensor) = (name, integer, tensor)
  }
}
