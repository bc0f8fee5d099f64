internal import Foundation
internal import Geometry
internal import Volumes

/// Where a scan's voxels lie, and what else lies in its field.
struct ScanField {
  let grid: Grid

  /// A box round the head as it lies, with 12 mm of air; its axes run as the perturbation says.
  init(_ head: LabelledHead, pose: Affine, _ perturbation: Perturbation) {
    let turn = Matrix3.rotation(degrees: perturbation.oblique, about: Vector3(1, 1, 0))
    let back = turn.transpose
    var low = Vector3(repeating: .infinity)
    var high = -low
    let solid = head.solid
    for index in stride(from: 0, to: solid.bits.count, by: 7) where solid.bits[index] == 1 {
      let point = back * pose(solid.grid.affine(solid.grid.voxel(at: index)))
      low = pointwiseMin(low, point)
      high = pointwiseMax(high, point)
    }
    low -= Vector3(12, 12, 0)
    high += 12
    if perturbation.couch { low.y -= 30 }
    if perturbation.shoulders {
      low -= Vector3(60, 20, 50)
      high.x += 60
    }
    if let bottom = perturbation.bottom { low.z = (back * pose(head.eyes)).z + bottom }
    let spacing = perturbation.spacing
    let count = ((high - low) / spacing).rounded(.up)
    grid = Self.grid(low: low, count: count, spacing: spacing, turn, perturbation.axes)
  }

  /// A grid whose axes run as the letters say (R/L, A/P, S/I).
  private static func grid(
    low: Vector3, count: Vector3, spacing: Vector3, _ turn: Matrix3, _ letters: String
  ) -> Grid {
    var columns: [Vector3] = []
    var size = SIMD3<Int>()
    var start = low
    for (axis, letter) in letters.enumerated() {
      let world = "RL".contains(letter) ? 0 : "AP".contains(letter) ? 1 : 2
      let forward = "RAS".contains(letter)
      var column = Vector3()
      column[world] = forward ? spacing[world] : -spacing[world]
      columns.append(turn * column)
      size[axis] = max(Int(count[world]), 8)
      if !forward { start[world] = low[world] + spacing[world] * (Double(size[axis]) - 1) }
    }
    return Grid(
      size: size,
      affine: Affine(
        linear: Matrix3(columns: columns[0], columns[1], columns[2]), translation: turn * start))
  }

  /// Lays shoulders and a couch into `values`.
  static func add(
    _ perturbation: Perturbation, to values: inout Volume, head: LabelledHead, pose: Affine,
    kind: ScanKind
  ) {
    guard perturbation.shoulders || perturbation.couch else { return }
    let grid = values.grid
    let soft = kind.values[Int(HeadTissue.soft.rawValue)]
    let low = head.grid.affine.translation.z
    let trunk = pose(Vector3(head.eyes.x, head.eyes.y - 85, low - 55))
    let back = pose(head.eyes).y - 175 - 12
    for index in values.values.indices {
      let point = grid.affine(grid.voxel(at: index))
      let q = (point - trunk) / Vector3(190, 75, 70)
      if perturbation.shoulders, dot(q, q) < 1 { values.values[index] = soft }
      // A couch of carbon and foam shows in CT only.
      if perturbation.couch, kind == .ct, point.y < back, point.y > back - 12 {
        values.values[index] = point.y > back - 3 || point.y < back - 9 ? -150 : -880
      }
    }
  }
}
