public import Files
public import Foundation
internal import Geometry
internal import Surfaces
internal import Volumes

/// A real or synthetic head as a map of tissues, read from anatomical labels.
///
/// Codes 1 to 499 are FreeSurfer's; 500 and more those of heads: 515 cortical bone, 516 marrow, 507
/// muscle and fat, 511 and 509 skin, 506 eye, 514 dura and sinuses, other soft tissue. Holes in the
/// head are fluid.
public struct TissueMap: Sendable {
  /// From the file's name.
  public let name: String
  let grid: Grid
  let voxels: [BaseVoxel]

  /// Reads a NIfTI label map.
  ///
  /// - Throws: `EffaceError.format` where it shows no brain, and what reading throws.
  public init(contentsOf url: URL) throws(EffaceError) {
    let map = try NIfTIImage(contentsOf: url).volume()
    try self.init(map, name: String(url.lastPathComponent.prefix { $0 != "." }))
  }

  init(_ map: Volume, name: String) throws(EffaceError) {
    self.name = name
    grid = map.grid
    let head = VoxelMask(grid: map.grid, bits: map.values.map { $0 > 0 ? 1 : 0 }).largestComponent
    let solid = head.filled
    var brain = 0
    var tissues: [Tissue] = []
    for (value, inside) in zip(map.values, solid.bits) {
      let tissue = Self.tissue(Int(value))
      if tissue.isBrain { brain += 1 }
      tissues.append(inside == 0 ? .air : tissue == .air ? .csf : tissue)
    }
    guard Double(brain) * map.grid.voxelVolume > 100_000 else {
      throw EffaceError(
        .format, "The label map \(name) shows no brain (codes 1 to 499, as FreeSurfer's).")
    }
    // One code stands for muscle and fat: what lies 3 to 9 mm under the skin is mostly fat.
    // Throat and nose are no outside.
    let closed = solid.dilated(9).filled.eroded(9).union(solid)
    let depth = closed.signedDistance(limit: 12).values
    voxels = zip(tissues, depth).map { tissue, distance in
      guard tissue == .muscle else { return BaseVoxel(tissue) }
      return BaseVoxel(.muscle, .fat, min((-distance - 1.5) / 1.5, (9 + distance) / 3, 0.9))
    }
  }

  private static func tissue(_ code: Int) -> Tissue {
    switch code {
    case 0: .air
    case 515: .bone
    case 516: .marrow
    case 506: .eye
    case 509, 511: .skin
    case 514: .csf
    case 502, 508, 512, 530: .tendon
    case 500...: .muscle
    case 4, 5, 14, 15, 24, 43, 44, 72: .csf
    case 2, 7, 16, 28, 41, 46, 60, 77, 85: .whiteMatter
    default: .greyMatter
    }
  }

  /// Points of the head, in the world of the map.
  var outline: [SIMD3<Float>] {
    stride(from: 0, to: voxels.count, by: 61).compactMap { index in
      voxels[index].main == 0 ? nil : SIMD3<Float>(grid.affine(grid.voxel(at: index)))
    }
  }
}

/// A scan of a map of tissues.
struct TissueMapScan: Sendable {
  private let map: TissueMap
  private let acquisition: Acquisition
  private let sampler: TissueSampler
  private let shares: TissueSampler

  init(
    _ map: TissueMap, _ settings: ScanSettings, _ table: Contrast, number: Int, seed: UInt64
  ) {
    self.map = map
    acquisition = Acquisition(
      ScanTarget(outline: map.outline), settings, table, seed: seed, number: number)
    sampler = TissueSampler(map.voxels, size: map.grid.size, contrast: acquisition.contrast)
    shares = TissueSampler(map.voxels, size: map.grid.size, contrast: .head)
  }

  func run() throws(EffaceError) -> SyntheticScan {
    let grid = acquisition.setup.field
    let toMap =
      (map.grid.affine.inverse ?? .identity)
      * (acquisition.setup.headToWorld.inverse ?? .identity)
    let last = Vector3(map.grid.size &- 1)
    let air = acquisition.contrast.values[0]
    return try acquisition.run { k, put in
      sampler.read { values in
        shares.read { shares in
          for j in 0..<grid.size.y {
            for i in 0..<grid.size.x {
              let index = grid.index(i, j, k)
              let world = grid.affine(Vector3(Double(i), Double(j), Double(k)))
              let place = toMap(world)
              guard place.min() >= 0, (last - place).min() >= 0 else {
                put(index, world, 0, 0, 0)
                continue
              }
              let p = SIMD3<Float>(place)
              let share = shares.value(p)
              guard share > 0.004 else {
                put(index, world, 0, 0, 0)
                continue
              }
              // The value is a mixture with air already; the share takes it out again.
              let value = values.value(p)
              put(index, world, values.label(p), air + (value - air) / share, share)
            }
          }
        }
      }
    }
  }
}
