import Geometry
import Volumes

/// Solids whose surfaces are known exactly, as CT: air -1000 HU, tissue 400 HU, -300 HU at the
/// surface, 700 HU per `blur` mm across it.
enum Phantom {
  static let level: Float = -300

  /// Fills `grid` from a signed distance in mm (negative inside) to a surface in RAS+ space.
  ///
  /// `blur` is half the length in mm over which air turns into tissue, as partial volume makes it.
  static func volume(_ grid: Grid, blur: Double = 1, _ distance: (Vector3) -> Double) -> Volume {
    var volume = Volume(grid: grid, filledWith: -1000)
    for k in 0..<grid.size.z {
      for j in 0..<grid.size.y {
        for i in 0..<grid.size.x {
          let point = grid.affine(Vector3(Double(i), Double(j), Double(k)))
          volume[i, j, k] = Float(min(max(-300 - 700 * distance(point) / blur, -1000), 400))
        }
      }
    }
    return volume
  }

  /// Cubic voxels of `spacing` mm in RAS order round the origin.
  static func grid(_ count: Int, spacing: Double = 1) -> Grid {
    let middle = Double(count - 1) / 2 * spacing
    return Grid(
      size: SIMD3(count, count, count),
      affine: Affine(
        linear: Matrix3(diagonal: Vector3(repeating: spacing)),
        translation: Vector3(repeating: -middle)))
  }

  static func sphere(radius: Double, at center: Vector3 = Vector3()) -> (Vector3) -> Double {
    { length($0 - center) - radius }
  }

  static func box(_ half: Vector3, at center: Vector3 = Vector3()) -> (Vector3) -> Double {
    { point in
      let p = point - center
      let q = p.replacing(with: -p, where: p .< 0) - half
      return length(pointwiseMax(q, Vector3())) + min(q.max(), 0)
    }
  }

  /// A head-like solid with a nose in front and a knob on the subject's left (-x).
  static func lopsided(_ point: Vector3) -> Double {
    let skull = length(point / Vector3(26, 32, 36)) * 28 - 28
    return min(
      skull, sphere(radius: 7, at: Vector3(0, 34, -4))(point),
      sphere(radius: 8, at: Vector3(-27, 4, 6))(point))
  }

  /// The same voxels stored with axes permuted and flipped; world positions do not move.
  static func stored(_ volume: Volume, order: [Int], flipped: [Bool]) -> Volume {
    let old = volume.grid
    let columns = [
      old.affine.linear.columns.x, old.affine.linear.columns.y, old.affine.linear.columns.z,
    ]
    var corner = Vector3()
    var new = columns
    var size = SIMD3<Int>()
    for axis in 0..<3 {
      let from = order[axis]
      size[axis] = old.size[from]
      new[axis] = flipped[axis] ? columns[from] * -1 : columns[from]
      if flipped[axis] { corner[from] = Double(old.size[from] - 1) }
    }
    let grid = Grid(
      size: size,
      affine: Affine(
        linear: Matrix3(columns: new[0], new[1], new[2]), translation: old.affine(corner)))
    var result = Volume(grid: grid, filledWith: 0)
    for k in 0..<size.z {
      for j in 0..<size.y {
        for i in 0..<size.x {
          let here = SIMD3(i, j, k)
          var there = SIMD3<Int>()
          for axis in 0..<3 {
            there[order[axis]] = flipped[axis] ? size[axis] - 1 - here[axis] : here[axis]
          }
          result[i, j, k] = volume[there.x, there.y, there.z]
        }
      }
    }
    return result
  }
}
