public import Files
internal import Foundation
public import Geometry
public import Images
internal import Registration
internal import Surfaces
public import Volumes

/// A scan after defacing, with everything that a reader needs to believe it.
public struct DefacedScan: Sendable {
  /// The result, on the input's grid and in its datatype.
  public let image: NIfTIImage
  /// The voxels that the method named.
  public let mask: VoxelMask
  /// The judgement.
  public let verdict: Verdict
  /// The method's name.
  public let method: String
  /// The scan that was defaced.
  public let scan: AnalysedScan
  /// What cleared voxels were set to.
  public let background: Background
  /// The first frame of `image` on the head's working grid.
  let reduced: Volume
  /// From the scan's world to that of the scan whose mask was carried over; nil where none was.
  public let motion: Affine?
  private let picture: Once<Raster>

  /// Defaces `scan`.
  ///
  /// - Parameters:
  ///   - scan: The analysed scan.
  ///   - method: How.
  ///   - options: What is asked of the method.
  ///   - fill: Physical value of cleared voxels; nil takes the file's background.
  ///   - name: The file's name, for messages.
  /// - Throws: As `Defacer.edit`, and `EffaceError.argument` for an option that the method does not
  ///   heed.
  public init(
    _ scan: AnalysedScan, method: any Defacer, options: DefacingOptions = DefacingOptions(),
    fill: Double? = nil, name: String
  ) throws(EffaceError) {
    try options.check(for: method)
    if let brain = options.brain, brain.grid.size != scan.volume.grid.size {
      throw EffaceError(
        .unsuitable,
        "The brain mask has other dimensions than the scan \(name); resample it first.")
    }
    try self.init(
      scan, edit: method.edit(scan, options: options), method: method.name,
      refaces: method.refaces, fill: fill, name: name, brain: options.brain)
  }

  /// Clears in `scan` what was changed in `other`, a scan of the same person (T2 after T1, PET on CT).
  /// A voxel is cleared where its centre lies in the other mask.
  ///
  /// - Parameters:
  ///   - scan: The analysed scan, on any grid.
  ///   - other: The defaced scan whose mask is carried over.
  ///   - motion: From the world of `scan` to that of `other`; the identity for scans in the same frame
  ///     of reference.
  ///   - fill: Physical value of cleared voxels; nil takes the file's background.
  ///   - name: The file's name, for messages.
  /// - Throws: `EffaceError.unsuitable` where the two do not overlap.
  public init(
    _ scan: AnalysedScan, following other: DefacedScan, through motion: Affine = .identity,
    fill: Double? = nil, name: String
  ) throws(EffaceError) {
    let edit = VoxelEdit(carrying: other.mask, to: scan.volume.grid, through: motion)
    guard !edit.indices.isEmpty else {
      throw EffaceError(
        .unsuitable,
        "The mask does not reach into \(name), so it is not in the same frame of reference.")
    }
    try self.init(
      scan, edit: edit, method: other.method, refaces: false, fill: fill, name: name,
      motion: motion)
  }

  private init(
    _ scan: AnalysedScan, edit: VoxelEdit, method: String, refaces: Bool, fill: Double?,
    name: String, brain: VoxelMask? = nil, motion: Affine? = nil
  ) throws(EffaceError) {
    background = fill.map { Background(physical: $0, in: scan.image) } ?? scan.background
    let result = edit.applied(to: scan.image, background: background)
    let changed = edit.mask(on: scan.volume.grid)
    let small = Judge.reduced(result, scan)
    let picture = Once<Raster>()
    verdict = try Judge.verdict(scan, result, small, brain: brain, refaces: refaces) {
      if scan.draws { Self.picture(picture, scan, result, small, changed) }
    }
    (image, mask, reduced, self.picture) = (result, changed, small, picture)
    self.method = method
    self.scan = scan
    self.motion = motion
  }

  /// Before and after as renders and slices, with the mask's outline.
  public func qualityPicture() -> Raster {
    Self.picture(picture, scan, image, reduced, mask)
  }

  @discardableResult
  private static func picture(
    _ picture: Once<Raster>, _ scan: AnalysedScan, _ image: NIfTIImage, _ reduced: Volume,
    _ mask: VoxelMask
  ) -> Raster {
    picture.get { scan.qualityPicture.render(after: image, reduced: reduced, changed: mask) }
  }

  /// The mask as a NIfTI file on the scan's grid: 1 where the method named a voxel.
  public var maskImage: NIfTIImage {
    NIfTIImage(header: NIfTIHeader(grid: scan.volume.grid, type: .uint8), voxels: mask.bits)
  }

  /// What the sidecar says, beside input and output hashes.
  public var facts: Facts {
    Facts(
      method: method, modality: scan.modality.rawValue, verdict: verdict,
      toTemplate: scan.alignment.toTemplate.rows, template: scan.template.digest,
      background: background.physical, followed: motion?.rows)
  }

  /// Method, verdict and transform.
  public struct Facts: Codable, Sendable {
    /// The method's name.
    public let method: String
    /// As given or guessed.
    public let modality: String
    /// The judgement.
    public let verdict: Verdict
    /// Rows of the affine from the scan's world to the template's, RAS+ mm.
    public let toTemplate: [[Double]]
    /// SHA-256 of the template's description.
    public let template: String
    /// Physical value of cleared voxels.
    public let background: Double
    /// Rows of the map from the scan's world to that of the scan whose mask was carried over.
    public let followed: [[Double]]?
  }
}
