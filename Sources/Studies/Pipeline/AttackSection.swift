internal import Files

/// The standard attacker: several views, several networks, and the shape of the head.
public struct AttackSection: Sendable, Equatable, Codable {
  /// How many directions, 1 to 27.
  public var views = 9
  /// Names of detectors, the preferred first.
  public var detectors = ["retinaface", "yunet", "dlib"]
  /// Names of the networks that describe faces.
  public var models = ["dlib", "facenet512", "sface"]
  /// Whether heads are also told apart by their shape.
  public var shape = true

  enum CodingKeys: String, SectionKeys { case views, detectors, models, shape }

  /// Decodes the section and checks its ranges.
  public init(from decoder: any Decoder) throws {
    let section = try decoder.section(CodingKeys.self)
    views = try section.value(.views, or: views)
    detectors = try section.value(.detectors, or: detectors)
    models = try section.value(.models, or: models)
    shape = try section.value(.shape, or: shape)
    guard (1...27).contains(views) else {
      throw refusal(decoder, "has views: \(views); it must lie between 1 and 27")
    }
    try requireDistinct(detectors, "detectors", decoder)
    try requireDistinct(models, "models", decoder)
  }

  /// The attackers of which the study has matrices.
  var attackers: [String] { ["multi-view"] + (shape ? ["shape", "everything"] : []) }
}

extension Pipeline {
  /// Every attacker of the study: the network (or what takes its place) and the distance.
  var attackers: [(model: String, metric: String)] {
    embed.models.flatMap { model in compare.metrics.map { (model, $0) } }
      + (attack?.attackers ?? []).map { ($0, "fused") }
  }
}
