public import Files
internal import Geometry

/// Clears a shell: the skin of the face with the tissue under it, but not what lies deep.
///
/// After AFNI's refacer in its mode `deface`. Air goes in, in the file's own units, where AFNI puts 0.
public struct ShellDefacer: Defacer {
  /// The name after `--method`.
  public let name = "deface"
  /// One sentence for the list.
  public let summary = "Clears a shell of 26 mm under the skin of the face."
  /// Where the idea was published.
  public let paper = "Cox and Taylor, AFNI @afni_refacer_run -mode_deface (2019-2026)"
  /// It clears.
  public let refaces = false
  /// Ears and forehead stay unless they are asked for.
  public let choices: [DefacingOptions.Choice] = [.ears, .forehead]

  /// Builds the method.
  public init() {}

  /// Every voxel of the shell, cleared.
  public func edit(
    _ scan: AnalysedScan, options: DefacingOptions
  ) throws(EffaceError) -> VoxelEdit {
    let region = FaceRegion(ReplaceDefacer.face.with(options), on: scan.template)
    return VoxelEdit(indices: scan.voxels(in: region).map(\.index))
  }
}
