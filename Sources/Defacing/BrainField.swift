internal import Geometry
internal import Registration
internal import Surfaces
internal import Volumes

/// How far from the brain a place in a scan lies.
struct BrainField: Sendable {
  /// Signed distance in mm of the field's own world, negative inside.
  private let field: DistanceField
  /// From the scan's world to the field's.
  private let map: Affine
  /// Scan mm for one mm of the field.
  private let scale: Double

  /// The brain that was given, or else where the template has it.
  init(_ scan: AnalysedScan, given brain: VoxelMask?) {
    guard let brain else {
      self.init(
        field: scan.template.brain, map: scan.alignment.toTemplate, scale: 1 / scan.templateScale)
      return
    }
    let share = Volume(grid: brain.grid, values: brain.bits.map(Float.init))
    let working = VoxelMask(share.isotropic(spacing: HeadMask.spacing, outside: 0), above: 0.25)
    self.init(field: DistanceField(working.signedDistance(limit: 40)), map: .identity, scale: 1)
  }

  private init(field: DistanceField, map: Affine, scale: Double) {
    self.field = field
    self.map = map
    self.scale = scale
  }

  /// Distance in mm from `point` (scan world, RAS+ mm) to the brain, negative inside; infinite where
  /// the brain is far.
  func distance(_ point: Vector3) -> Double {
    field.sample(map(point)).map { $0.distance * scale } ?? .infinity
  }

  /// Points up to `distance` mm from the brain and no more than 3 mm nearer, scan world, RAS+ mm.
  func layer(at distance: Double) -> [Vector3] {
    guard let back = map.inverse else { return [] }
    let volume = field.volume
    let range = Float((distance - 3) / scale)...Float(distance / scale)
    return volume.values.indices.compactMap { index in
      range.contains(volume.values[index])
        ? back(volume.grid.affine(volume.grid.voxel(at: index))) : nil
    }
  }
}
