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
    Blocks(grid, spacing: spacing).isTrivial
      ? self : averaged(spacing: spacing, notFinite: notFinite)
  }

  /// Averages blocks of voxels so that no edge is longer than `spacing` because of it; values that are
  /// not finite count as `notFinite`.
  private func averaged(spacing: Double, notFinite: Float) -> Volume {
    let blocks = Blocks(grid, spacing: spacing)
    return blocks.averaged { slab, output in
      values.withUnsafeBufferPointer { input in
        blocks.average(
          UnsafeBufferPointer(rebasing: input[blocks.voxels(of: slab)]), notFinite, into: output)
      }
    }
  }
}

extension NIfTIImage {
  /// The first frame as `Volume.isotropic` gives it. Where voxels are averaged, its values are never in
  /// memory all at once.
  public func isotropic(spacing: Double, outside: Float) -> Volume {
    averaged(Blocks(grid, spacing: spacing), notFinite: outside)
      .resampled(to: grid.isotropicCover(spacing: spacing), outside: outside)
  }

  /// The first frame as `Volume.reduced` gives it, without its values in memory all at once; nil where
  /// nothing is to be averaged.
  public func reduced(spacing: Double, notFinite: Float) -> Volume? {
    let blocks = Blocks(grid, spacing: spacing)
    return blocks.isTrivial ? nil : averaged(blocks, notFinite: notFinite)
  }

  private func averaged(_ blocks: Blocks, notFinite: Float) -> Volume {
    blocks.averaged { slab, output in
      let range = blocks.voxels(of: slab)
      withUnsafeTemporaryAllocation(of: Float.self, capacity: range.count) { values in
        decode(from: range.lowerBound, into: values)
        blocks.average(UnsafeBufferPointer(values), notFinite, into: output)
      }
    }
  }
}

/// Blocks of voxels of a grid, each of which becomes one voxel.
private struct Blocks: Sendable {
  private let source: Grid
  /// Voxels of a block along each axis.
  private let factor: SIMD3<Int>
  /// Where the blocks lie.
  private let grid: Grid

  /// As many voxels as fit into `spacing` mm along each axis, at least one.
  init(_ source: Grid, spacing: Double) {
    let (edge, size) = (source.spacing, source.size)
    func blockSize(_ axis: Int) -> Int {
      min(max(Int((spacing / max(edge[axis], 1e-6)).rounded(.down)), 1), size[axis])
    }
    let factor = SIMD3(blockSize(0), blockSize(1), blockSize(2))
    let reduced = SIMD3<Int>(size.x / factor.x, size.y / factor.y, size.z / factor.z)
    let blocks = Vector3(Double(factor.x), Double(factor.y), Double(factor.z))
    let offset = (blocks - 1) / 2
    grid = Grid(
      size: reduced,
      affine: Affine(
        linear: source.affine.linear * Matrix3(diagonal: blocks),
        translation: source.affine(offset)))
    self.source = source
    self.factor = factor
  }

  /// Whether every voxel is a block of its own.
  var isTrivial: Bool { factor == SIMD3(1, 1, 1) }

  /// The voxels of the source of which slice `slab` is made.
  func voxels(of slab: Int) -> Range<Int> {
    let slice = source.size.x * source.size.y
    return slab * factor.z * slice..<(slab + 1) * factor.z * slice
  }

  /// The volume of which `fill` makes one slice after the other, in any order.
  func averaged(
    _ fill: @Sendable (_ slab: Int, _ output: UnsafeMutableBufferPointer<Float>) -> Void
  ) -> Volume {
    let slice = grid.size.x * grid.size.y
    let result = [Float](unsafeUninitializedCapacity: grid.count) { buffer, initialized in
      // Slices do not overlap, and the closure is the only writer.
      nonisolated(unsafe) let output = buffer
      Parallel.forEach(grid.size.z) { k in
        fill(k, UnsafeMutableBufferPointer(rebasing: output[k * slice..<(k + 1) * slice]))
      }
      initialized = grid.count
    }
    return Volume(grid: grid, values: result)
  }

  /// Averages the voxels of one slice; those that are not finite count as `notFinite`.
  func average(
    _ input: UnsafeBufferPointer<Float>, _ notFinite: Float,
    into output: UnsafeMutableBufferPointer<Float>
  ) {
    let share = 1 / Float(factor.x * factor.y * factor.z)
    for j in 0..<grid.size.y {
      for i in 0..<grid.size.x {
        var sum: Float = 0
        for c in 0..<factor.z {
          for b in 0..<factor.y {
            let row = source.index(i * factor.x, j * factor.y + b, c)
            for a in 0..<factor.x {
              let value = input[row + a]
              sum += value.isFinite ? value : notFinite
            }
          }
        }
        output[grid.index(i, j, 0)] = sum * share
      }
    }
  }
}
