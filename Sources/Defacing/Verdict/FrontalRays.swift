internal import Geometry
internal import Registration
internal import Surfaces
internal import Volumes

/// Rays from the front through the facial window: 45 mm to each side of the midline, from 15 mm
/// above the centres of the eyes to 110 mm below them, one every 2 mm.
struct FrontalRays: Sendable {
  /// One ray that first met skin, and where it meets something after defacing.
  struct Hit: Sendable {
    /// Place on the original skin, template world, RAS+ mm.
    let point: Vector3
    /// How far behind the original skin the ray now stops, mm; nil where it meets nothing.
    let moved: Double?
  }

  /// The rays whose first hit in the original is skin within the field.
  let hits: [Hit]

  private static let step = 0.5
  private static let pitch = 2.0

  private static let columns = 45
  private static let rows = 62
  private static let depth = 150.0

  /// Casts the rays through `scan` and through `defaced`, which lies on the same grid.
  init(_ scan: AnalysedScan, defaced: NIfTIImage) {
    let marks = scan.template.landmarks
    let corner = Vector3(marks.eyes.x - 45, marks.noseTip.y + 50, marks.eyes.z + 15)
    guard let box = Self.box(round: corner, scan) else {
      hits = []
      return
    }
    let solid = scan.head.solid.dilated(2)
    let after = Part(defaced, box)
    hits = Parallel.map(Self.rows) { row -> [Hit] in
      (0...Self.columns).compactMap { column in
        let front = corner + Self.pitch * Vector3(Double(column), 0, -Double(row))
        return Self.cast(from: front, scan: scan, solid: solid, defaced: after)
      }
    }.flatMap(\.self)
  }

  /// The voxels that any ray can touch; nil where all pass the field by.
  private static func box(round corner: Vector3, _ scan: AnalysedScan) -> VoxelBox? {
    guard let toVoxel = scan.volume.grid.affine.inverse else { return nil }
    let reach = depth / length(scan.fromTemplate.linear * Vector3(0, -1, 0))
    let opposite = corner + Vector3(pitch * Double(columns), -reach, -pitch * Double(rows - 1))
    return VoxelBox(
      corners: (pointwiseMin(corner, opposite) - 2, pointwiseMax(corner, opposite) + 2),
      through: toVoxel * scan.fromTemplate, size: scan.volume.grid.size)
  }

  /// The part of the defaced scan that the rays touch.
  private struct Part: Sendable {
    private let volume: Volume
    private let low: Vector3

    init(_ image: NIfTIImage, _ box: VoxelBox) {
      volume = image.volume(from: box.low, size: box.high &- box.low &+ 1)
      low = Vector3(box.low)
    }

    /// The value at a fractional position among the whole scan's voxels.
    func value(atVoxel voxel: Vector3) -> Float {
      volume.trilinear(atVoxel: voxel - low, outside: -.infinity)
    }
  }

  private static func cast(
    from front: Vector3, scan: AnalysedScan, solid: VoxelMask, defaced: Part
  ) -> Hit? {
    guard let toVoxel = scan.volume.grid.affine.inverse,
      let toWork = solid.grid.affine.inverse
    else { return nil }
    let level = scan.head.level
    let start = scan.fromTemplate(front)
    let direction = normalized(scan.fromTemplate.linear * Vector3(0, -1, 0))
    var entered = false
    var originalHit: Double?
    var run = 0
    for index in 0..<Int(depth / step) {
      let travelled = Double(index) * step
      let point = start + direction * travelled
      let voxel = toVoxel(point)
      guard scan.volume.grid.contains(voxel: voxel) else { continue }
      if originalHit == nil {
        let value = scan.volume.trilinear(atVoxel: voxel, outside: -.infinity)
        if !entered {
          entered = true
          // The field cuts through tissue here: what the ray meets is not skin.
          if value > level { return nil }
        }
        if value > level, solid.contains(voxel: toWork(point)) { originalHit = travelled }
      }
      if defaced.value(atVoxel: voxel) > level {
        run += 1
        // Three samples in a row, so that a speck of noise is not taken for a surface.
        if run == 3, let originalHit {
          return hit(originalHit, moved: travelled - 2 * step - originalHit, start, direction, scan)
        }
        if run == 3, originalHit == nil {
          // A new surface in front of the person's: find theirs, then report a negative distance.
          let ahead = travelled - 2 * step
          guard
            let own = firstSkin(
              from: index, start, direction, scan: scan, solid: solid, toVoxel, toWork)
          else { return nil }
          return hit(own, moved: ahead - own, start, direction, scan)
        }
      } else {
        run = 0
      }
    }
    guard let originalHit else { return nil }
    return hit(originalHit, moved: nil, start, direction, scan)
  }

  private static func firstSkin(
    from index: Int, _ start: Vector3, _ direction: Vector3, scan: AnalysedScan,
    solid: VoxelMask, _ toVoxel: Affine, _ toWork: Affine
  ) -> Double? {
    for later in index..<index + 120 {
      let travelled = Double(later) * step
      let point = start + direction * travelled
      if scan.volume.trilinear(atVoxel: toVoxel(point), outside: -.infinity) > scan.head.level,
        solid.contains(voxel: toWork(point))
      {
        return travelled
      }
    }
    return nil
  }

  /// Nil where the place lies 20 mm or more under the average skin: a ray that passes through skin too
  /// dark to be seen and stops deep in the head says nothing about the face.
  private static func hit(
    _ travelled: Double, moved: Double?, _ start: Vector3, _ direction: Vector3,
    _ scan: AnalysedScan
  ) -> Hit? {
    let point = scan.alignment.toTemplate(start + direction * travelled)
    guard let (depth, _) = scan.template.skin.sample(point), depth > -20 else { return nil }
    return Hit(point: point, moved: moved)
  }

  /// Share of the rays that now stop within `tolerance` mm of the original skin; 0 without rays.
  func residual(tolerance: Double = 2) -> Double {
    guard !hits.isEmpty else { return 0 }
    return Double(hits.count { ($0.moved.map(abs) ?? .infinity) <= tolerance })
      / Double(hits.count)
  }

  /// How far in mm the person's landmark may lie from where the template has it.
  private static let doubt = 8.0

  /// The least, over the landmarks and over places up to 8 mm beside them, of the mean distances in mm
  /// by which the skin within 10 mm has moved; rays that meet nothing count as 30 mm. Nil where no ray
  /// comes near any landmark.
  func landmarkShift(_ landmarks: [Vector3]) -> Double? {
    let steps = [(0.0, 0.0), (1, 0), (-1, 0), (0, 1), (0, -1)]
    let places = landmarks.flatMap { landmark in
      steps.map { landmark + Vector3($0.0 * Self.doubt, 0, $0.1 * Self.doubt) }
    }
    let shifts = places.compactMap { landmark -> Double? in
      let near = hits.filter { hit in
        let offset = hit.point - landmark
        return offset.x * offset.x + offset.z * offset.z < 100
      }
      guard !near.isEmpty else { return nil }
      return near.reduce(0) { $0 + min(abs($1.moved ?? 30), 30) } / Double(near.count)
    }
    return shifts.min()
  }
}

extension VoxelMask {
  /// Whether the voxel nearest to a fractional position is in the set.
  func contains(voxel: Vector3) -> Bool {
    let (i, j, k) = (
      Int(voxel.x.rounded()), Int(voxel.y.rounded()), Int(voxel.z.rounded())
    )
    guard i >= 0, j >= 0, k >= 0, i < grid.size.x, j < grid.size.y, k < grid.size.z else {
      return false
    }
    return bits[grid.index(i, j, k)] == 1
  }
}
