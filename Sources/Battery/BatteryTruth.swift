internal import Defacing
internal import Geometry
public import Volumes

/// What is true of a defaced scan, from the label map and not from any registration.
public struct BatteryTruth: Sendable, Hashable {
  /// Share of the frontal rays that still stop within 2 mm of where they did.
  public let residualFace: Double
  /// Frontal rays that met the face.
  public let rays: Int
  /// Voxels of the brain that were changed.
  public let brainVoxels: Int
  /// Whether an eye or the tip of the nose lies in the field.
  public let faceInField: Bool

  /// Mean shift in mm of the skin within 10 mm of that of the eyes and the tip of the nose where it
  /// moved least; rays that meet nothing count as 30 mm.
  public let landmarkShift: Double

  /// Whether the file may pass: a face was there, 98 % of it is gone (or, of a face that was replaced,
  /// no landmark and no more than a third of the skin stays where it was) and the brain is whole. The
  /// limits are those of the verdict; what is true are the eyes, the surface and the brain.
  public func passes(refaced: Bool) -> Bool {
    let another =
      refaced && landmarkShift >= Judge.shiftLimit && residualFace <= Judge.refacedResidualLimit
    let gone = residualFace <= Judge.residualLimit || another
    return faceInField && rays >= 60 && gone && brainVoxels == 0
  }

  /// Compares `defaced` with `scan`, ray by ray and voxel by voxel.
  public init(_ scan: BatteryScan, defaced: NIfTIImage) {
    let (before, after) = (scan.image.volume(), defaced.volume())
    let grid = before.grid
    let toVoxel = grid.affine.inverse ?? .identity
    let head = scan.head
    faceInField = [head.rightEye, head.leftEye, head.noseTip].contains {
      grid.contains(voxel: toVoxel(scan.pose($0)))
    }
    brainVoxels = scan.brain.bits.indices.count {
      scan.brain.bits[$0] == 1 && before.values[$0] != after.values[$0]
    }
    let caster = TrueRays(scan, toVoxel: toVoxel)
    let hits = Parallel.map(63) { row -> [Hit] in
      (0...45).compactMap { column -> Hit? in
        let start = Vector3(
          head.eyes.x - 45 + 2 * Double(column), head.noseTip.y + 40,
          head.eyes.z + 15 - 2 * Double(row))
        guard let own = caster.firstHit(before, from: start, mustBeSkin: true) else { return nil }
        let left = caster.firstHit(after, from: start, mustBeSkin: false)
        return Hit(x: start.x, z: start.z, moved: left.map { abs($0 - own) } ?? .infinity)
      }
    }.flatMap(\.self)
    rays = hits.count
    residualFace = Double(hits.count { $0.moved <= 2 }) / Double(max(hits.count, 1))
    landmarkShift =
      [head.rightEye, head.leftEye, head.noseTip].compactMap { mark -> Double? in
        let near = hits.filter {
          ($0.x - mark.x) * ($0.x - mark.x) + ($0.z - mark.z) * ($0.z - mark.z) < 100
        }
        guard !near.isEmpty else { return nil }
        return near.reduce(0) { $0 + min($1.moved, 30) } / Double(near.count)
      }.min() ?? 0
  }

  /// A ray that met the face, and how far from there it stops now, mm.
  private struct Hit: Sendable {
    let x: Double
    let z: Double
    let moved: Double
  }
}

/// Rays from the front in the label map's world.
private struct TrueRays: Sendable {
  let scan: BatteryScan
  let toVoxel: Affine
  let toMap: Affine
  let near: VoxelMask

  init(_ scan: BatteryScan, toVoxel: Affine) {
    self.scan = scan
    self.toVoxel = toVoxel
    near = scan.image.grid.spacing.max() > 3 ? scan.head.near.coarse : scan.head.near.fine
    toMap = near.grid.affine.inverse ?? .identity
  }

  /// How far behind `start` a ray backwards first meets three samples of tissue, in mm; nil where it
  /// meets none, or where, asked for skin, it meets the cut of the field or something off the head.
  func firstHit(_ volume: Volume, from start: Vector3, mustBeSkin: Bool) -> Double? {
    var (entered, run) = (false, 0)
    for step in 0..<340 {
      let travelled = 0.5 * Double(step)
      let local = start - Vector3(0, travelled, 0)
      let point = scan.pose(local)
      let voxel = toVoxel(point)
      guard volume.grid.contains(voxel: voxel) else { continue }
      let level = scan.kind == .ct ? scan.kind.surface : scan.kind.surface * scan.gain(point)
      let isTissue = volume.trilinear(atVoxel: voxel, outside: -.infinity) > level
      if !entered, isTissue, mustBeSkin { return nil }
      entered = true
      run = isTissue ? run + 1 : 0
      guard run == 3 else { continue }
      let first = local + Vector3(0, 1, 0)
      if mustBeSkin, !isNear(first) { return nil }
      return travelled - 1
    }
    return nil
  }

  private func isNear(_ point: Vector3) -> Bool {
    let p = toMap(point).rounded(.toNearestOrEven)
    guard near.grid.contains(voxel: p) else { return false }
    return near.bits[near.grid.index(Int(p.x), Int(p.y), Int(p.z))] == 1
  }
}
