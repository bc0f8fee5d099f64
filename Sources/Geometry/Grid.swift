/// Where the voxels of a three-dimensional volume lie.
///
/// Axis order is (i, j, k) with i fastest in memory, as in NIfTI. Indices are those of voxel centres.
public struct Grid: Hashable, Sendable {
  /// Number of voxels along i, j and k; each at least 1.
  public var size: SIMD3<Int>
  /// Voxel indices to world mm, RAS+.
  public var affine: Affine

  /// Describes a grid of `size` voxels placed by `affine`.
  public init(size: SIMD3<Int>, affine: Affine) {
    self.size = size
    self.affine = affine
  }

  /// The number of voxels.
  public var count: Int { size.x * size.y * size.z }

  /// Edge lengths of a voxel in mm.
  public var spacing: Vector3 { affine.columnLengths }

  /// Volume of one voxel in mm^3.
  public var voxelVolume: Double { abs(affine.linear.determinant) }

  /// World position (mm, RAS+) of the middle of the grid.
  public var center: Vector3 {
    affine((Vector3(Double(size.x), Double(size.y), Double(size.z)) - 1) / 2)
  }

  /// The position in memory of voxel (i, j, k).
  @inlinable public func index(_ i: Int, _ j: Int, _ k: Int) -> Int {
    i + size.x * (j + size.y * k)
  }

  /// The voxel (i, j, k) that lies at position `index` in memory.
  @inlinable public func voxel(at index: Int) -> Vector3 {
    let (row, i) = index.quotientAndRemainder(dividingBy: size.x)
    let (k, j) = row.quotientAndRemainder(dividingBy: size.y)
    return Vector3(Double(i), Double(j), Double(k))
  }

  /// A box of this grid: `size` voxels along each axis, the first of which is `low` here. Voxels keep
  /// their places in the world.
  public func part(from low: SIMD3<Int>, size: SIMD3<Int>) -> Grid {
    Grid(
      size: size, affine: Affine(linear: affine.linear, translation: affine(Vector3(low))))
  }

  /// Whether the (fractional) voxel position lies between the outermost voxel centres.
  @inlinable public func contains(voxel: Vector3) -> Bool {
    voxel.x >= 0 && voxel.y >= 0 && voxel.z >= 0 && voxel.x <= Double(size.x - 1)
      && voxel.y <= Double(size.y - 1) && voxel.z <= Double(size.z - 1)
  }

  /// An axis-aligned RAS+ grid of cubic voxels, `spacing` mm wide, that covers all voxel centres of
  /// this one.
  public func isotropicCover(spacing: Double) -> Grid {
    let (low, high) = affine.bounds(of: Vector3(), Vector3(size &- 1))
    let extent = (high - low) / spacing
    let size = SIMD3<Int>(
      Int(extent.x.rounded(.up)) + 1, Int(extent.y.rounded(.up)) + 1,
      Int(extent.z.rounded(.up)) + 1)
    return Grid(
      size: size,
      affine: Affine(linear: Matrix3(diagonal: Vector3(repeating: spacing)), translation: low))
  }
}
