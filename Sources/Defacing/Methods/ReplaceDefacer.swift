public import Files
internal import Foundation
internal import Geometry
internal import Registration
internal import Volumes

/// Puts the average face in the place of the person's.
///
/// After AFNI's refacer, but contrast by contrast from the scan itself: the average head gives only
/// the shape of the new skin. What lies under it is painted by depth, with the medians that the
/// person's own face has at that depth, so that T1, T2 and CT in HU come out right, blurred within
/// the shell, and with the noise of the scan. The new skin runs into the person's own over 20 mm at
/// the border of the region. The same seed gives the same noise.
public struct ReplaceDefacer: Defacer {
  /// How much of the head is replaced.
  public enum Part: Sendable, Hashable {
    /// The face.
    case face
    /// The face, the ears and the scalp.
    case plus
  }

  /// How much of the head is replaced.
  public let part: Part
  /// The name after `--method`.
  public var name: String { part == .face ? "reface" : "reface-plus" }
  /// One sentence for the list.
  public var summary: String {
    part == .face
      ? "Replaces the face by the average face, painted in the scan's own contrast."
      : "Replaces face, ears and scalp by the average's, painted in the scan's own contrast."
  }
  /// Where the idea was published.
  public let paper =
    "Cox and Taylor, AFNI @afni_refacer_run (2019-2026); Schwarz et al. 2021, "
    + "doi:10.1016/j.neuroimage.2021.117845"
  /// It replaces.
  public let refaces = true
  /// The plus method takes all of them anyway.
  public var choices: [DefacingOptions.Choice] { part == .face ? [.ears, .forehead] : [] }

  static let face = FaceRegion.Extent(
    aboveEyes: 30, belowChin: 30, beforeEars: 22, depth: 26, brainMargin: 11, ears: false)
  /// Thickness of the scalp that may go whatever lies under it, mm.
  private static let scalp = 5.0
  /// Distance kept from where brains lie deeper than the scalp, mm: a person's may reach more than a
  /// centimetre beyond the average's.
  private static let deepMargin = 16.0
  /// Full width at half maximum of the blur inside the shell, mm: that of AFNI.
  static let blur = 2.666

  /// Builds the method.
  public init(_ part: Part = .face) { self.part = part }

  /// Every voxel of the shell with its new value.
  public func edit(
    _ scan: AnalysedScan, options: DefacingOptions
  ) throws(EffaceError) -> VoxelEdit {
    let extent = Self.face.with(options)
    guard part == .plus else {
      return paint(scan, scan.voxels(in: FaceRegion(extent, on: scan.template)), over: 20)
    }
    var all = extent
    all.ears = true
    let shell = HeadShell(
      face: FaceRegion(all, on: scan.template), template: scan.template, brainMargin: 6)
    return paint(scan, scan.voxels(in: shell).filter { isSafe($0.index, scan) }, over: 8)
  }

  /// Whether a voxel of the shell is far from where brains lie, or in the person's own scalp, should
  /// theirs be thinner than the average's or the head be registered badly.
  private func isSafe(_ index: Int32, _ scan: AnalysedScan) -> Bool {
    let point = scan.volume.grid.affine(scan.volume.grid.voxel(at: Int(index)))
    if scan.skin.distance(point, outside: 60) > -Self.scalp { return true }
    let brain = scan.template.brain.distance(scan.alignment.toTemplate(point), outside: 60)
    return brain > Self.deepMargin * scan.templateScale
  }

  /// Paints `voxels`; the new skin takes over within `blend` mm of the shell's border.
  private func paint(
    _ scan: AnalysedScan, _ voxels: [(index: Int32, inside: Float)], over blend: Double
  ) -> VoxelEdit {
    let displacement = LandmarkDisplacement(scan)
    let places = voxels.map { Place($0, scan: scan, blend: blend, displacement) }
    let chosen = places.indices.filter { !DepthProfile.isAir(places[$0].distance, places[$0].own) }
    let indices = voxels.map(\.index)
    let blur = PatchBlur(indices, on: scan.volume.grid)
    return VoxelEdit(indices: chosen.map { indices[$0] }, scan: scan) { frame in
      let profile = DepthProfile(scan, frame: frame, voxels: indices)
      let painted = blur(places.map { profile.smooth($0.distance) }, width: Self.blur)
      return chosen.map { number in
        let (place, at) = (places[number], Int(indices[number]))
        let fresh = painted[number] + profile.grain(at: at, inside: place.distance < 0)
        // At the border of the shell the person's own tissue shows through, so that no edge is seen.
        let opacity = Float(min(place.share * 4, 1))
        let original = frame.values[at]
        return original.isFinite ? original + opacity * (fresh - original) : fresh
      }
    }
  }

  /// Where a voxel lies between the person's skin and the new one.
  private struct Place {
    /// To the person's skin, mm, negative inside.
    let own: Double
    /// To the new skin, mm, negative inside.
    let distance: Double
    /// 0 at the border of the shell, 1 well inside it.
    let share: Double

    init(
      _ voxel: (index: Int32, inside: Float), scan: AnalysedScan, blend: Double,
      _ displacement: LandmarkDisplacement
    ) {
      let grid = scan.volume.grid
      let point = grid.affine(grid.voxel(at: Int(voxel.index)))
      own = scan.skin.sample(point)?.distance ?? 60
      let standard = scan.alignment.toTemplate(point)
      let average =
        (scan.template.skin.sample(standard)?.distance ?? 60) / scan.templateScale
        - displacement(standard)
      let ramp = min(max(-Double(voxel.inside) / blend, 0), 1)
      share = ramp * ramp * (3 - 2 * ramp)
      distance = own + share * (average - own)
    }
  }
}

extension AnalysedScan {
  /// Template mm for one mm of the scan.
  var templateScale: Double {
    let determinant = abs(alignment.toTemplate.linear.determinant)
    return determinant > 0 ? cbrt(determinant) : 1
  }

  /// One frame of the scan in physical values.
  func frame(_ number: Int) -> Volume { number == 0 ? volume : image.volume(frame: number) }
}

extension VoxelEdit {
  /// Gives the voxels named new values in every frame of `scan`, as `values` says frame by frame.
  init(indices: [Int32], scan: AnalysedScan, values: (Volume) -> [Float]) {
    let frames = scan.image.header.frameCount
    self.init(
      indices: indices,
      values: frames == 1
        ? values(scan.volume) : (0..<frames).flatMap { values(scan.frame($0)) })
  }
}
