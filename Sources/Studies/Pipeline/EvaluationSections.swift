internal import Files

/// Who chooses the threshold and on whom it is tried.
public struct SplitSection: Sendable, Equatable, Codable {
  /// The share of people, first in ascending order of their ids, on whom the threshold is chosen;
  /// it is tried on the others. Between 0 and 1, both excluded.
  public var fraction = 0.7
  /// The ids on whom the threshold is chosen, in place of a share; nil uses `fraction`.
  public var choose: [String]?

  enum CodingKeys: String, SectionKeys { case fraction, choose }

  init() {}

  /// Decodes the section and checks its range.
  public init(from decoder: any Decoder) throws {
    let section = try decoder.section(CodingKeys.self)
    fraction = try section.value(.fraction, or: fraction)
    choose = try section.optional(.choose)
    guard fraction > 0, fraction < 1 else {
      throw refusal(decoder, "has fraction: \(fraction); it must lie between 0 and 1")
    }
    if let choose { try requireDistinct(choose, "choose", decoder) }
  }
}

/// How thresholds are chosen and errors counted.
public struct EvaluateSection: Sendable, Equatable, Codable {
  /// The definition of the curves.
  public enum CurveProtocol: String, Sendable, Codable, CaseIterable {
    /// 100 thresholds on a grid, first maxima, precision 0 where nothing is accepted.
    case study
    /// One threshold for each distinct distance, as scikit-learn defines the curves.
    case exact
  }

  /// The definition of the curves.
  public var curves: CurveProtocol = .study
  /// The confidence of the intervals, for example 0.95.
  public var confidence = 0.95

  enum CodingKeys: String, SectionKeys {
    case curves = "protocol"
    case confidence
  }

  init() {}

  /// Decodes the section and checks its range.
  public init(from decoder: any Decoder) throws {
    let section = try decoder.section(CodingKeys.self)
    curves = try section.value(.curves, or: curves)
    confidence = try section.value(.confidence, or: confidence)
    guard confidence > 0.5, confidence < 1 else {
      throw refusal(decoder, "has confidence: \(confidence); it must lie between 0.5 and 1")
    }
  }
}

/// Checks that a list has entries and none twice.
func requireDistinct(_ names: [String], _ key: String, _ decoder: any Decoder) throws {
  guard !names.isEmpty else { throw refusal(decoder, "has an empty list of \(key)") }
  if let twice = names.first(where: { name in names.filter { $0 == name }.count > 1 }) {
    throw refusal(decoder, "lists '\(twice)' twice under \(key)")
  }
}
