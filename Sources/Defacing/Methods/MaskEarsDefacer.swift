public import Files
internal import Geometry
internal import Registration
internal import Volumes

/// Clears face and ears, moved away from the brain as far as that takes.
///
/// After fsl_deface, the method of UK Biobank. Its mask is moved by hand where it reaches into the
/// brain; here the template's face and ears are moved forward and down by whole millimetres until
/// they keep the distance of `--buffer` (5 mm) from the brain. What cannot be had so is left out.
public struct MaskEarsDefacer: Defacer {
  /// The name after `--method`.
  public let name = "mask-ears"
  /// One sentence for the list.
  public let summary = "Clears face and ears, the mask moved off the brain as far as it takes."
  /// Where the idea was published.
  public let paper =
    "Alfaro-Almagro et al. 2018, fsl_deface in UK Biobank, doi:10.1016/j.neuroimage.2017.10.034"
  /// It clears.
  public let refaces = false
  /// Ears go unless told otherwise.
  public let choices: [DefacingOptions.Choice] = [.ears, .forehead, .buffer]

  static let extent = FaceRegion.Extent(
    aboveEyes: 28, belowChin: 30, beforeEars: 25, depth: 70, brainMargin: 11, ears: true)
  /// mm; further than this the mask would no longer be on the face.
  static let farthest = 12

  /// Builds the method.
  public init() {}

  /// Every voxel of the moved mask, cleared.
  public func edit(
    _ scan: AnalysedScan, options: DefacingOptions
  ) throws(EffaceError) -> VoxelEdit {
    let region = FaceRegion(Self.extent.with(options), on: scan.template)
    let brain = BrainField(scan, given: options.brain)
    let buffer = options.buffer ?? 5
    let moved = Self.offBrain(region, scan: scan, brain: brain, buffer: buffer)
    let grid = scan.volume.grid
    return VoxelEdit(
      indices: scan.voxels(in: moved).map(\.index).filter {
        brain.distance(grid.affine(grid.voxel(at: Int($0)))) >= buffer
      })
  }

  /// The region moved by the fewest millimetres that part it from the brain.
  static func offBrain(
    _ region: FaceRegion, scan: AnalysedScan, brain: BrainField, buffer: Double
  ) -> MovedRegion<FaceRegion> {
    let layer = brain.layer(at: buffer).map { scan.alignment.toTemplate($0) }
    let direction = normalized(Vector3(0, 1, -1))
    for step in 0..<farthest {
      let moved = MovedRegion(base: region, shift: direction * Double(step))
      if layer.allSatisfy({ moved($0) >= 0 }) { return moved }
    }
    return MovedRegion(base: region, shift: direction * Double(farthest))
  }
}
