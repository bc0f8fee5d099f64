public import Geometry
public import Volumes

/// How a synthetic head is scanned.
public struct ScanSettings: Sendable {
  /// `t1`, `t2` or `ct`.
  public var modality: Modality
  /// Edge of a cubic voxel in mm, 0.5...5.
  public var voxelSize: Double
  /// From 1; sessions of one person differ in pose, noise and bias field.
  public var session: Int
  /// Standard deviation of the noise: of white matter's T1 value for MR, in HU for CT. Nil takes
  /// 0.02 and 9.
  public var noise: Double?

  /// Describes a scan.
  public init(
    modality: Modality = .t1, voxelSize: Double = 1, session: Int = 1, noise: Double? = nil
  ) {
    self.modality = modality
    self.voxelSize = voxelSize
    self.session = session
    self.noise = noise
  }

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
  /// From the head's frame to the world of the scan (mm, RAS+).
  public let headToWorld: Affine
}
