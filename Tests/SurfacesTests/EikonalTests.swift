import Geometry
import Testing
import Volumes

@testable import Surfaces

/// Distances by sweeping.
@Suite struct EikonalTests {
  /// Rows along i that fit eight voxels and that do not, and fewer rows than go side by side.
  static let sizes = [
    SIMD3(11, 19, 13), SIMD3(32, 9, 30), SIMD3(3, 40, 41), SIMD3(1, 5, 5), SIMD3(25, 1, 17),
    SIMD3(9, 33, 1), SIMD3(48, 50, 47),
  ]

  /// Zhao's sweeps as they are published, one voxel after the other.
  static func swept(_ seeds: [Float], _ size: SIMD3<Int>, _ h: Float, _ limit: Float) -> [Float] {
    var d = seeds
    func at(_ i: Int, _ j: Int, _ k: Int) -> Float {
      guard i >= 0, j >= 0, k >= 0, i < size.x, j < size.y, k < size.z else { return limit }
      return d[i + size.x * (j + size.y * k)]
    }
    for order in 0..<8 {
      for kk in 0..<size.z {
        for jj in 0..<size.y {
          for ii in 0..<size.x {
            let i = order & 1 == 0 ? ii : size.x - 1 - ii
            let j = order & 2 == 0 ? jj : size.y - 1 - jj
            let k = order & 4 == 0 ? kk : size.z - 1 - kk
            let sorted = [
              min(at(i - 1, j, k), at(i + 1, j, k)), min(at(i, j - 1, k), at(i, j + 1, k)),
              min(at(i, j, k - 1), at(i, j, k + 1)),
            ].sorted()
            let (a, b, c) = (sorted[0], sorted[1], sorted[2])
            let here = i + size.x * (j + size.y * k)
            guard a + h * 0.57 < d[here] else { continue }
            var u = a + h
            if u > b { u = 0.5 * (a + b + max(2 * h * h - (a - b) * (a - b), 0).squareRoot()) }
            if a + h > b, u > c {
              let sum = a + b + c
              u = (sum + max(sum * sum - 3 * (a * a + b * b + c * c - h * h), 0).squareRoot()) / 3
            }
            d[here] = min(d[here], u)
          }
        }
      }
    }
    return d
  }

  @Test(arguments: sizes)
  func rowsSideBySideGiveWhatOneVoxelAfterTheOtherGives(_ size: SIMD3<Int>) {
    let count = size.x * size.y * size.z
    for (limit, share) in [(Float(60), 0.001), (9, 0.01), (30, 0.2)] {
      var generator = SeededGenerator(seed: UInt64(count))
      let seeds = (0..<count).map { at -> Float in
        at == count / 2 || generator.uniform() < share ? Float(generator.uniform()) : limit
      }
      var distance = seeds
      Eikonal.sweep(&distance, size: size, spacing: 2, limit: limit)
      let expected = Self.swept(seeds, size, 2, limit)
      #expect(distance.indices.count { distance[$0] != expected[$0] } == 0)
    }
  }

  @Test func aBallHasTheDistancesOfABall() {
    let grid = Grid(size: SIMD3(60, 56, 52), affine: Affine(linear: Matrix3(diagonal: [2, 2, 2])))
    let center = Vector3(58, 54, 50)
    var ball = VoxelMask(grid: grid)
    for at in ball.bits.indices {
      ball.bits[at] = length(grid.affine(grid.voxel(at: at)) - center) < 30 ? 1 : 0
    }
    let distance = ball.signedDistance(limit: 40)
    var (worst, sum) = (0.0, 0.0)
    for at in distance.values.indices {
      let truth = min(length(grid.affine(grid.voxel(at: at)) - center) - 30, 40)
      let error = abs(Double(distance.values[at]) - truth)
      worst = max(worst, error)
      sum += error
    }
    // The border lies half way between voxels of 2 mm.
    #expect(worst < 3)
    #expect(sum / Double(grid.count) < 0.7)
  }
}
