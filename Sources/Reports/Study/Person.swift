extension StudyReport {
  /// Somebody whose scan takes part.
  public struct Person: Sendable, Encodable, Equatable {
    /// The name in the study.
    public var id: String
    /// `real`, `synthetic` or `own data`.
    public var origin: String
    /// Where the scan comes from.
    public var source: String
    /// `ct`, `t1`, ...
    public var modality: String
    /// Whether the threshold is chosen on this person (or tried on them).
    public var choosesThreshold: Bool
    /// How many scans the person has.
    public var sessions: Int
    /// The gallery render, relative to the run folder; nil where there is none.
    public var gallery: String?
    /// Whether a face was found on it.
    public var galleryDetected: Bool
    /// What became of the person in each arm, by the arm's name.
    public var arms: [String: PersonArm]

    /// Describes a person.
    public init(
      id: String, origin: String, source: String, modality: String, choosesThreshold: Bool,
      sessions: Int, gallery: String?, galleryDetected: Bool, arms: [String: PersonArm]
    ) {
      self.id = id
      self.origin = origin
      self.source = source
      self.modality = modality
      self.choosesThreshold = choosesThreshold
      self.sessions = sessions
      self.gallery = gallery
      self.galleryDetected = galleryDetected
      self.arms = arms
    }
  }

  /// A person in one arm.
  public struct PersonArm: Sendable, Encodable, Equatable {
    /// `pass` or `fail`; nil where nothing was defaced or defacing itself was not possible.
    public var verdict: String?
    /// Why a verdict failed.
    public var reasons: [String] = []
    /// What a user should know beside the verdict, in sentences.
    public var warnings: [String] = []
    /// What the defacer and the cleaner measured, by name.
    public var measures: [String: Double] = [:]
    /// What is left of the scan's use, by name.
    public var utility: [String: Double] = [:]
    /// Whether a face was found on the probe.
    public var detected = false
    /// The detector's confidence in it.
    public var detectionScore: Double?
    /// The probe's render, relative to the run folder.
    public var render: String?
    /// The face that was cut out.
    public var crop: String?
    /// Slices and views before and after.
    public var quality: String?

    /// Nothing known yet.
    public init() {}
  }
}
