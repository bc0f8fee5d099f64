public import Files

/// Clears a template's face region: eyes, nose, mouth, cheeks and chin, with a hard edge.
///
/// After pydeface (Gulban et al.), with a registration by skin instead of intensities and a margin
/// round the brain. Brow, forehead, ears and the outline of the head stay, and people can be known
/// by them: this is the published method, not the strongest.
public struct MaskDefacer: Defacer {
  /// The name after `--method`.
  public let name = "mask"
  /// One sentence for the list.
  public let summary = "Clears the template's face region with a hard edge."
  /// Where the idea was published.
  public let paper = "Gulban et al., pydeface (2019), doi:10.5281/zenodo.3524401"
  /// It clears.
  public let refaces = false
  /// Ears and forehead stay unless they are asked for.
  public let choices: [DefacingOptions.Choice] = [.ears, .forehead]

  static let extent = FaceRegion.Extent(
    aboveEyes: 24, belowChin: 30, beforeEars: 28, depth: 60, brainMargin: 11, ears: false)

  /// Builds the method.
  public init() {}

  /// Every voxel of the face region, cleared.
  public func edit(
    _ scan: AnalysedScan, options: DefacingOptions
  ) throws(EffaceError) -> VoxelEdit {
    let region = FaceRegion(Self.extent.with(options), on: scan.template)
    return VoxelEdit(indices: scan.voxels(in: region).map(\.index))
  }
}

extension FaceRegion.Extent {
  /// This extent with the parts that a user asks for.
  func with(_ options: DefacingOptions) -> FaceRegion.Extent {
    var extent = self
    extent.ears = options.ears ?? ears
    if options.forehead == true { extent.aboveEyes = max(aboveEyes, 75) }
    return extent
  }
}
