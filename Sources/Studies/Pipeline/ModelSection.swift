internal import Files

/// One attacker with a single view: a network, the detector before it and the distances behind it.
public struct ModelSection: Sendable, Equatable, Codable, ExpressibleByStringLiteral {
  /// Name of the network (`efface models list`).
  public var name: String
  /// Name of the detector; nil takes `detect.detector`.
  public var detector: String?
  /// Names of distances; nil takes `compare.metrics`.
  public var metrics: [String]?

  enum CodingKeys: String, SectionKeys { case name, detector, metrics }

  /// The network called `name` with the study's own detector and distances.
  public init(stringLiteral name: String) { self.name = name }

  /// Decodes a name or a mapping.
  public init(from decoder: any Decoder) throws {
    if let name = try? decoder.singleValueContainer().decode(String.self) {
      self.init(stringLiteral: name)
      return
    }
    let section = try decoder.section(CodingKeys.self)
    self.init(stringLiteral: try section.required(.name))
    detector = try section.optional(.detector)
    metrics = try section.optional(.metrics)
    if let metrics { try requireDistinct(metrics, "metrics", decoder) }
  }
}

/// An attacker as matrices are named after it.
struct StudyAttacker: Sendable, Equatable {
  /// A network, or what takes its place: `multi-view`, `shape`, `everything`.
  let model: String
  /// The distance.
  let metric: String
  /// Whether the gallery holds the very scans that are defaced, as in the 2024 study.
  var sameScan = false
}

extension Pipeline {
  /// The detector that finds faces for `model`.
  func detector(of model: ModelSection) -> String { model.detector ?? detect.detector }

  /// All detectors of single views, each once, that of the first network first.
  var detectors: [String] {
    var names: [String] = []
    for model in embed.models where !names.contains(detector(of: model)) {
      names.append(detector(of: model))
    }
    return names
  }

  /// The attackers with a single view.
  var singleViewAttackers: [StudyAttacker] {
    embed.models.flatMap { model in
      (model.metrics ?? compare.metrics).map { StudyAttacker(model: model.name, metric: $0) }
    }
  }

  /// Every attacker that tries `arm`: those who compare the scan with itself stand last.
  func attackers(of arm: String) -> [StudyAttacker] {
    let fused =
      attack.map { $0.reaches(arm) ? $0.attackers : [] }?
      .map { StudyAttacker(model: $0, metric: "fused") } ?? []
    let same =
      compare.sameScan == nil || arm == RunFolder.baseline
      ? []
      : singleViewAttackers.map {
        StudyAttacker(model: $0.model, metric: $0.metric, sameScan: true)
      }
    return singleViewAttackers + fused + same
  }
}
