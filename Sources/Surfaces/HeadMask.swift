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

  /// Finds the head in `scan`.
  ///
  /// Voxels above the level are eroded by 4 mm, which parts couch and holder from the head; the
  /// largest part is grown back within the voxels above the level by at most 24 mm, which brings
  /// back ears and nose; then openings up to 6 mm are closed and cavities filled.
  ///
  /// - Parameters:
  ///   - scan: Any grid and modality.
  ///   - modality: Decides the level; see `SkinLevel`.
  ///   - level: The level, where the caller knows it better.
  public init(_ scan: Volume, modality: Modality, level: Float? = nil) {
    coarsestEdge = scan.grid.spacing.max()
    let air: Float = modality.isCT ? -1000 : 0
    volume = scan.isotropic(spacing: Self.spacing, outside: air)
    self.level = level ?? SkinLevel.automatic(volume, modality: modality)
    let tissue = VoxelMask(volume, above: self.level)
    let core = tissue.eroded(2).largestComponent
    let grown = core.dilated(12, within: tissue)
    solid = grown.dilated(3).filled.eroded(3).union(grown)
  }
}

extension VoxelMask {
  /// The voxels of both sets, which share a grid.
  public func union(_ other: VoxelMask) -> VoxelMask {
    VoxelMask(grid: grid, bits: zip(bits, other.bits).map { $0 | $1 })
  }

  /// The voxels of this set that are not in `other`, which shares the grid.
  public func subtracting(_ other: VoxelMask) -> VoxelMask {
    VoxelMask(grid: grid, bits: zip(bits, other.bits).map { $0 & (1 ^ $1) })
  }

  /// The voxels in both sets, which share a grid.
  public func intersection(_ other: VoxelMask) -> VoxelMask {
    VoxelMask(grid: grid, bits: zip(bits, other.bits).map { $0 & $1 })
  }
}
