internal import Foundation
internal import Geometry
internal import Registration
internal import Surfaces
internal import Volumes

/// Where the new surface of `AdaptiveDefacer` lies in a scan.
struct AdaptiveSurface: Sendable {
  /// A voxel that changes.
  struct Place: Sendable {
    let index: Int32
    /// To the new surface, mm, negative inside.
    let distance: Float
    /// How much of the new value it gets.
    let opacity: Float
  }

  /// Over how many mm from the border of the region the new surface takes over.
  private static let blend = 22.0
  /// How far before the average skin the region reaches, mm.
  private static let reach = 45.0

  private let scan: AnalysedScan
  private let ears: Bool
  private let scale: Double
  private let scalp: Double
  private let paint: Double

  init(_ scan: AnalysedScan, ears: Bool) {
    self.scan = scan
    self.ears = ears
    scale = scan.templateScale
    // A thick voxel reaches deeper than its centre.
    let edge = scan.head.coarsestEdge
    scalp = max(AdaptiveDefacer.scalp - 0.25 * max(edge - 1, 0), 1)
    paint = max(AdaptiveDefacer.paintDepth, 2.5 * edge)
  }

  /// Every voxel that changes, ascending.
  func places() -> [Place] {
    let grid = scan.volume.grid
    guard let toVoxel = grid.affine.inverse,
      let box = VoxelBox(corners: bounds, through: toVoxel * scan.fromTemplate, size: grid.size)
    else { return [] }
    let map = scan.alignment.toTemplate * grid.affine
    let found = Parallel.map(box.high.z - box.low.z + 1) { slab -> [Place] in
      var list: [Place] = []
      let k = box.low.z + slab
      for j in box.low.y...box.high.y {
        for i in box.low.x...box.high.x {
          let voxel = Vector3(Double(i), Double(j), Double(k))
          if let place = place(map(voxel), grid.affine(voxel), grid.index(i, j, k)) {
            list.append(place)
          }
        }
      }
      return list
    }
    return found.flatMap(\.self)
  }

  /// What becomes of the voxel at `index`, which lies at `point` of the template and `world`.
  private func place(_ point: Vector3, _ world: Vector3, _ index: Int) -> Place? {
    let inside = -window(point)
    guard inside > 0 else { return nil }
    let average = scan.template.skin.distance(point, outside: 60)
    guard average < Self.reach else { return nil }
    let own = scan.skin.distance(world, outside: 60)
    let front = scan.template.front.distance(point, outside: 60) / scale
    let brain = scan.template.brain.distance(point, outside: 60) / scale
    // Near the brain the cut stays within the scalp, so that what is left is smooth there as well.
    let deepest = scalp - 0.5 + 2 * max(brain - AdaptiveDefacer.brainMargin, 0)
    let depth = min(max(front - own, AdaptiveDefacer.leastDepth), deepest)
    let share = FaceFront.step(inside / Self.blend)
    let distance = own + share * depth
    guard distance > -paint, isSafe(brain: brain, own: own, average: average / scale) else {
      return nil
    }
    let fade = min((distance + paint) / 3, 1)
    return Place(
      index: Int32(index), distance: Float(distance), opacity: Float(min(4 * share, 1) * fade))
  }

  /// Whether changing a place cannot reach the brain: it lies far from where brains lie, or in the
  /// scalp by the person's own skin and not much deeper by the average one, should the person's be
  /// found wrongly.
  private func isSafe(brain: Double, own: Double, average: Double) -> Bool {
    if brain >= AdaptiveDefacer.brainMargin { return true }
    return brain >= AdaptiveDefacer.brainGuard && own > -scalp && average > -2 * scalp
  }

  /// Roughly the distance (template mm) to the region that changes, negative inside: below the
  /// hairline, before a plane behind the ears that leans forward above them, and above the neck.
  private func window(_ point: Vector3) -> Double {
    let marks = scan.template.landmarks
    let ear = (marks.leftEar + marks.rightEar) / 2
    let top = point.z - (marks.eyes.z + 75)
    let bottom = marks.chin.z - 40 - point.z
    let lean = 0.9 * max(point.z - ear.z - 30, 0)
    let behind = ears ? 68.0 : 0
    let back = ear.y - behind + lean - point.y
    return max(top, bottom, back)
  }

  /// The box that holds every point of the region, template mm.
  private var bounds: (low: Vector3, high: Vector3) {
    let marks = scan.template.landmarks
    let low = Vector3(
      min(marks.leftEar.x, marks.rightEar.x) - Self.reach,
      min(marks.leftEar.y, marks.rightEar.y) - 68, marks.chin.z - 40)
    let high = Vector3(
      max(marks.leftEar.x, marks.rightEar.x) + Self.reach, marks.noseTip.y + Self.reach,
      marks.eyes.z + 75)
    return (low, high)
  }
}
