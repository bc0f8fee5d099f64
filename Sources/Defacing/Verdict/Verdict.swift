/// Whether a defaced file may be shared, and the numbers that say so.
public struct Verdict: Codable, Sendable, Hashable {
  /// Why a file is refused.
  public enum Reason: String, Codable, Sendable, CaseIterable {
    /// The face is still there.
    case notDefaced
    /// Voxels of the brain were changed.
    case brainCut
    /// Much of the head is gone.
    case headRemoved
    /// No eye, nose, mouth or chin lies in the field, so there was nothing to deface or to judge.
    case faceOutsideField
    /// The head does not lie on the template well enough for the result to be believed.
    case lowCoverage
    /// What was cleared does not look like this file's air.
    case wrongBackground
    /// A recognition network takes the new face for the person's.
    case recognised

    /// A full sentence for people.
    public var sentence: String {
      switch self {
      case .notDefaced: "The face is still there."
      case .brainCut: "Voxels of the brain were changed."
      case .headRemoved: "More than 40 % of the head is gone."
      case .faceOutsideField: "The face lies outside the scan's field."
      case .lowCoverage: "The head could not be matched to the template well enough."
      case .wrongBackground: "The cleared region does not have the value of this file's air."
      case .recognised:
        "The new face lies nearer to the person's own than half of all strangers' faces do."
      }
    }
  }

  /// `pass` or `fail`.
  public enum Outcome: String, Codable, Sendable {
    case pass
    case fail
  }

  /// `fail` where there is any reason.
  public var verdict: Outcome
  /// What speaks against the file.
  public var reasons: [Reason]
  /// What a user should know but does not forbid sharing, as sentences.
  public var warnings: [String]
  /// Share (0 to 1) of the frontal rays that still stop within 2 mm of the original skin.
  public var residualFace: Double
  /// Mean distance in mm by which the skin has moved at that of eyes, nose, mouth and chin where it
  /// moved least.
  public var landmarkShift: Double?
  /// Frontal rays that met skin in the original.
  public var rays: Int
  /// Changed voxels of the brain.
  public var brainLossVoxels: Int
  /// Share (0 to 1) of the brain that was changed.
  public var brainLossShare: Double
  /// `given` where a brain mask was given, else `template`.
  public var brainSource: String
  /// Voxels of the first frame whose values differ.
  public var voxelsChanged: Int
  /// Share (0 to 1) of the head's volume above the skin level that is left.
  public var headKept: Double
  /// How far the middle of the values that became air lies from the file's own air, in the file's
  /// units (HU for CT); nil where nothing became air.
  public var airShift: Double?
  /// Share (0 to 1) of the template's skin that lies within the scan's field.
  public var coverage: Double
  /// Whether dlib's frontal detector still sees a face in the defaced head; nil where there is no
  /// surface to look at. It fires on some heads without a face, so it decides nothing.
  public var detectorFires: Bool?
  /// Cosine distance by SFace between the person's face and the one put in its place, in frontal
  /// renders; strangers lie 0.753 apart in the middle. Nil where the head was not refaced, no face is
  /// detected, or the models are not installed.
  public var recognitionDistance: Double?
  /// Mean distance in mm between the scan's skin and the template's after registration.
  public var skinDistance: Double
  /// Share (0 to 1) of the template's skin within the field that has the scan's skin nearby.
  public var matched: Double
  /// Whether another face stands where the person's was.
  public var refaced: Bool
}
