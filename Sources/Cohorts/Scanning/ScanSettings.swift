public import Geometry
public import Volumes

/// How a synthetic head is scanned.
public struct ScanSettings: Sendable {
  /// How far scanners and those who use them differ.
  public enum Variation: String, Sendable, Hashable, CaseIterable, Codable {
    /// One upright field of 208 x 256 x 256 mm for everybody, without couch or artefacts.
    case plain
    /// As clinics send them: field, obliquity, order of axes, couch, head-holder, kernel, gantry
    /// tilt, streaks and wrap-around differ between sessions.
    case clinical
  }

  /// `t1`, `t2`, `flair`, `ct` or `pet`.
  public var modality: Modality
  /// Edge of a cubic voxel in mm, 0.5...5.
  public var voxelSize: Double
  /// From 1; sessions of one person differ in pose, noise and bias field.
  public var session: Int
  /// Standard deviation of the noise: of white matter's T1 value for MR, in HU for CT. Nil takes
  /// 0.02 and 9; PET has the noise of its counts.
  public var noise: Double?
  /// How far scans differ in more than pose, noise and bias field.
  public var variation: Variation

  /// Describes a scan.
  public init(
    modality: Modality = .t1, voxelSize: Double = 1, session: Int = 1, noise: Double? = nil,
    variation: Variation = .plain
  ) {
    self.modality = modality
    self.voxelSize = voxelSize
    self.session = session
    self.noise = noise
    self.variation = variation
  }

  /// The modalities that can be simulated.
  public static let modalities: [Modality] = [.t1, .t2, .flair, .ct, .pet]

  /// The standard deviation of the noise in the units of the scan.
  var noiseLevel: Float {
    modality.isCT ? Float(noise ?? 9) : Float((noise ?? 0.02) * 700)
  }
}

/// A synthetic scan and its truth, all on one grid.
public struct SyntheticScan: Sendable {
  /// The scan, int16.
  public let image: NIfTIImage
  /// The tissue of each voxel, uint8, codes of `Tissue`.
  public let labels: NIfTIImage
  /// 1 in the brain (ventricles and sulci filled), uint8.
  public let brainMask: NIfTIImage
  /// The part of the skin under which each voxel lies, down to 20 mm, uint8: 0 none, else one more
  /// than the raw value of `HeadRegion`.
  public let regions: NIfTIImage
  /// From the head's frame to the world of the scan (mm, RAS+).
  public let headToWorld: Affine
}
