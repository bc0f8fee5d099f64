public import Files

/// A network in the Open Neural Network Exchange format, as far as it must be understood to check
/// what goes in and out, and to rewrite it for OpenCV's reader.
///
/// See onnx.ai, `onnx.proto`. Fields that are not needed are dropped; training data and
/// sub-graphs are not read.
public struct ONNXModel: Sendable, Hashable {
  /// Version of the format.
  public var formatVersion: Int
  /// Version of the standard operations.
  public var operationsVersion: Int
  /// Name of the graph.
  public var name: String
  /// Operations, in an order in which they can be carried out.
  public var nodes: [ONNXNode]
  /// Constants.
  public var constants: [ONNXTensor]
  /// What goes in; constants that older files list here too are left out.
  public var inputs: [ONNXValue]
  /// What comes out.
  public var outputs: [ONNXValue]

  /// Reads a network from the bytes of a file; errors call the file `file`.
  ///
  /// - Throws: `EffaceError.format` where the bytes are no ONNX network.
  public init(_ bytes: [UInt8], file: String) throws(EffaceError) {
    do {
      try self.init(message: bytes[...])
    } catch {
      throw EffaceError(error.code, "The file \(file) cannot be used. \(error.description)")
    }
    guard !nodes.isEmpty, !outputs.isEmpty else {
      throw EffaceError(.format, "The file \(file) holds no ONNX network.")
    }
  }

  /// Builds a network of its parts.
  init(
    name: String, nodes: [ONNXNode], constants: [ONNXTensor], inputs: [ONNXValue],
    outputs: [ONNXValue]
  ) {
    formatVersion = ONNXRewriting.formatVersion
    operationsVersion = ONNXRewriting.operationsVersion
    (self.name, self.nodes, self.constants) = (name, nodes, constants)
    (self.inputs, self.outputs) = (inputs, outputs)
  }

  private init(message: ArraySlice<UInt8>) throws(EffaceError) {
    (formatVersion, operationsVersion, name) = (0, 0, "")
    (nodes, constants, inputs, outputs) = ([], [], [], [])
    for field in try ProtobufReader.fields(message) {
      switch field.number {
      case 1: formatVersion = field.integer ?? 0
      case 7: try readGraph(field.bytes ?? [])
      case 8: try readOperations(field.bytes ?? [])
      default: break
      }
    }
    let known = Set(constants.map(\.name))
    inputs.removeAll { known.contains($0.name) }
  }

  private mutating func readGraph(_ message: ArraySlice<UInt8>) throws(EffaceError) {
    for field in try ProtobufReader.fields(message) {
      let content = field.bytes ?? []
      switch field.number {
      case 1: nodes.append(try ONNXNode(content))
      case 2: name = field.text
      case 5: constants.append(try ONNXTensor(content))
      case 11: inputs.append(try ONNXValue(content))
      case 12: outputs.append(try ONNXValue(content))
      default: break
      }
    }
  }

  /// The version of the standard operations is the one without a domain.
  private mutating func readOperations(_ message: ArraySlice<UInt8>) throws(EffaceError) {
    let fields = try ProtobufReader.fields(message)
    guard !fields.contains(where: { $0.number == 1 && !$0.text.isEmpty }) else { return }
    operationsVersion = fields.first { $0.number == 2 }?.integer ?? 0
  }

  /// The network as the bytes of a file. Equal networks give equal bytes.
  public var bytes: [UInt8] {
    var writer = ProtobufWriter()
    writer.integer(1, formatVersion)
    writer.text(2, "efface")
    writer.message(7) { graph in
      for node in nodes { node.write(to: &graph, field: 1) }
      graph.text(2, name)
      for constant in constants { constant.write(to: &graph, field: 5) }
      for input in inputs { input.write(to: &graph, field: 11) }
      for output in outputs { output.write(to: &graph, field: 12) }
    }
    writer.message(8) { operations in
      operations.text(1, "")
      operations.integer(2, operationsVersion)
    }
    return writer.bytes
  }
}
