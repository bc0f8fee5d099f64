public import Files
public import Foundation
public import Geometry
internal import Surfaces
internal import Volumes

/// A real head as a map of tissues, so that face and brain are known voxel by voxel.
public struct LabelledHead: Sendable {
  /// From the file's name.
  public let name: String
  /// RAS+, cubic voxels; codes of `HeadTissue` in `tissue`.
  public let grid: Grid
  let tissue: [UInt8]
  /// Brain, ventricles and the fluid round them.
  let brain: VoxelMask
  /// Everything that is not outer air.
  let solid: VoxelMask
  /// `solid` and 3 or 6 mm round it.
  let near: (fine: VoxelMask, coarse: VoxelMask)
  /// `brain` and what lies up to 14 voxels along the axes round it.
  let guarded: VoxelMask
  let rightEye: Vector3
  let leftEye: Vector3
  let noseTip: Vector3

  /// Half way between the centres of the eyes.
  var eyes: Vector3 { (rightEye + leftEye) / 2 }

  /// Reads a label map with the codes of `HeadTissue.init(label:)`.
  ///
  /// - Throws: `EffaceError.format` where the file shows no two eyes or no brain.
  public init(contentsOf url: URL) throws(EffaceError) {
    let file = url.lastPathComponent
    let map = try NIfTIImage(contentsOf: url).volume()
    let edge = map.grid.spacing.min()
    let grid = map.grid.isotropicCover(spacing: edge)
    guard let toMap = map.grid.affine.inverse else {
      throw EffaceError(.format, "The affine of \(file) is singular.")
    }
    let through = toMap * grid.affine
    var tissue = [UInt8](repeating: 0, count: grid.count)
    var brainBits = tissue
    for index in 0..<grid.count {
      let p = through(grid.voxel(at: index)).rounded(.toNearestOrEven)
      guard map.grid.contains(voxel: p) else { continue }
      let label = Int(map.values[map.grid.index(Int(p.x), Int(p.y), Int(p.z))])
      tissue[index] = HeadTissue(label: label).rawValue
      brainBits[index] = label > 0 && label < 500 ? 1 : 0
    }
    let body = VoxelMask(grid: grid, bits: tissue.map { $0 == 0 ? 0 : 1 }).largestComponent
    let solid = body.filled
    // Holes inside the skull are fluid; loose labels outside the head are nothing.
    for index in tissue.indices {
      if solid.bits[index] == 0 {
        tissue[index] = 0
      } else if tissue[index] == 0 {
        tissue[index] = HeadTissue.fluid.rawValue
      }
    }
    let mask = VoxelMask(grid: grid, bits: brainBits)
    brain = mask.eroded(1).largestComponent.dilated(1, within: mask)
    let eyes = Self.centres(of: .eye, tissue, grid)
    guard let right = eyes.right, let left = eyes.left,
      Double(brain.count) * grid.voxelVolume > 100_000
    else {
      throw EffaceError(
        .format, "The label map \(file) shows no two eyes (506) or no brain (1 to 499).")
    }
    name = url.deletingPathExtension().deletingPathExtension().lastPathComponent
    (self.grid, self.tissue, self.solid) = (grid, tissue, solid)
    let fine = solid.dilated(3)
    near = (fine, fine.dilated(3))
    guarded = brain.dilated(14)
    (rightEye, leftEye) = (right, left)
    noseTip = Self.foremost(solid, below: (right + left) / 2)
  }

  /// Whether a point of the map's world lies in `guarded`.
  func isGuarded(_ point: Vector3) -> Bool {
    let p = (point - grid.affine.translation) / grid.spacing
    guard grid.contains(voxel: p) else { return false }
    let (i, j, k) = (Int(p.x.rounded()), Int(p.y.rounded()), Int(p.z.rounded()))
    return guarded.bits[grid.index(i, j, k)] == 1
  }

  /// Middle of a tissue on each side of the midline.
  private static func centres(
    of kind: HeadTissue, _ tissue: [UInt8], _ grid: Grid
  ) -> (right: Vector3?, left: Vector3?) {
    let points = tissue.indices.filter { tissue[$0] == kind.rawValue }
      .map { grid.affine(grid.voxel(at: $0)) }
    guard !points.isEmpty else { return (nil, nil) }
    let middle = points.reduce(0) { $0 + $1.x } / Double(points.count)
    func mean(_ side: [Vector3]) -> Vector3? {
      Double(side.count) * grid.voxelVolume < 1000
        ? nil : side.reduce(Vector3(), +) / Double(side.count)
    }
    return (mean(points.filter { $0.x > middle }), mean(points.filter { $0.x <= middle }))
  }

  /// The foremost point within 15 mm of the midline and 60 mm below the eyes.
  private static func foremost(_ solid: VoxelMask, below eyes: Vector3) -> Vector3 {
    var best = eyes
    for index in solid.bits.indices where solid.bits[index] == 1 {
      let point = solid.grid.affine(solid.grid.voxel(at: index))
      if abs(point.x - eyes.x) < 15, point.z < eyes.z, point.z > eyes.z - 60, point.y > best.y {
        best = point
      }
    }
    return best
  }
}
