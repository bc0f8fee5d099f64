import Geometry
import Testing
import Volumes

/// Sets of voxels, against what can be counted by hand.
@Suite struct VoxelMaskTests {
  static let grid = Grid(size: SIMD3(9, 9, 9), affine: .identity)

  static func mask(_ holds: (Int, Int, Int) -> Bool) -> VoxelMask {
    var mask = VoxelMask(grid: grid)
    for k in 0..<9 {
      for j in 0..<9 {
        for i in 0..<9 where holds(i, j, k) { mask.bits[grid.index(i, j, k)] = 1 }
      }
    }
    return mask
  }

  @Test func boundsAreTheSmallestBox() {
    var mask = VoxelMask(grid: Grid(size: SIMD3(7, 6, 5), affine: .identity))
    #expect(mask.bounds == nil)
    mask.bits[mask.grid.index(2, 5, 1)] = 1
    mask.bits[mask.grid.index(4, 3, 1)] = 1
    #expect(mask.bounds?.low == SIMD3(2, 3, 1))
    #expect(mask.bounds?.high == SIMD3(4, 5, 1))
  }

  @Test func dilationGrowsThroughFaces() {
    let point = Self.mask { i, j, k in i == 4 && j == 4 && k == 4 }
    #expect(point.dilated(1).count == 7)
    #expect(point.dilated(2).count == 25)
    #expect(point.dilated(2).eroded(2) == point)
  }

  @Test func erosionDoesNotStartAtTheBorder() {
    let everything = Self.mask { _, _, _ in true }
    #expect(everything.eroded(3) == everything)
  }

  @Test func largestComponentIsTheLargest() {
    let two = Self.mask { i, j, k in (i < 2 && j < 2 && k < 2) || (i > 5 && j > 5 && k > 5) }
    #expect(two.largestComponent.count == 27)
    #expect(VoxelMask(grid: Self.grid).largestComponent.count == 0)
  }

  @Test func hollowsAreFilledAlsoWhereTheFieldCutsThem() {
    // A tube of walls from the bottom to a lid at k = 6: its hollow shows in the cut at k = 0.
    let tube = Self.mask { i, j, k in
      k <= 6 && (2...6).contains(i) && (2...6).contains(j)
        && (i == 2 || i == 6 || j == 2 || j == 6 || k == 6)
    }
    #expect(tube.filled.count == 5 * 5 * 7)
    // A cup that is open above stays open.
    let cup = Self.mask { i, j, k in
      (2...7).contains(k) && (2...6).contains(i) && (2...6).contains(j)
        && (i == 2 || i == 6 || j == 2 || j == 6 || k == 2)
    }
    #expect(cup.filled == cup)
  }

  /// Rows of one word, of words that are not full, and of several.
  @Test(arguments: [5, 64, 70, 130]) func growingIsThatOfOneVoxelAtATime(width: Int) {
    let grid = Grid(size: SIMD3(width, 6, 5), affine: .identity)
    var generator = SeededGenerator(seed: 5, stream: UInt64(width))
    func random(_ share: UInt64) -> VoxelMask {
      VoxelMask(
        grid: grid, bits: (0..<grid.count).map { _ in generator.next() % share == 0 ? 1 : 0 })
    }
    let (mask, limit) = (random(9), random(2))
    func near(_ mask: VoxelMask, _ i: Int, _ j: Int, _ k: Int) -> [UInt8] {
      [(0, 0, 0), (1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1)].compactMap {
        let voxel = SIMD3(i + $0.0, j + $0.1, k + $0.2)
        guard all(voxel .>= 0), all(voxel .< grid.size) else { return nil }
        return mask.bits[grid.index(voxel.x, voxel.y, voxel.z)]
      }
    }
    let (grown, shrunk) = (mask.dilated(1, within: limit), limit.eroded(1))
    for k in 0..<5 {
      for j in 0..<6 {
        for i in 0..<width {
          let at = grid.index(i, j, k)
          let one = near(mask, i, j, k).contains(1) && limit.bits[at] == 1
          #expect(grown.bits[at] == (one ? 1 : 0))
          #expect(shrunk.bits[at] == (near(limit, i, j, k).contains(0) ? 0 : 1))
        }
      }
    }
    #expect(mask.dilated(2) == mask.dilated(1).dilated(1))
  }
}
