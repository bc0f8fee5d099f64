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
  }

  /// A file of weights.
  public struct Weights: Sendable, Codable, Hashable {
    /// Name under which the file is installed.
    public let asset: String
    /// SHA-256 of the file, lower-case hexadecimal.
    public let sha256: String
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
  public var dimension: Int?
  /// Name of the distance that the authors use; nil for a detector.
  public var metric: String?
  /// Published thresholds for photographs; empty for a detector.
  public var thresholds: [Threshold] = []
}
