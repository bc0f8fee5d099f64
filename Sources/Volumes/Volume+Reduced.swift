internal import Geometry

extension Volume {
  /// This volume on an RAS+ grid of cubic voxels that covers it.
  ///
  /// Where voxels are at most half as long as `spacing`, whole blocks of them are averaged first, so
  /// that noise falls and nothing is aliased. Values that are not finite become `outside`.
  public func isotropic(spacing: Double, outside: Float) -> Volume {
    averaged(spacing: spacing, notFinite: outside)
      .resampled(to: grid.isotropicCover(spacing: spacing), outside: outside)
  }

  /// This volume with as many neighbours averaged along each axis as fit into `spacing` mm, on a grid
  /// of its own orientation; itself where none do.
  public func reduced(spacing: Double, notFinite: Float) -> Volume {
    let fits = (0..<3).contains { grid.size[$0] > 1 && 2 * grid.spacing[$0] <= spacing }
    return fits ? averaged(spacing: spacing, notFinite: notFinite) : self
  }

  /// Averages blocks of voxels so that no edge is longer than `spacing` because of it; values that are
  /// not finite count as `notFinite`.
  private func averaged(spacing: Double, notFinite: Float) -> Volume {
    let edge = grid.spacing
    let size = grid.size
    func blockSize(_ axis: Int) -> Int {
      min(max(Int((spacing / max(edge[axis], 1e-6)).rounded(.down)), 1), size[axis])
    }
    let factor = SIMD3(blockSize(0), blockSize(1), blockSize(2))
    let reduced = SIMD3<Int>(size.x / factor.x, size.y / factor.y, size.z / factor.z)
    let blocks = Vector3(Double(factor.x), Double(factor.y), Double(factor.z))
    let offset = (blocks - 1) / 2
    let affine = Affine(
      linear: grid.affine.linear * Matrix3(diagonal: blocks), translation: grid.affine(offset))
    let target = Grid(size: reduced, affine: affine)
    let share = 1 / Float(factor.x * factor.y * factor.z)
    let result = [Float](unsafeUninitializedCapacity: target.count) { buffer, initialized in
      // Slabs do not overlap, and the closure is the only writer.
      nonisolated(unsafe) let output = buffer
      Parallel.forEach(reduced.z) { k in
        values.withUnsafeBufferPointer { input in
          for j in 0..<reduced.y {
            for i in 0..<reduced.x {
              var sum: Float = 0
              for c in 0..<factor.z {
                for b in 0..<factor.y {
                  let row = grid.index(i * factor.x, j * factor.y + b, k * factor.z + c)
                  for a in 0..<factor.x {
                    let value = input[row + a]
                    sum += value.isFinite ? value : notFinite
                  }
                }
              }
              output[target.index(i, j, k)] = sum * share
            }
          }
        }
      }
      initialized = target.count
    }
    return Volume(grid: target, values: result)
  }
}
