internal import Geometry
public import Volumes

/// The head in a scan, apart from air, couch, head-holder and noise.
public struct HeadMask: Sendable {
  /// The scan on an RAS+ grid of `spacing` mm.
  public let volume: Volume
  /// The value at the skin.
  public let level: Float
  /// The head as a solid: cavities are part of it.
  public let solid: VoxelMask

  /// The longest edge of the scan's own voxels in mm: how far its skin can be trusted.
  public let coarsestEdge: Double

  /// Edge of the working voxels in mm.
  public static let spacing = 2.0

  /// What lies beyond a scan's field, in its units (HU for CT).
  static func air(_ modality: Modality) -> Float { modality.isCT ? -1000 : 0 }

  /// Finds the head in `scan`.
  ///
  /// Voxels above the level are closed by 4 mm and filled, so that a scalp over dark bone is part of
  /// the head. Where noise or weak signal leaves larger gaps in the scalp, the inside of a closing by
  /// 10 mm, 6 mm under its surface, keeps the head solid. The solid is eroded by 6 mm, which parts couch
  /// and holder from it; the largest part is grown back within the solid by at most 24 mm, which
  /// brings back ears and nose.
  ///
  /// - Parameters:
  ///   - scan: Any grid and modality.
  ///   - modality: Decides the level; see `SkinLevel`.
  ///   - level: The level, where the caller knows it better.
  public init(_ scan: Volume, modality: Modality, level: Float? = nil) {
    coarsestEdge = scan.grid.spacing.max()
    volume = scan.isotropic(spacing: Self.spacing, outside: Self.air(modality))
    self.level = level ?? SkinLevel.automatic(volume, modality: modality)
    let tissue = VoxelMask(volume, above: self.level)
    let (closed, inside) = Parallel.both(
      { tissue.dilated(2).filled.eroded(2) }, { tissue.dilated(5).filled.eroded(8) })
    let solid = closed.union(inside)
    self.solid = solid.eroded(3).largestComponent.dilated(12, within: solid)
  }
}
