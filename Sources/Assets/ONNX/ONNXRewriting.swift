public import Files

/// How a network is rewritten so that OpenCV 4.6 can read it and gives the same numbers.
///
/// - Weights that are stored as blocks of 8-bit numbers become 32-bit real numbers
///   (`DequantizeLinear` of ONNX operations 21, which OpenCV cannot read).
/// - What follows from constants alone is computed once: `Constant`, `Identity`, `Reshape`.
/// - `Dropout`, which does nothing outside training, goes.
/// - Shapes that are computed while the network runs become fixed, for one picture of one size.
public struct ONNXRewriting: Sendable, Hashable {
  /// The shape of the first input, where the network leaves it open.
  public let inputShape: [Int]?
  /// The factor of `Resize` operations whose size is computed while the network runs.
  public let upsampling: Int?

  /// The version of the operations that are written; OpenCV 4.6 reads it.
  static let operationsVersion = 11
  /// The version of the format that goes with it.
  static let formatVersion = 6

  /// Builds a rewriting; with no arguments shapes stay as they are.
  public init(inputShape: [Int]? = nil, upsampling: Int? = nil) {
    self.inputShape = inputShape
    self.upsampling = upsampling
  }

  /// The rewritten network.
  ///
  /// - Throws: `EffaceError.format` where the network holds something that cannot be rewritten.
  public func callAsFunction(_ model: ONNXModel) throws(EffaceError) -> ONNXModel {
    var folding = ONNXFolding(model, upsampling: upsampling)
    for node in model.nodes { try folding.take(node) }
    var rewritten = model
    rewritten.formatVersion = Self.formatVersion
    rewritten.operationsVersion = Self.operationsVersion
    rewritten.nodes = Self.live(folding.nodes, outputs: model.outputs.map(\.name))
    let used = Set(rewritten.nodes.flatMap(\.inputs))
    rewritten.constants = folding.constants.values.filter { used.contains($0.name) }
      .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    rewritten.inputs.removeAll { !used.contains($0.name) }
    if let inputShape, !rewritten.inputs.isEmpty {
      rewritten.inputs[0].shape = inputShape
    }
    return rewritten
  }

  /// The nodes on which an output depends.
  private static func live(_ nodes: [ONNXNode], outputs: [String]) -> [ONNXNode] {
    var wanted = Set(outputs)
    var kept: [ONNXNode] = []
    for node in nodes.reversed() where node.outputs.contains(where: wanted.contains) {
      wanted.formUnion(node.inputs)
      kept.append(node)
    }
    return kept.reversed()
  }
}
