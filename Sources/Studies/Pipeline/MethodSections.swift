internal import Files

/// How scans are defaced.
public struct DefaceSection: Sendable, Equatable, Codable {
  /// Names of defacers (`efface defacers`), each an arm of the study.
  public var methods: [String] = ["adaptive", "mask"]
  /// Whether the ears go too; nil leaves it to the method.
  public var ears: Bool?

  enum CodingKeys: String, SectionKeys { case methods, ears }

  init() {}

  /// Decodes the section.
  public init(from decoder: any Decoder) throws {
    let section = try decoder.section(CodingKeys.self)
    methods = try section.value(.methods, or: methods)
    ears = try section.optional(.ears)
    try requireDistinct(methods, "methods", decoder)
  }
}

/// How the remains of a defacer's mask are cleaned.
public struct CleanSection: Sendable, Equatable, Codable {
  /// The way of cleaning.
  public enum Way: String, Sendable, Codable, CaseIterable {
    /// Voxels that the defacer changed and that are not at the background yet.
    case difference
    /// Nothing is cleaned.
    case none
  }

  /// The way of cleaning.
  public var by: Way = .difference

  enum CodingKeys: String, SectionKeys { case by }

  init() {}

  /// Decodes the section.
  public init(from decoder: any Decoder) throws {
    by = try decoder.section(CodingKeys.self).value(.by, or: by)
  }
}

/// From where, and in which light, a head is looked at.
public struct ViewSection: Sendable, Equatable, Codable {
  /// Where the lamp stands, seen from the camera.
  public enum Light: String, Sendable, Codable, CaseIterable {
    /// From above and slightly from the right of the picture.
    case key
    /// The same from the left.
    case mirrored
    /// From steeply above.
    case overhead
  }

  /// Degrees from the front towards the person's left.
  public var azimuth = 0.0
  /// Degrees above the axial plane.
  public var elevation = 0.0
  /// The lamp.
  public var light = Light.key

  enum CodingKeys: String, SectionKeys { case azimuth, elevation, light }

  init(azimuth: Double = 0, elevation: Double = 0, light: Light = .key) {
    self.azimuth = azimuth
    self.elevation = elevation
    self.light = light
  }

  /// Decodes the section and checks its ranges.
  public init(from decoder: any Decoder) throws {
    let section = try decoder.section(CodingKeys.self)
    azimuth = try section.value(.azimuth, or: azimuth)
    elevation = try section.value(.elevation, or: elevation)
    light = try section.value(.light, or: light)
    guard abs(azimuth) <= 180, abs(elevation) <= 90 else {
      throw refusal(
        decoder, "needs an azimuth between -180 and 180 and an elevation between -90 and 90 degrees"
      )
    }
  }
}

/// How heads become pictures.
public struct RenderSection: Sendable, Equatable, Codable {
  /// Edge length of the square pictures in pixels.
  public var size = 512
  /// The view of the pictures that the attacker has names for.
  public var gallery = ViewSection()
  /// The view of the pictures that the attacker wants to name; undefaced and defaced alike.
  public var probe = ViewSection(azimuth: 6, elevation: 4, light: .mirrored)

  enum CodingKeys: String, SectionKeys { case size, gallery, probe }

  init() {}

  /// Decodes the section and checks its ranges.
  public init(from decoder: any Decoder) throws {
    let section = try decoder.section(CodingKeys.self)
    size = try section.value(.size, or: size)
    gallery = try section.value(.gallery, or: gallery)
    probe = try section.value(.probe, or: probe)
    guard (64...4096).contains(size) else {
      throw refusal(decoder, "has size: \(size); it must lie between 64 and 4096 pixels")
    }
  }
}

/// Which detectors find the faces.
public struct DetectSection: Sendable, Equatable, Codable {
  /// How a face is cut out for the networks.
  public enum Align: String, Sendable, Codable, CaseIterable {
    /// As each network was trained: the strongest attack.
    case native
    /// As the 2024 study did.
    case study
  }

  /// The detector's name.
  public var detector = "dlib"
  /// How a face is cut out.
  public var align = Align.native

  enum CodingKeys: String, SectionKeys { case detector, align }

  init() {}

  /// Decodes the section.
  public init(from decoder: any Decoder) throws {
    let section = try decoder.section(CodingKeys.self)
    detector = try section.value(.detector, or: detector)
    align = try section.value(.align, or: align)
  }
}

/// Which networks describe the faces.
public struct EmbedSection: Sendable, Equatable, Codable {
  /// Names of models (`efface models list`).
  public var models: [String] = ["dlib"]

  enum CodingKeys: String, SectionKeys { case models }

  init() {}

  /// Decodes the section.
  public init(from decoder: any Decoder) throws {
    models = try decoder.section(CodingKeys.self).value(.models, or: models)
    try requireDistinct(models, "models", decoder)
  }
}

/// Which distances compare the descriptions.
public struct CompareSection: Sendable, Equatable, Codable {
  /// Names of distances.
  public var metrics: [String] = ["euclidean_l2"]
  /// Decimals to which distances are rounded, as published studies do; nil keeps all.
  public var round: Int?

  enum CodingKeys: String, SectionKeys { case metrics, round }

  init() {}

  /// Decodes the section.
  public init(from decoder: any Decoder) throws {
    let section = try decoder.section(CodingKeys.self)
    metrics = try section.value(.metrics, or: metrics)
    round = try section.optional(.round)
    try requireDistinct(metrics, "metrics", decoder)
    if let round, !(0...15).contains(round) {
      throw refusal(decoder, "has round: \(round); it must lie between 0 and 15 decimals")
    }
  }
}
