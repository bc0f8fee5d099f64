public import Geometry
public import Volumes

/// Closed surfaces turned into volumes.
public enum HeadVoxelizer {
  /// The signed distance (mm, negative inside) from each voxel centre of `grid` to a closed surface.
  ///
  /// Within two voxels of the surface the distance is exact; farther away it is interpolated from a
  /// lattice of 2 mm, with errors below a quarter of a millimetre up to 15 mm away. The
  /// sign is that of the winding number along the grid's lines, so it does not leak, whatever the
  /// resolution. The result does not depend on the number of cores.
  ///
  /// - Parameters:
  ///   - mesh: Closed (each edge shared by two triangles), in the world frame of `grid`, mm;
  ///     counter-clockwise as seen from outside. Parts may overlap. At least one triangle.
  ///   - grid: Any invertible affine; axes need not be at right angles.
  /// - Returns: One distance for each voxel of `grid`.
  public static func signedDistance(to mesh: TriangleMesh, on grid: Grid) -> Volume {
    let far = farField(of: mesh, covering: grid)
    return signedDistance(to: mesh, on: grid, far: far, through: .identity)
  }

  /// The lattice of 2 mm from which distances far from the surface are taken.
  public static func farField(of mesh: TriangleMesh, covering grid: Grid) -> Volume {
    let spacing = 2.0
    var low = Vector3(repeating: .infinity)
    var high = -low
    for vertex in mesh.vertices {
      low = pointwiseMin(low, Vector3(vertex))
      high = pointwiseMax(high, Vector3(vertex))
    }
    let cover = grid.isotropicCover(spacing: spacing)
    let end = cover.affine(Vector3(cover.size &- 1))
    low = pointwiseMin(low - 6, cover.affine.translation - spacing)
    high = pointwiseMax(high + 6, end + spacing)
    let extent = ((high - low) / spacing).rounded(.up)
    let lattice = SurfaceLattice(
      mesh,
      grid: Grid(
        size: SIMD3<Int>(extent) &+ 1,
        affine: Affine(linear: Matrix3(diagonal: Vector3(repeating: spacing)), translation: low)),
      band: 1.5 * spacing)
    return FarField.signedDistance(lattice)
  }

  /// As `signedDistance(to:on:)` with a far field known already.
  ///
  /// - Parameters:
  ///   - mesh: In the world frame of `grid`.
  ///   - grid: The grid to fill.
  ///   - far: The far field; beyond its borders its border values hold.
  ///   - worldToFar: Takes the world of `grid` to that of `far`, without scaling.
  /// - Returns: One distance for each voxel of `grid`.
  public static func signedDistance(
    to mesh: TriangleMesh, on grid: Grid, far: Volume, through worldToFar: Affine
  ) -> Volume {
    let lattice = SurfaceLattice(mesh, grid: grid, band: 2 * grid.spacing.max())
    var values = lattice.nearSquares()
    let inside = lattice.windingNumbers()
    let toFar = (far.grid.affine.inverse ?? .identity) * worldToFar * grid.affine
    let limit = Vector3(far.grid.size &- 1) - 1e-6
    let (size, square) = (grid.size, Float(lattice.band * lattice.band))
    values.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let output = buffer
      Parallel.forEach(size.z) { k in
        for j in 0..<size.y {
          var index = grid.index(0, j, k)
          var point = toFar(Vector3(0, Double(j), Double(k)))
          for _ in 0..<size.x {
            let distance: Float
            if output[index] <= square {
              distance = output[index].squareRoot()
            } else {
              let place = pointwiseMin(pointwiseMax(point, Vector3()), limit)
              distance = max(
                abs(far.trilinear(atVoxel: place, outside: 0)), Float(lattice.band))
            }
            output[index] = inside[index] > 0 ? -distance : distance
            point += toFar.linear.columns.x
            index += 1
          }
        }
      }
    }
    return Volume(grid: grid, values: values)
  }
}
