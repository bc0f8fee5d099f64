internal import Assets
internal import Files

/// Compares what a network says of itself with what its card says.
struct NetworkInterface {
  private let card: NetworkCard
  private let model: ONNXModel
  private let file: String

  init(_ card: NetworkCard, _ model: ONNXModel, file: String) {
    (self.card, self.model, self.file) = (card, model, file)
  }

  /// Throws the first difference.
  ///
  /// - Throws: `EffaceError.format`.
  func check() throws(EffaceError) {
    guard let input = model.inputs.first, model.inputs.count == 1 else {
      throw refusal("has \(model.inputs.count) inputs; one picture must be the only one")
    }
    guard input.isFloat else {
      throw refusal("takes '\(input.name)', which is not of 32-bit real numbers")
    }
    let wanted = card.input.shape
    let fits =
      input.shape.count == wanted.count
      && zip(input.shape, wanted).allSatisfy { $0.0 == nil || $0.0 == $0.1 }
    guard fits else {
      let text = wanted.map(String.init).joined(separator: " x ")
      throw refusal(
        "takes '\(input.name)' of \(input.shapeText), and its card says \(text) "
          + "(\(card.input.layout.rawValue))")
    }
    try checkOutputs()
  }

  private func checkOutputs() throws(EffaceError) {
    let known = model.outputs.map(\.name)
    let wanted =
      switch card.kind {
      case .detector: card.decoding?.outputs ?? []
      case .embedder: [card.output].compactMap(\.self)
      }
    if let missing = wanted.first(where: { !known.contains($0) }) {
      throw refusal("has no output '\(missing)'; it has \(known.joined(separator: ", "))")
    }
    guard card.kind == .embedder, let dimension = card.dimension else { return }
    let output = model.outputs.first { $0.name == card.output } ?? model.outputs.last
    if let output, let size = output.shape.last, let size, size != dimension {
      throw refusal(
        "gives '\(output.name)' of \(output.shapeText), and its card says \(dimension) numbers")
    }
  }

  private func refusal(_ difference: String) -> EffaceError {
    EffaceError(.format, "The network \(file) of \(card.name) \(difference); nothing was added.")
  }
}
