internal import Files

/// Goes through a network once and computes what follows from constants.
struct ONNXFolding {
  /// Every constant, by its name.
  private(set) var constants: [String: ONNXTensor]
  /// The operations that are left.
  private(set) var nodes: [ONNXNode] = []
  /// Names that mean the same as another one.
  private var aliases: [String: String] = [:]
  /// The operations that made each value, for shapes that are computed.
  private var makers: [String: ONNXNode] = [:]
  private let upsampling: Int?

  init(_ model: ONNXModel, upsampling: Int?) {
    constants = Dictionary(model.constants.map { ($0.name, $0) }) { first, _ in first }
    self.upsampling = upsampling
  }

  /// Takes the next operation.
  mutating func take(_ original: ONNXNode) throws(EffaceError) {
    var node = original
    node.inputs = node.inputs.map { aliases[$0] ?? $0 }
    for output in node.outputs { makers[output] = node }
    guard let output = node.outputs.first else { return }
    switch node.operation {
    case "Identity", "Dropout": aliases[output] = node.inputs.first
    case "Constant": try define(output, try value(of: node))
    case "DequantizeLinear" where isConstant(node): try define(output, try dequantised(node))
    case "Reshape" where isConstant(node): try define(output, try reshaped(node))
    case "Reshape": try fixShape(&node)
    case "Resize": try fixSize(&node)
    case "BatchNormalization":
      // Later versions of the operation have settings that this one does not know.
      node.attributes.removeAll { ["training_mode", "spatial"].contains($0.name) }
      nodes.append(node)
    default: nodes.append(node)
    }
  }

  private func isConstant(_ node: ONNXNode) -> Bool {
    node.inputs.allSatisfy { constants[$0] != nil }
  }

  private mutating func define(_ name: String, _ tensor: ONNXTensor) throws(EffaceError) {
    var tensor = tensor
    tensor.name = name
    constants[name] = tensor
  }

  private func value(of node: ONNXNode) throws(EffaceError) -> ONNXTensor {
    guard let tensor = node.attributes.first(where: { $0.name == "value" })?.tensor else {
      throw refusal(node, "holds no tensor")
    }
    return tensor
  }

  private func reshaped(_ node: ONNXNode) throws(EffaceError) -> ONNXTensor {
    guard node.inputs.count == 2, var tensor = constants[node.inputs[0]],
      var shape = constants[node.inputs[1]]?.integers
    else { throw refusal(node, "has no shape") }
    for axis in shape.indices where shape[axis] == 0 && axis < tensor.shape.count {
      shape[axis] = tensor.shape[axis]
    }
    if let open = shape.firstIndex(of: -1) {
      shape[open] = 1
      let known = max(shape.reduce(1, *), 1)
      shape[open] = tensor.count / known
    }
    guard shape.allSatisfy({ $0 >= 0 }), shape.reduce(1, *) == tensor.count else {
      throw refusal(node, "changes the number of elements")
    }
    tensor.shape = shape
    return tensor
  }

  /// (q - zero) * scale, where scale and zero hold for the whole tensor, for a row of an axis, or
  /// for a block of that axis.
  private func dequantised(_ node: ONNXNode) throws(EffaceError) -> ONNXTensor {
    guard let stored = constants[node.inputs[0]], let quantised = stored.integers,
      let scaling = constants[node.inputs[1]], let scales = scaling.floats
    else { throw refusal(node, "is not of 8-bit numbers") }
    let zeros =
      node.inputs.count > 2
      ? constants[node.inputs[2]]?.integers : [Int](repeating: 0, count: scales.count)
    guard let zeros, zeros.count == scales.count,
      let blocks = QuantisedBlocks(
        shape: stored.shape, scales: scaling.shape, axis: node.integer("axis") ?? 1,
        block: node.integer("block_size") ?? 0)
    else { throw refusal(node, "has scales that do not fit its numbers") }
    let values = quantised.indices.map { index -> Float in
      let block = blocks.index(of: index)
      return Float(quantised[index] - zeros[block]) * scales[block]
    }
    return ONNXTensor(name: stored.name, shape: stored.shape, floats: values)
  }

  /// Of a shape that is computed as batch, whatever is left, and a constant, the batch is 1.
  private mutating func fixShape(_ node: inout ONNXNode) throws(EffaceError) {
    guard node.inputs.count == 2 else { throw refusal(node, "has no shape") }
    if constants[node.inputs[1]] == nil {
      guard let maker = makers[node.inputs[1]], maker.operation == "Concat",
        let first = maker.inputs.first, constants[first] == nil
      else { throw refusal(node, "has a shape that is computed in an unknown way") }
      var shape = [1]
      for part in maker.inputs.dropFirst() {
        guard let sizes = constants[part]?.integers else {
          throw refusal(node, "has a shape that is computed in an unknown way")
        }
        shape += sizes
      }
      node.inputs[1] = add(
        ONNXTensor(name: "shape." + shape.map { "\($0)" }.joined(separator: "."), integers: shape))
    }
    nodes.append(node)
  }

  private mutating func fixSize(_ node: inout ONNXNode) throws(EffaceError) {
    if let last = node.inputs.last, constants[last] == nil {
      guard let upsampling else { throw refusal(node, "has a size that is computed") }
      let factor = Float(upsampling)
      let region = add(ONNXTensor(name: "resize.region", shape: [0], floats: []))
      let scales = add(
        ONNXTensor(name: "resize.scales", shape: [4], floats: [1, 1, factor, factor]))
      node.inputs = [node.inputs[0], region, scales]
    }
    nodes.append(node)
  }

  private mutating func add(_ tensor: ONNXTensor) -> String {
    constants[tensor.name] = tensor
    return tensor.name
  }

  private func refusal(_ node: ONNXNode, _ reason: String) -> EffaceError {
    EffaceError(
      .format, "The network cannot be rewritten: its \(node.operation) '\(node.name)' \(reason).")
  }
}

/// Which scale belongs to which element of a tensor that was quantised in blocks along one axis.
private struct QuantisedBlocks {
  /// Elements that follow each other on the axes after `axis`.
  private let inner: Int
  /// Elements along the axis.
  private let length: Int
  /// Elements of a block.
  private let block: Int
  /// Scales along the axis.
  private let count: Int
  /// Scales along the faster axes: those of a per-axis quantisation hold for all of them.
  private let isShared: Bool

  /// Nil where the scales do not fit.
  init?(shape: [Int], scales: [Int], axis: Int, block: Int) {
    let axis = axis < 0 ? axis + shape.count : axis
    if scales.reduce(1, *) == 1 {
      (inner, length, self.block, count, isShared) = (1, Int.max, Int.max, 1, true)
      return
    }
    guard shape.indices.contains(axis) else { return nil }
    length = shape[axis]
    inner = shape[(axis + 1)...].reduce(1, *)
    isShared = block == 0
    self.block = block == 0 ? 1 : block
    count = (length + self.block - 1) / self.block
    var wanted = shape
    wanted[axis] = count
    guard scales == (isShared ? [count] : wanted) else { return nil }
  }

  func index(of element: Int) -> Int {
    if block == Int.max { return 0 }
    let along = element / inner % length / block
    if isShared { return along }
    let outer = element / (inner * length)
    return (outer * count + along) * inner + element % inner
  }
}
