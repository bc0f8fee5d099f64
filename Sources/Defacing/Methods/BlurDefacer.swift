public import Files
internal import Geometry
internal import Volumes

/// Blurs the face within its shell, and nothing outside it.
///
/// Blurring keeps the coarse shape of a face, which is why the verdict refuses many results; it is
/// here to be compared with.
public struct BlurDefacer: Defacer {
  /// The name after `--method`.
  public let name = "blur"
  /// One sentence for the list.
  public let summary = "Blurs the face within its shell by 20 mm; coarse shape remains."
  /// Where the idea was published.
  public let paper =
    "Milchenko and Marcus 2013, Obscuring surface anatomy, doi:10.1007/s12021-012-9160-3"
  /// A blurred face stands in its place.
  public let refaces = true
  /// The width of the blur, and what belongs to the shell.
  public let choices: [DefacingOptions.Choice] = [.size, .ears, .forehead]

  /// Full width at half maximum, mm.
  static let width = 20.0

  /// Builds the method.
  public init() {}

  /// Every voxel of the shell with its blurred value.
  public func edit(
    _ scan: AnalysedScan, options: DefacingOptions
  ) throws(EffaceError) -> VoxelEdit {
    let region = FaceRegion(ReplaceDefacer.face.with(options), on: scan.template)
    let indices = scan.voxels(in: region).map(\.index)
    let blur = PatchBlur(indices, on: scan.volume.grid)
    return VoxelEdit(indices: indices, scan: scan) { frame in
      blur(indices.map { frame.values[Int($0)] }, width: options.size ?? Self.width)
    }
  }
}
