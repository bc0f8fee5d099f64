extension StudyReport {
  /// From what and by what a study was made.
  public struct Provenance: Sendable, Encodable, Equatable {
    /// Program and version.
    public var tool: String
    /// SHA-256 of the pipeline file.
    public var pipelineSHA256: String
    /// The pipeline file itself.
    public var pipeline: String
    /// The scans, as they entered.
    public var inputs: [Input]
    /// The models that took part.
    public var models: [Model]

    /// Gathers the parts.
    public init(
      tool: String, pipelineSHA256: String, pipeline: String, inputs: [Input], models: [Model]
    ) {
      self.tool = tool
      self.pipelineSHA256 = pipelineSHA256
      self.pipeline = pipeline
      self.inputs = inputs
      self.models = models
    }
  }

  /// A scan as it entered the study.
  public struct Input: Sendable, Encodable, Equatable {
    /// The person.
    public var id: String
    /// Path relative to the run folder.
    public var file: String
    /// Its digest.
    public var sha256: String

    /// Describes an input.
    public init(id: String, file: String, sha256: String) {
      self.id = id
      self.file = file
      self.sha256 = sha256
    }
  }

  /// The card of a model.
  public struct Model: Sendable, Encodable, Equatable {
    /// Name in the pipeline.
    public var name: String
    /// `detector` or `embedder`.
    public var role: String
    /// What it is.
    public var summary: String
    /// Where its weights come from.
    public var source: String
    /// Their licence.
    public var licence: String
    /// Published accuracy.
    public var accuracy: String
    /// Who to cite.
    public var reference: String
    /// SHA-256 of each file of weights.
    public var weights: [String: String]

    /// Describes a model.
    public init(
      name: String, role: String, summary: String, source: String, licence: String,
      accuracy: String, reference: String, weights: [String: String]
    ) {
      self.name = name
      self.role = role
      self.summary = summary
      self.source = source
      self.licence = licence
      self.accuracy = accuracy
      self.reference = reference
      self.weights = weights
    }
  }
}
