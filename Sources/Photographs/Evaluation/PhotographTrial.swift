/// What became of one treated picture under attack.
public struct PhotographTrial: Sendable, Codable, Hashable {
  /// What one network said.
  public struct Answer: Sendable, Codable, Hashable {
    /// Name of the network.
    public let model: String
    /// The least distance to a photograph of the person; nil where no face was detected.
    public let distance: Double?
    /// Whether that is at most the published threshold for photographs.
    public let matched: Bool
    /// How many people are at least as near, the person included; nil where no face was detected.
    public let rank: Int?
  }

  /// Name of the treatment.
  public let method: String
  /// The picture.
  public let file: String
  /// Whom it shows.
  public let person: String
  /// The detectors that see a face.
  public let detectors: [String]
  /// The networks' answers.
  public let answers: [Answer]
  /// Peak signal to noise in dB; nil where sizes differ or pictures are equal.
  public let psnr: Double?
  /// Structural similarity; nil where sizes differ.
  public let ssim: Double?

  /// Whether any detector sees a face.
  public var isDetected: Bool { !detectors.isEmpty }
  /// Whether any network accepts it as its person.
  public var isMatched: Bool { answers.contains { $0.matched } }
  /// Whether any network names its person first.
  public var isNamed: Bool { answers.contains { $0.rank == 1 } }
}
