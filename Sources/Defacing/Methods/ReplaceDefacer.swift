public import Files
internal import Foundation
internal import Geometry
internal import Registration
internal import Volumes

/// Puts the average face in the place of the person's.
///
/// After AFNI's refacer, but contrast by contrast from the scan itself: the average head gives only
/// the shape of the new skin. What lies under it is painted by depth, with the medians that the
/// person's own face has at that depth, so that T1, T2 and CT in HU come out right, and with the
/// noise of the scan. The new skin runs into the person's own over 20 mm at the border of the
/// region. The same seed gives the same noise.
public struct ReplaceDefacer: Defacer {
  /// The name after `--method`.
  public let name = "reface"
  /// One sentence for the list.
  public let summary = "Replaces the face by the average face, painted in the scan's own contrast."
  /// Where the idea was published.
  public let paper =
    "Cox and Taylor, AFNI @afni_refacer_run (2019-2026); Schwarz et al. 2021, "
    + "doi:10.1016/j.neuroimage.2021.117845"
  /// It replaces.
  public let refaces = true

  static let extent = FaceRegion.Extent(
    aboveEyes: 30, belowChin: 30, beforeEars: 22, depth: 26, brainMargin: 9, ears: false)
  /// Over how many mm from the border the new skin takes over.
  static let blend = 20.0

  /// Builds the method.
  public init() {}

  /// Every voxel of the shell with its new value.
  ///
  /// - Throws: `EffaceError.unsuitable` for a series of several frames.
  public func edit(_ scan: AnalysedScan, ears: Bool?) throws(EffaceError) -> VoxelEdit {
    guard scan.image.header.frameCount == 1 else {
      throw EffaceError(
        .unsuitable,
        "The method reface works on one frame, and the scan has \(scan.image.header.frameCount); "
          + "use --method mask.")
    }
    var extent = Self.extent
    extent.ears = ears ?? false
    let region = FaceRegion(extent, on: scan.template)
    let voxels = scan.voxels(in: region)
    let profile = DepthProfile(scan, voxels: voxels.map(\.index))
    let toTemplate = scan.alignment.toTemplate * scan.volume.grid.affine
    let scale = scan.templateScale
    var indices: [Int32] = []
    var values: [Float] = []
    for (index, inside) in voxels {
      let at = Int(index)
      let voxel = scan.volume.grid.voxel(at: at)
      let point = scan.volume.grid.affine(voxel)
      let own = scan.skin.sample(point)?.distance ?? 60
      let average = (scan.template.skin.sample(toTemplate(voxel))?.distance ?? 60) / scale
      let share = min(max(-Double(inside) / Self.blend, 0), 1)
      let smooth = share * share * (3 - 2 * share)
      let distance = own + smooth * (average - own)
      guard let value = profile.value(distance: distance, own: own, share: smooth, at: at) else {
        continue
      }
      indices.append(index)
      values.append(value)
    }
    return VoxelEdit(indices: indices, values: values)
  }
}

extension AnalysedScan {
  /// Template mm for one mm of the scan.
  var templateScale: Double {
    let determinant = abs(alignment.toTemplate.linear.determinant)
    return determinant > 0 ? cbrt(determinant) : 1
  }
}
