internal import Geometry

/// A closed surface laid over a grid: its corners in both frames and which slices each triangle may
/// reach.
struct SurfaceLattice: Sendable {
  let grid: Grid
  let triangles: [SIMD3<Int32>]
  /// Corners in mm.
  let world: [SIMD3<Float>]
  /// Corners in voxel coordinates of `grid`.
  let voxel: [Vector3]
  /// How far around each triangle distances are exact, in mm.
  let band: Double
  /// For each slice k the triangles within `band` of it.
  let slices: [[Int32]]

  /// Lays `mesh` over `grid`, whose affine must be invertible.
  init(_ mesh: TriangleMesh, grid: Grid, band: Double) {
    let inverse = grid.affine.inverse ?? .identity
    let voxel = mesh.vertices.map { inverse(Vector3($0)) }
    let reach = Self.reach(of: band, in: inverse)
    var slices = [[Int32]](repeating: [], count: grid.size.z)
    for (index, triangle) in mesh.triangles.enumerated() {
      let (a, b, c) = (
        voxel[Int(triangle.x)].z, voxel[Int(triangle.y)].z, voxel[Int(triangle.z)].z
      )
      let first = Self.index((min(a, b, c) - reach.z).rounded(.up), grid.size.z)
      let last = Self.index((max(a, b, c) + reach.z).rounded(.down), grid.size.z)
      guard first <= last, max(a, b, c) + reach.z >= 0,
        min(a, b, c) - reach.z <= Double(grid.size.z - 1)
      else { continue }
      for k in first...last { slices[k].append(Int32(index)) }
    }
    self.grid = grid
    self.band = band
    self.voxel = voxel
    self.slices = slices
    triangles = mesh.triangles
    world = mesh.vertices
  }

  /// Winding numbers about the voxel centres.
  func windingNumbers() -> [Int8] {
    WindingNumbers.count(
      corners: voxel, triangles: triangles, size: grid.size,
      mirrored: grid.affine.linear.determinant < 0, slabs: slices)
  }

  /// For each voxel within `band` the vector (mm) from the nearest point of the surface to its
  /// centre; infinite components elsewhere.
  func nearOffsets() -> [SIMD3<Float>] {
    near(initial: SIMD3(repeating: .infinity)) { offset, best in
      if (offset * offset).sum() < (best * best).sum() { best = offset }
    }
  }

  /// For each voxel within `band` the squared distance (mm^2) to the surface; infinite elsewhere.
  func nearSquares() -> [Float] {
    near(initial: .infinity) { offset, best in
      best = min(best, (offset * offset).sum())
    }
  }

  private func near<Value: Sendable>(
    initial: Value, _ update: @Sendable (SIMD3<Float>, inout Value) -> Void
  ) -> [Value] {
    let size = grid.size
    let reach = Self.reach(of: band, in: grid.affine.inverse ?? .identity)
    let step = SIMD3<Float>(grid.affine.linear.columns.x)
    return [Value](unsafeUninitializedCapacity: grid.count) { buffer, initialized in
      nonisolated(unsafe) let output = buffer
      Parallel.forEach(size.z) { k in
        let start = k * size.x * size.y
        for index in start..<start + size.x * size.y {
          output.initializeElement(at: index, to: initial)
        }
        for number in slices[k] {
          let triangle = triangles[Int(number)]
          let (a, b, c) = (Int(triangle.x), Int(triangle.y), Int(triangle.z))
          let low = pointwiseMin(voxel[a], pointwiseMin(voxel[b], voxel[c])) - reach
          let high = pointwiseMax(voxel[a], pointwiseMax(voxel[b], voxel[c])) + reach
          guard high.x >= 0, high.y >= 0, low.x <= Double(size.x - 1), low.y <= Double(size.y - 1)
          else { continue }
          let i0 = Self.index(low.x.rounded(.up), size.x)
          let i1 = Self.index(high.x.rounded(.down), size.x)
          let j0 = Self.index(low.y.rounded(.up), size.y)
          let j1 = Self.index(high.y.rounded(.down), size.y)
          guard i0 <= i1, j0 <= j1 else { continue }
          let shape = TriangleDistance(world[a], world[b], world[c])
          for j in j0...j1 {
            let first = grid.affine(Vector3(Double(i0), Double(j), Double(k)))
            var point = SIMD3<Float>(first)
            for index in start + j * size.x + i0...start + j * size.x + i1 {
              update(shape.offset(to: point), &output[index])
              point += step
            }
          }
        }
      }
      initialized = grid.count
    }
  }

  /// How many voxels `band` mm reach along each axis.
  private static func reach(of band: Double, in inverse: Affine) -> Vector3 {
    let rows = inverse.linear.transpose.columns
    return band * Vector3(length(rows.x), length(rows.y), length(rows.z))
  }

  private static func index(_ value: Double, _ count: Int) -> Int {
    Int(min(max(value, 0), Double(count - 1)))
  }
}
