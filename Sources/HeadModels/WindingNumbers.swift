internal import Geometry

/// How often a closed surface winds about each voxel centre, counted along the lines of the grid.
///
/// Every crossing of a line adds or takes 1 by the sense of the triangle, so overlapping parts of a
/// surface do not open it (parity would). A line through an edge or a corner is decided as though it
/// were shifted by an infinitely small step, the same way for both triangles, so a closed surface
/// never leaks (Edelsbrunner and Mücke 1990).
enum WindingNumbers {
  /// One number for each voxel of a grid of `size`, positive inside.
  ///
  /// The corners are in voxel coordinates, the triangles counter-clockwise as seen from outside;
  /// `mirrored` says that the grid's axes are left-handed, which turns the sense round; `slabs` lists
  /// for each k the triangles that may reach it.
  static func count(
    corners: [Vector3], triangles: [SIMD3<Int32>], size: SIMD3<Int>, mirrored: Bool,
    slabs: [[Int32]]
  ) -> [Int8] {
    let voxels = size.x * size.y * size.z
    return [Int8](unsafeUninitializedCapacity: voxels) { buffer, initialized in
      nonisolated(unsafe) let output = buffer
      Parallel.forEach(size.z) { k in
        let plane = UnsafeMutableBufferPointer(
          rebasing: output[k * size.x * size.y..<(k + 1) * size.x * size.y])
        plane.initialize(repeating: 0)
        for index in slabs[k] {
          let triangle = triangles[Int(index)]
          mark(
            corners[Int(triangle.x)], corners[Int(triangle.y)], corners[Int(triangle.z)], k, size,
            mirrored ? -1 : 1, plane)
        }
        for j in 0..<size.y {
          var sum: Int8 = 0
          for i in j * size.x..<(j + 1) * size.x {
            sum &+= plane[i]
            plane[i] = sum
          }
        }
      }
      initialized = voxels
    }
  }

  /// Marks where lines (j, `k`) along i cross the triangle.
  private static func mark(
    _ a: Vector3, _ b: Vector3, _ c: Vector3, _ k: Int, _ size: SIMD3<Int>, _ sense: Int8,
    _ plane: UnsafeMutableBufferPointer<Int8>
  ) {
    let z = Double(k)
    guard min(a.z, b.z, c.z) <= z, max(a.z, b.z, c.z) >= z else { return }
    let first = max(0, Int(min(a.y, b.y, c.y).rounded(.up)))
    let last = min(size.y - 1, Int(max(a.y, b.y, c.y).rounded(.down)))
    guard first <= last else { return }
    for j in first...last {
      let y = Double(j)
      let (ab, bc, ca) = (side(a, b, y, z), side(b, c, y, z), side(c, a, y, z))
      guard ab.positive == bc.positive, bc.positive == ca.positive else { continue }
      let total = ab.value + bc.value + ca.value
      guard total != 0 else { continue }
      let x = (bc.value * a.x + ca.value * b.x + ab.value * c.x) / total
      guard x <= Double(size.x - 1) else { continue }
      // Seen along +i, an outward surface that turns left is left behind: the line enters.
      plane[j * size.x + max(0, Int(x.rounded(.up)))] &+= ab.positive ? -sense : sense
    }
  }

  /// On which side of the edge from `a` to `b`, seen along the line, the point (y, z) lies.
  private static func side(
    _ a: Vector3, _ b: Vector3, _ y: Double, _ z: Double
  ) -> (value: Double, positive: Bool) {
    // Both triangles of an edge compute with its ends in the same order, hence the same value.
    let swapped = (b.y, b.z, b.x) < (a.y, a.z, a.x)
    let (p, q) = swapped ? (b, a) : (a, b)
    let value = (q.y - p.y) * (z - p.z) - (q.z - p.z) * (y - p.y)
    let positive =
      value != 0 ? value > 0 : q.y != p.y ? q.y > p.y : q.z != p.z ? q.z < p.z : true
    return swapped ? (-value, !positive) : (value, positive)
  }
}
