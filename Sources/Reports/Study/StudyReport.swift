/// All that a study found: the one source of its page, its tables and its JSON.
///
/// It holds no timings and no absolute paths, so the same study gives the same bytes anywhere.
public struct StudyReport: Sendable, Encodable {
  /// The study's title.
  public var title: String
  /// What it asks.
  public var about: String
  /// Who took part, in natural order of their ids.
  public var people: [Person]
  /// What was done to their scans: the undefaced baseline first, then each method.
  public var arms: [Arm]
  /// How well each arm withstood each attacker.
  public var attacks: [Attack]
  /// Units of work that could not be done.
  public var failures: [Failure]
  /// What ran, in sentences for a methods section.
  public var methods: [String]
  /// What a reader must know before trusting the numbers.
  public var caveats: [String]
  /// What is promised to the people if scans and table are shared together, and what breaks it;
  /// empty where no table was anonymised.
  public var guarantee: [String]
  /// From what and by what it was made.
  public var provenance: Provenance

  /// Gathers the parts.
  public init(
    title: String, about: String, people: [Person], arms: [Arm], attacks: [Attack],
    failures: [Failure], methods: [String], caveats: [String],
    guarantee: [String] = [], provenance: Provenance
  ) {
    self.title = title
    self.about = about
    self.people = people
    self.arms = arms
    self.attacks = attacks
    self.failures = failures
    self.methods = methods
    self.caveats = caveats
    self.guarantee = guarantee
    self.provenance = provenance
  }

  /// One version of everybody's scan that is attacked.
  public struct Arm: Sendable, Encodable, Equatable {
    /// `baseline` or the defacer's name.
    public var name: String
    /// The method's name in `efface defacers`; empty for the baseline.
    public var method: String
    /// One sentence on what it is.
    public var summary: String
    /// Where the method was published; empty for the baseline.
    public var paper: String
    /// Whether scans were defaced here.
    public var isDefaced: Bool
    /// Whether the method puts another face in the place of the person's, which may be found.
    public var refaces: Bool

    /// Describes an arm.
    public init(
      name: String, method: String = "", summary: String, paper: String = "", isDefaced: Bool,
      refaces: Bool = false
    ) {
      self.name = name
      self.method = method
      self.summary = summary
      self.paper = paper
      self.isDefaced = isDefaced
      self.refaces = refaces
    }
  }

  /// A unit of work that could not be done.
  public struct Failure: Sendable, Encodable, Equatable {
    /// The stage.
    public var stage: String
    /// The person, or empty.
    public var subject: String
    /// The arm, or empty.
    public var arm: String
    /// Why, in a sentence.
    public var reason: String

    /// Describes a failure.
    public init(stage: String, subject: String, arm: String, reason: String) {
      self.stage = stage
      self.subject = subject
      self.arm = arm
      self.reason = reason
    }
  }
}
