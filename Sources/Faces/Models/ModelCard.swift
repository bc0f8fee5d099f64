/// What must be known of a model to use it rightly and to cite it.
public struct ModelCard: Sendable, Codable, Hashable {
  /// A distance at or below which two pictures count as one person.
  public struct Threshold: Sendable, Codable, Hashable {
    /// Name of the distance.
    public let metric: String
    /// Highest distance that is accepted.
    public let value: Double
    /// Who gives the value, and for what pictures.
    public let source: String

    /// Builds a threshold.
    public init(metric: String, value: Double, source: String) {
      self.metric = metric
      self.value = value
      self.source = source
    }
  }

  /// The lowest scores of a detector that count as a face.
  public struct Scores: Sendable, Codable, Hashable {
    /// In renders of scans, which have neither colour nor hair.
    public let renders: Double
    /// In photographs.
    public let photographs: Double

    /// Builds the pair.
    public init(renders: Double, photographs: Double) {
      self.renders = renders
      self.photographs = photographs
    }
  }

  /// A file of weights.
  public struct Weights: Sendable, Codable, Hashable {
    /// Name under which the file is installed.
    public let asset: String
    /// SHA-256 of the file, lower-case hexadecimal.
    public let sha256: String

    /// Builds the entry of a file.
    public init(asset: String, sha256: String) {
      self.asset = asset
      self.sha256 = sha256
    }
  }

  /// The name on the command line.
  public let name: String
  /// One line: architecture and what comes out.
  public let summary: String
  /// Where the weights come from.
  public let source: String
  /// Licence of the weights, with what is known of the training data.
  public let licence: String
  /// The files that must be installed; empty where the model is compiled in.
  public let weights: [Weights]
  /// Size, channel order and range of what goes into the network.
  public let input: String
  /// How a face is brought to the input.
  public let alignment: String
  /// What is done to the samples.
  public let preprocessing: String
  /// Accuracy as published; it was measured on photographs, not on renders of scans.
  public let accuracy: String
  /// The paper or page to cite.
  public let reference: String
  /// Numbers of an embedding; nil for a detector.
  public let dimension: Int?
  /// Name of the distance that the authors use; nil for a detector.
  public let metric: String?
  /// Published thresholds for photographs; empty for a detector.
  public let thresholds: [Threshold]
  /// The lowest scores that count as a face; nil where the detector decides by itself.
  public let minimumScores: Scores?

  /// Builds the card of a detector, or of an embedder where dimension, metric and thresholds are given.
  public init(
    name: String, summary: String, source: String, licence: String, weights: [Weights],
    input: String, alignment: String, preprocessing: String, accuracy: String, reference: String,
    dimension: Int? = nil, metric: String? = nil, thresholds: [Threshold] = [],
    minimumScores: Scores? = nil
  ) {
    self.name = name
    self.summary = summary
    self.source = source
    self.licence = licence
    self.weights = weights
    self.input = input
    self.alignment = alignment
    self.preprocessing = preprocessing
    self.accuracy = accuracy
    self.reference = reference
    self.dimension = dimension
    self.metric = metric
    self.thresholds = thresholds
    self.minimumScores = minimumScores
  }
}
