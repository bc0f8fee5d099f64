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
  /// Rows and columns of its pictures; nil takes those of rendered surfaces, or 512.
  public var size: Int?
  /// The arms that it tries, `baseline` among them; nil for all.
  public var arms: [String]?

  enum CodingKeys: String, SectionKeys { case views, detectors, models, shape, size, arms }

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
    size = try section.optional(.size)
    arms = try section.optional(.arms)
    if let size, !(64...4096).contains(size) {
      throw refusal(decoder, "has size: \(size); it must lie between 64 and 4096 pixels")
    }
    if let arms { try requireDistinct(arms, "arms", decoder) }
    guard arms?.contains(RunFolder.baseline) ?? true else {
      throw refusal(
        decoder, "has arms without baseline, so that nobody could say how strong the attacker is")
    }
    try requireDistinct(detectors, "detectors", decoder)
    try requireDistinct(models, "models", decoder)
  }

  /// The attackers of which the study has matrices.
  var attackers: [String] { ["multi-view"] + (shape ? ["shape", "everything"] : []) }

  /// Whether it tries `arm`; the gallery is always looked at.
  func reaches(_ arm: String) -> Bool {
    arm == RunFolder.original || arms?.contains(arm) ?? true
  }
}
