internal import Files

/// How scans are defaced.
public struct DefaceSection: Sendable, Equatable, Codable {
  /// The ways of defacing, each an arm of the study.
  public var methods: [MethodSection] = ["adaptive", "mask"]
  /// Whether the ears go too; nil leaves it to the method.
  public var ears: Bool?

  enum CodingKeys: String, SectionKeys { case methods, ears }

  init() {}

  /// Decodes the section.
  public init(from decoder: any Decoder) throws {
    let section = try decoder.section(CodingKeys.self)
    methods = try section.value(.methods, or: methods)
    ears = try section.optional(.ears)
    // A second arm by range must not take another method's name.
    let arms = methods.flatMap { [$0.name] + ($0.range == nil ? [] : ["\($0.name)-range"]) }
    try requireDistinct(arms, "methods", decoder)
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
