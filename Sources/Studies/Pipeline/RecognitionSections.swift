internal import Files

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
  /// The networks, each with its detector and distances.
  public var models: [ModelSection] = ["dlib"]

  enum CodingKeys: String, SectionKeys { case models }

  init() {}

  /// Decodes the section.
  public init(from decoder: any Decoder) throws {
    models = try decoder.section(CodingKeys.self).value(.models, or: models)
    try requireDistinct(models.map(\.name), "models", decoder)
  }
}

/// Which distances compare the descriptions.
public struct CompareSection: Sendable, Equatable, Codable {
  /// Names of distances.
  public var metrics: [String] = ["euclidean_l2"]
  /// Decimals to which distances are rounded, as published studies do; nil keeps all.
  public var round: Int?
  /// Compares every defaced scan with itself before defacing as well, as the 2024 study did; nil
  /// does not.
  public var sameScan: SameScanSection?

  enum CodingKeys: String, SectionKeys { case metrics, round, sameScan }

  init() {}

  /// Decodes the section.
  public init(from decoder: any Decoder) throws {
    let section = try decoder.section(CodingKeys.self)
    metrics = try section.value(.metrics, or: metrics)
    round = try section.optional(.round)
    sameScan = try section.optional(.sameScan)
    try requireDistinct(metrics, "metrics", decoder)
    try requireDecimals(round, decoder)
  }
}

/// The comparison of the 2024 study: one and the same scan stands on both sides.
public struct SameScanSection: Sendable, Equatable, Codable {
  /// Decimals to which distances are rounded; nil keeps all.
  public var round: Int? = 2

  enum CodingKeys: String, SectionKeys { case round }

  /// Decodes the section and checks its range.
  public init(from decoder: any Decoder) throws {
    round = try decoder.section(CodingKeys.self).value(.round, or: round)
    try requireDecimals(round, decoder)
  }
}

private func requireDecimals(_ round: Int?, _ decoder: any Decoder) throws {
  if let round, !(0...15).contains(round) {
    throw refusal(decoder, "has round: \(round); it must lie between 0 and 15 decimals")
  }
}
