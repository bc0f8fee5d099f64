internal import Geometry
public import Volumes

extension HeadMask {
  /// Distance in mm to the skin, negative inside the head, on the head's working grid.
  ///
  /// Distances at the skin come from where the value crosses the level between neighbours, and are
  /// carried outwards by fast sweeping of the eikonal equation (Zhao 2005). Where the field cuts the
  /// head there is no skin, so distances there refer to the nearest skin within the field.
  ///
  /// Distances larger than `limit` are not worked out and come back as `limit`.
  public func signedDistance(limit: Float) -> Volume {
    Eikonal.signedDistance(solid, spacing: Float(Self.spacing), limit: limit) { crossing($0, $1) }
  }

  /// Share of the way from voxel `a` to voxel `b` at which the level is crossed; half where the
  /// border of the solid is not a crossing (a filled opening).
  private func crossing(_ a: Int, _ b: Int) -> Float {
    let (va, vb) = (volume.values[a] - level, volume.values[b] - level)
    return va * vb < 0 ? va / (va - vb) : 0.5
  }
}

extension VoxelMask {
  /// Distance in mm to the border of the set, negative inside, on a grid of cubic voxels. The border
  /// lies half way between neighbours, so distances are good to half a voxel.
  ///
  /// Distances larger than `limit` are not worked out and come back as `limit`.
  public func signedDistance(limit: Float) -> Volume {
    Eikonal.signedDistance(self, spacing: Float(grid.spacing.x), limit: limit) { _, _ in 0.5 }
  }
}
