public import Files
internal import Geometry
internal import Volumes

/// Replaces the face within its shell by the means of cubes.
///
/// After AFNI's `cubeface` (10 mm) and LUWAKX (8.5 mm). The cubes are counted in mm along the scan's
/// own axes, so that coarse slices give no longer blocks; air within the shell counts as well.
public struct PixelateDefacer: Defacer {
  /// The name after `--method`.
  public let name = "pixelate"
  /// One sentence for the list.
  public let summary = "Averages the face within its shell over cubes of 10 mm."
  /// Where the idea was published.
  public let paper = "AFNI afni_refacer2 -mode2_cubeface (2026); LUWAKX 0.1 (2026)"
  /// Blocks stand in its place.
  public let refaces = true
  /// The edge of the cubes, and what belongs to the shell.
  public let choices: [DefacingOptions.Choice] = [.size, .ears, .forehead]

  /// Edge of a cube, mm.
  static let edge = 10.0

  /// Builds the method.
  public init() {}

  /// Every voxel of the shell with the mean of its cube.
  public func edit(
    _ scan: AnalysedScan, options: DefacingOptions
  ) throws(EffaceError) -> VoxelEdit {
    let region = FaceRegion(ReplaceDefacer.face.with(options), on: scan.template)
    let indices = scan.voxels(in: region).map(\.index)
    let cubes = Cubes(scan.volume.grid, edge: options.size ?? Self.edge)
    let numbers = indices.map { cubes.number(of: Int($0)) }
    return VoxelEdit(indices: indices, scan: scan) { frame in
      var sums = [Double](repeating: 0, count: cubes.count)
      var counts = [Int](repeating: 0, count: cubes.count)
      for (index, cube) in zip(indices, numbers) where frame.values[Int(index)].isFinite {
        sums[cube] += Double(frame.values[Int(index)])
        counts[cube] += 1
      }
      return numbers.map { counts[$0] > 0 ? Float(sums[$0] / Double(counts[$0])) : .nan }
    }
  }

  /// A grid cut into boxes of whole voxels whose edges come closest to a length in mm.
  private struct Cubes {
    private let grid: Grid
    private let block: SIMD3<Int>
    private let size: SIMD3<Int>

    init(_ grid: Grid, edge: Double) {
      self.grid = grid
      let spacing = grid.spacing
      var block = SIMD3<Int>(repeating: 1)
      for axis in 0..<3 {
        block[axis] = min(max(Int((edge / spacing[axis]).rounded()), 1), grid.size[axis])
      }
      self.block = block
      size = (grid.size &+ block &- 1) / block
    }

    var count: Int { size.x * size.y * size.z }

    func number(of index: Int) -> Int {
      let (nx, ny) = (grid.size.x, grid.size.y)
      let i = index % nx / block.x
      let j = index / nx % ny / block.y
      let k = index / (nx * ny) / block.z
      return i + size.x * (j + size.y * k)
    }
  }
}
