public import Geometry

/// A three-dimensional scalar image for analysis: what the voxels mean, not how they are stored.
public struct Volume: Sendable {
  /// Where the voxels lie.
  public var grid: Grid
  /// Physical values (HU for CT, arbitrary units for MR), i fastest; `grid.count` of them.
  public var values: [Float]

  /// Builds a volume.
  ///
  /// - Precondition: `values.count == grid.count`.
  public init(grid: Grid, values: [Float]) {
    precondition(values.count == grid.count, "a volume needs one value for each voxel of its grid")
    self.grid = grid
    self.values = values
  }

  /// Builds a volume in which every voxel holds `value`.
  public init(grid: Grid, filledWith value: Float) {
    self.init(grid: grid, values: [Float](repeating: value, count: grid.count))
  }

  /// The value of voxel (i, j, k), which must lie in the grid.
  @inlinable public subscript(i: Int, j: Int, k: Int) -> Float {
    get { values[grid.index(i, j, k)] }
    set { values[grid.index(i, j, k)] = newValue }
  }

  /// A box of this volume: `size` voxels along each axis, the first at `low`, all within the grid. The
  /// voxels keep their places in the world.
  public func part(from low: SIMD3<Int>, size: SIMD3<Int>) -> Volume {
    var part: [Float] = []
    part.reserveCapacity(size.x * size.y * size.z)
    for k in low.z..<low.z + size.z {
      for j in low.y..<low.y + size.y {
        let start = grid.index(low.x, j, k)
        part += values[start..<start + size.x]
      }
    }
    return Volume(grid: grid.part(from: low, size: size), values: part)
  }

  /// The value at a fractional voxel position by trilinear interpolation, or `outside` where the
  /// position does not lie between voxel centres.
  @inlinable public func trilinear(atVoxel p: Vector3, outside: Float) -> Float {
    guard grid.contains(voxel: p) else { return outside }
    return values.withUnsafeBufferPointer { interpolate($0, grid.size, p) }
  }

  /// This volume brought to `target` by trilinear interpolation.
  ///
  /// - Parameters:
  ///   - target: The grid to fill.
  ///   - worldToWorld: Takes a world point (mm, RAS+) of `target` to one of this volume.
  ///   - outside: The value where this volume has none.
  /// - Returns: A volume on `target`.
  public func resampled(
    to target: Grid, through worldToWorld: Affine = .identity, outside: Float
  ) -> Volume {
    guard let inverse = grid.affine.inverse else {
      return Volume(grid: target, filledWith: outside)
    }
    let map = inverse * worldToWorld * target.affine
    let size = target.size
    let step = map.linear.columns.x
    let source = grid
    let result = [Float](unsafeUninitializedCapacity: target.count) { buffer, count in
      // The closure is the only writer; slabs do not overlap.
      nonisolated(unsafe) let output = buffer
      Parallel.forEach(size.z) { k in
        values.withUnsafeBufferPointer { input in
          for j in 0..<size.y {
            var p = map(Vector3(0, Double(j), Double(k)))
            var index = target.index(0, j, k)
            for _ in 0..<size.x {
              output[index] =
                source.contains(voxel: p) ? interpolate(input, source.size, p) : outside
              p += step
              index += 1
            }
          }
        }
      }
      count = target.count
    }
    return Volume(grid: target, values: result)
  }
}

/// Trilinear interpolation at voxel position `p`, which must lie between voxel centres.
@inlinable func interpolate(
  _ input: UnsafeBufferPointer<Float>, _ size: SIMD3<Int>, _ p: Vector3
) -> Float {
  let i = min(Int(p.x), max(size.x - 2, 0))
  let j = min(Int(p.y), max(size.y - 2, 0))
  let k = min(Int(p.z), max(size.z - 2, 0))
  let fx = Float(p.x - Double(i))
  let fy = Float(p.y - Double(j))
  let fz = Float(p.z - Double(k))
  let dx = size.x > 1 ? 1 : 0
  let dy = size.y > 1 ? size.x : 0
  let dz = size.z > 1 ? size.x * size.y : 0
  let base = i + size.x * (j + size.y * k)
  @inline(__always) func row(_ at: Int) -> Float {
    let a = input[at]
    return a + fx * (input[at + dx] - a)
  }
  @inline(__always) func plane(_ at: Int) -> Float {
    let a = row(at)
    return a + fy * (row(at + dy) - a)
  }
  let a = plane(base)
  return a + fz * (plane(base + dz) - a)
}
