internal import Files

/// The table of participants that is shared with the scans.
public struct RecordsSection: Sendable, Equatable, Codable {
  /// The table (`participants.tsv`), relative to the pipeline file.
  public var participants: String
  /// What its columns are (`efface table anonymize --help`), relative to the pipeline file.
  public var roles: String
  /// The least number of rows that look alike; also the k of faces where a method has one.
  public var k: Int
  /// The least number of different sensitive values among rows that look alike, or nil.
  public var l: Int?
  /// The greatest earth mover's distance of sensitive values from the table's, or nil.
  public var t: Double?

  enum CodingKeys: String, SectionKeys { case participants, roles, k, l, t }

  /// Decodes the section and checks its ranges.
  public init(from decoder: any Decoder) throws {
    let section = try decoder.section(CodingKeys.self)
    participants = try section.required(.participants)
    roles = try section.required(.roles)
    k = try section.required(.k)
    l = try section.optional(.l)
    t = try section.optional(.t)
    guard k >= 1, l ?? 1 >= 1, (0...1).contains(t ?? 0) else {
      throw refusal(decoder, "needs k and l of 1 or more and t between 0 and 1")
    }
  }
}
