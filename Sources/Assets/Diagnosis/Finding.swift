/// What `efface doctor` has to say about one thing that Efface needs or can use.
public struct Finding: Sendable, Hashable, Codable {
  /// How things stand.
  public enum State: String, Sendable, Codable {
    /// Nothing to do.
    case ok
    /// It works, but not as it should.
    case poor
    /// It is not there.
    case missing
  }

  /// What was looked at.
  public let name: String
  /// How things stand.
  public let state: State
  /// Whether the main job cannot be done without it.
  public let isEssential: Bool
  /// What was found, in a few words.
  public let detail: String
  /// The exact command that mends it, where there is something to mend.
  public let remedy: String?

  /// Describes what was found; `remedy` is kept only where there is something to mend.
  public init(
    _ name: String, _ state: State, essential: Bool = false, _ detail: String,
    remedy: String? = nil
  ) {
    self.name = name
    self.state = state
    isEssential = essential
    self.detail = detail
    self.remedy = state == .ok ? nil : remedy
  }

  private enum CodingKeys: String, CodingKey {
    case name
    case state
    case isEssential = "essential"
    case detail
    case remedy
  }
}
