internal import Geometry
internal import Volumes

/// Signed distances on a coarse grid, by passing nearest points on from voxel to voxel.
enum FarField {
  /// The signed distance (mm, negative inside) on the grid of `lattice`, whose voxels are cubes along
  /// the world's axes.
  ///
  /// Two sweeps over 13 neighbours each hand on the nearest point of the surface (Danielsson 1980);
  /// the error that is left is a small fraction of a voxel.
  static func signedDistance(_ lattice: SurfaceLattice) -> Volume {
    let grid = lattice.grid
    var offsets = lattice.nearOffsets()
    let spacing = Float(grid.spacing.x)
    for _ in 0..<2 {
      sweep(&offsets, grid.size, spacing, forward: true)
      sweep(&offsets, grid.size, spacing, forward: false)
    }
    let inside = lattice.windingNumbers()
    let values = zip(offsets, inside).map { offset, winding in
      let distance = (offset * offset).sum().squareRoot()
      return winding > 0 ? -distance : distance
    }
    return Volume(grid: grid, values: values)
  }

  private static func sweep(
    _ offsets: inout [SIMD3<Float>], _ size: SIMD3<Int>, _ spacing: Float, forward: Bool
  ) {
    var neighbours: [(SIMD3<Int>, Int, SIMD3<Float>)] = []
    for dk in -1...1 {
      for dj in -1...1 {
        for di in -1...1 where (dk, dj, di) < (0, 0, 0) {
          let step = forward ? SIMD3(di, dj, dk) : SIMD3(-di, -dj, -dk)
          neighbours.append(
            (step, step.x + size.x * (step.y + size.y * step.z), -SIMD3<Float>(step) * spacing))
        }
      }
    }
    let total = size.x * size.y * size.z
    offsets.withUnsafeMutableBufferPointer { field in
      for number in 0..<total {
        let index = forward ? number : total - 1 - number
        let i = index % size.x
        let j = index / size.x % size.y
        let k = index / (size.x * size.y)
        let inner =
          i > 0 && j > 0 && k > 0 && i < size.x - 1 && j < size.y - 1 && k < size.z - 1
        var best = field[index]
        var square = (best * best).sum()
        for (step, shift, vector) in neighbours {
          if !inner {
            let (a, b, c) = (i + step.x, j + step.y, k + step.z)
            guard a >= 0, b >= 0, c >= 0, a < size.x, b < size.y, c < size.z else { continue }
          }
          let candidate = field[index + shift] + vector
          let other = (candidate * candidate).sum()
          if other < square { (best, square) = (candidate, other) }
        }
        field[index] = best
      }
    }
  }
}
