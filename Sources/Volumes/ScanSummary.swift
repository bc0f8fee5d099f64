internal import Geometry

/// What `efface info` says of a scan.
public struct ScanSummary: Encodable, Sendable {
  /// 1 or 2.
  public let niftiVersion: Int
  /// Sizes along all axes.
  public let dimensions: [Int]
  /// Edge lengths of a voxel in mm.
  public let voxelSize: [Double]
  /// For example `LAS`.
  public let orientation: String
  /// How a voxel is stored.
  public let datatype: String
  /// Scaling of stored values.
  public let slope: Double
  /// Offset of stored values.
  public let intercept: Double
  /// The codes of the standard.
  public let qformCode: Int
  /// The codes of the standard.
  public let sformCode: Int
  /// Rows of the voxel-to-world matrix (mm, RAS+).
  public let affine: [[Double]]
  /// Smallest physical value of the finite voxels.
  public let minimum: Double?
  /// Largest physical value of the finite voxels.
  public let maximum: Double?
  /// `ct`, `pet`, `mr` or `unknown`, from the values alone.
  public let modality: String
  /// Full sentences about what may surprise a user.
  public let warnings: [String]

  /// Looks at header and voxels of `image`.
  public init(_ image: NIfTIImage) {
    let header = image.header
    niftiVersion = header.version
    dimensions = header.dimensions
    let spacing = image.grid.spacing
    voxelSize = [spacing.x, spacing.y, spacing.z]
    orientation = Orientation(image.grid.affine).description
    datatype = header.voxelType.name
    slope = header.slope
    intercept = header.intercept
    qformCode = header.qformCode
    sformCode = header.sformCode
    affine = image.grid.affine.rows
    let range = image.storedRange
    let ends = range.map {
      [$0.lowerBound, $0.upperBound].map { $0 * header.slope + header.intercept }.sorted()
    }
    minimum = ends?.first
    maximum = ends?.last
    modality = header.voxelType.isScalar ? Modality.guess(image).rawValue : "unknown"
    var warnings: [String] = []
    if header.qformCode <= 0, header.sformCode <= 0 {
      warnings.append("Neither qform nor sform is set, so left and right cannot be told apart.")
    }
    if !header.voxelType.isScalar {
      warnings.append("Voxels are colours, whose means are given; only numbers can be defaced.")
    }
    if range == nil { warnings.append("No voxel holds a finite value.") }
    if range.map({ $0.lowerBound == $0.upperBound }) ?? false {
      warnings.append("All voxels hold the same value.")
    }
    if spacing.max() > 3 {
      warnings.append("Voxels are longer than 3 mm, so a face in this scan is coarse.")
    }
    self.warnings = warnings
  }

  /// The same for people.
  public var lines: [String] {
    let extent = (minimum.map { "\($0)" } ?? "none") + " to " + (maximum.map { "\($0)" } ?? "none")
    return [
      "format        NIfTI-\(niftiVersion), \(datatype)",
      "dimensions    \(dimensions.map(String.init).joined(separator: " x "))",
      "voxel size    \(voxelSize.map { "\(($0 * 1e4).rounded() / 1e4)" }.joined(separator: " x ")) mm",
      "orientation   \(orientation) (qform code \(qformCode), sform code \(sformCode))",
      "scaling       stored * \(slope) + \(intercept)",
      "values        \(extent)",
      "modality      \(modality) (guessed from the values)",
    ] + warnings.map { "warning       \($0)" }
  }
}
