public import Geometry
public import Volumes

/// A signed distance to a head's skin that can be asked at any point in the world.
public struct DistanceField: Sendable {
  /// Distance in mm, negative inside; any grid.
  public let volume: Volume
  private let toVoxel: Affine
  private let gradientToWorld: Matrix3

  /// Wraps `volume`, whose affine must be invertible, as a grid's is.
  public init(_ volume: Volume) {
    self.volume = volume
    toVoxel = volume.grid.affine.inverse ?? .identity
    gradientToWorld = toVoxel.linear.transpose
  }

  /// Distance (mm) and its gradient (world axes) at a world point, or nil outside the grid.
  @inlinable public func sample(_ point: Vector3) -> (distance: Double, gradient: Vector3)? {
    sampleVoxel(voxel(of: point))
  }

  /// Distance (mm) at a world point, or `outside` beyond the grid; cheaper than `sample`.
  @inlinable public func distance(_ point: Vector3, outside: Double) -> Double {
    Double(volume.trilinear(atVoxel: voxel(of: point), outside: Float(outside)))
  }

  @usableFromInline func voxel(of point: Vector3) -> Vector3 { toVoxel(point) }

  @usableFromInline func sampleVoxel(_ p: Vector3) -> (distance: Double, gradient: Vector3)? {
    let size = volume.grid.size
    guard p.x >= 0, p.y >= 0, p.z >= 0 else { return nil }
    let (i, j, k) = (Int(p.x), Int(p.y), Int(p.z))
    guard i + 1 < size.x, j + 1 < size.y, k + 1 < size.z else { return nil }
    let (x, y, z) = (p.x - Double(i), p.y - Double(j), p.z - Double(k))
    let base = volume.grid.index(i, j, k)
    let (dy, dz) = (size.x, size.x * size.y)
    return volume.values.withUnsafeBufferPointer { v in
      func at(_ offset: Int) -> Double { Double(v[base + offset]) }
      let (c000, c100, c010, c110) = (at(0), at(1), at(dy), at(dy + 1))
      let (c001, c101, c011, c111) = (at(dz), at(dz + 1), at(dz + dy), at(dz + dy + 1))
      let c00 = c000 + x * (c100 - c000)
      let c10 = c010 + x * (c110 - c010)
      let c01 = c001 + x * (c101 - c001)
      let c11 = c011 + x * (c111 - c011)
      let c0 = c00 + y * (c10 - c00)
      let c1 = c01 + y * (c11 - c01)
      let gx =
        (1 - z) * ((1 - y) * (c100 - c000) + y * (c110 - c010))
        + z * ((1 - y) * (c101 - c001) + y * (c111 - c011))
      let gy = (1 - z) * (c10 - c00) + z * (c11 - c01)
      return (c0 + z * (c1 - c0), gradientToWorld * Vector3(gx, gy, c1 - c0))
    }
  }
}
