internal import Files

/// All that must be known of somebody's ONNX network so that Efface can use it: what goes in, what
/// comes out, and under which terms.
public struct NetworkCard: Sendable, Hashable, Codable {
  /// What a network does.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    case detector
    case embedder
  }

  /// How a face is cut out for an embedder.
  public enum Alignment: String, Sendable, Codable, CaseIterable {
    /// Similarity of five landmarks to ArcFace's template, 112 x 112 pixels.
    case fivePoints = "five-points"
    /// Upright square of the box with some margin.
    case box
    /// The crop of deepface up to 0.0.91.
    case study
  }

  /// The name on the command line: letters, digits, dot, hyphen, underscore.
  public var name: String
  /// What the network does.
  public var kind: Kind
  /// One line: architecture and training data.
  public var summary: String
  /// Where the weights come from, or where to get them.
  public var source: String
  /// The terms of the weights.
  public var licence: String
  /// The paper or page to cite.
  public var reference: String
  /// Accuracy as published.
  public var accuracy: String
  /// The ONNX file, relative to the card; nil where the weights are not included.
  public var file: String?
  /// SHA-256 of the ONNX file; nil where it is not known before.
  public var sha256: String?
  /// What goes into the network.
  public var input: NetworkInput
  /// Name of the output that is the embedding; nil for the last one.
  public var output: String?
  /// Numbers of an embedding.
  public var dimension: Int?
  /// Whether embeddings are brought to length 1.
  public var normalise: Bool
  /// How a face is cut out for the embedder.
  public var alignment: Alignment?
  /// Name of the embedder's own distance.
  public var distance: String?
  /// The highest distances that count as one person, by the name of the distance.
  public var thresholds: [String: Double]
  /// What the outputs of a detector mean.
  public var decoding: DetectionDecoding?
  /// The lowest scores that count as a face.
  public var scores: ModelCard.Scores?
  /// By how much a detector's boxes must grow to hold the face from hairline to chin.
  public var context: Double

  enum CodingKeys: String, SectionKeys {
    case name, kind, summary, source, licence, reference, accuracy, file, sha256, input, output
    case dimension, normalise, alignment, distance, thresholds, decoding, scores, context
  }

  /// Decodes and checks a card; unknown keys are errors.
  public init(from decoder: any Decoder) throws {
    let card = try decoder.section(CodingKeys.self)
    name = try card.required(.name)
    kind = try card.required(.kind)
    summary = try card.value(.summary, or: "")
    source = try card.required(.source)
    licence = try card.required(.licence)
    reference = try card.value(.reference, or: "")
    accuracy = try card.value(.accuracy, or: "not published")
    file = try card.optional(.file)
    sha256 = try card.optional(.sha256)
    input = try card.required(.input)
    output = try card.optional(.output)
    dimension = try card.optional(.dimension)
    normalise = try card.value(.normalise, or: false)
    alignment = try card.optional(.alignment)
    distance = try card.optional(.distance)
    thresholds = try card.value(.thresholds, or: [:])
    decoding = try card.optional(.decoding)
    scores = try card.optional(.scores)
    context = try card.value(.context, or: 1.1)
    try check(decoder)
  }

  private func check(_ decoder: any Decoder) throws {
    guard name.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._-]*/) != nil else {
      throw refusal(
        decoder, "has name: \(name); use letters, digits, dots, hyphens and underscores")
    }
    if let sha256, sha256.wholeMatch(of: /[0-9a-f]{64}/) == nil {
      throw refusal(decoder, "has a sha256 that is not 64 hexadecimal digits in lower case")
    }
    switch kind {
    case .detector:
      guard decoding != nil else {
        throw refusal(
          decoder, "is of a detector and lacks decoding: \(Self.words(DetectionDecoding.self))")
      }
    case .embedder:
      guard let dimension, (2...65_536).contains(dimension) else {
        throw refusal(decoder, "is of an embedder and needs a dimension between 2 and 65536")
      }
      guard alignment != nil else {
        throw refusal(
          decoder, "is of an embedder and lacks alignment: \(Self.words(Alignment.self))")
      }
      for name in thresholds.keys.sorted() + [distance].compactMap(\.self) {
        guard Distances.all.contains(where: { $0.name == name }) else {
          throw refusal(
            decoder,
            "names the distance '\(name)'; known are "
              + Distances.all.map(\.name).joined(separator: ", "))
        }
      }
    }
  }

  private static func words<Choice: CaseIterable & RawRepresentable<String>>(
    _ type: Choice.Type
  ) -> String {
    type.allCases.map(\.rawValue).joined(separator: " or ")
  }

  /// The card of the model, whose stored file has the given checksum.
  func modelCard(weights sha256: String) -> ModelCard {
    ModelCard(
      name: name, summary: summary, source: source, licence: licence,
      weights: [ModelCard.Weights(asset: name, sha256: sha256)],
      input: "\(input.width) x \(input.height) \(input.colours.rawValue.uppercased())",
      alignment: alignment?.rawValue ?? "similarity of five points to the ArcFace template",
      preprocessing: "(value - \(input.subtract)) / \(input.divide)", accuracy: accuracy,
      reference: reference, dimension: dimension,
      metric: kind == .embedder ? (distance ?? "cosine") : nil,
      thresholds: thresholds.sorted { $0.key < $1.key }.map {
        ModelCard.Threshold(metric: $0.key, value: $0.value, source: "the card of \(name)")
      },
      minimumScores: scores)
  }
}
