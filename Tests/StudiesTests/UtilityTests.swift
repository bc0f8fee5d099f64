import Geometry
import TestSupport
import Testing
import Volumes

@testable import Studies

struct UtilityTests {
  private static let grid = Grid(size: SIMD3(13, 11, 12), affine: .identity)

  private func noise(_ seed: UInt64) -> Volume {
    var random = SeededGenerator(seed: seed)
    return Volume(
      grid: Self.grid, values: (0..<Self.grid.count).map { _ in Float(random.uniform() * 100) })
  }

  private var everything: VoxelMask {
    VoxelMask(grid: Self.grid, bits: [UInt8](repeating: 1, count: Self.grid.count))
  }

  /// The index window by window, as its definition says it.
  private func slow(_ a: Volume, _ b: Volume, range: Double) -> Double {
    let (c1, c2) = (1e-4 * range * range, 9e-4 * range * range)
    var (total, count) = (0.0, 0.0)
    for k in 3..<9 {
      for j in 3..<8 {
        for i in 3..<10 {
          var (x, y): ([Double], [Double]) = ([], [])
          for dk in -3...3 {
            for dj in -3...3 {
              for di in -3...3 {
                x.append(Double(a[i + di, j + dj, k + dk]))
                y.append(Double(b[i + di, j + dj, k + dk]))
              }
            }
          }
          let n = Double(x.count)
          let (mx, my) = (x.reduce(0, +) / n, y.reduce(0, +) / n)
          let vx = x.reduce(0) { $0 + ($1 - mx) * ($1 - mx) } / (n - 1)
          let vy = y.reduce(0) { $0 + ($1 - my) * ($1 - my) } / (n - 1)
          let vxy = zip(x, y).reduce(0) { $0 + ($1.0 - mx) * ($1.1 - my) } / (n - 1)
          let upper = (2 * mx * my + c1) * (2 * vxy + c2)
          total += upper / ((mx * mx + my * my + c1) * (vx + vy + c2))
          count += 1
        }
      }
    }
    return total / count
  }

  @Test func similarityAgreesWithItsDefinition() throws {
    let (a, b) = (noise(1), noise(2))
    let own = StructuralSimilarity(a, b, in: everything, range: 100)
    let index = try #require(own.index)
    #expect(abs(index - slow(a, b, range: 100)) < 1e-10)
    let squares = zip(a.values, b.values).reduce(0.0) { sum, pair in
      sum + Double(pair.0 - pair.1) * Double(pair.0 - pair.1)
    }
    let ratio = try #require(own.peakSignalToNoise)
    let error = squares / Double(Self.grid.count)
    #expect(abs(error - 10_000 / powerOfTen(ratio / 10)) < 1e-6 * error)
  }

  private func powerOfTen(_ exponent: Double) -> Double {
    // Ten to the exponent by its logarithm, without Foundation.
    var (result, term) = (1.0, 1.0)
    let x = exponent * 2.302585092994046
    for n in 1...200 {
      term *= x / Double(n)
      result += term
    }
    return result
  }

  /// Only a part of the volume is worked out where only a part differs.
  @Test(arguments: [SIMD3(0, 0, 0), SIMD3(6, 5, 6), SIMD3(12, 10, 11), SIMD3(9, 7, 8)])
  func aFewVoxelsChangeTheIndexAsTheDefinitionSays(_ place: SIMD3<Int>) throws {
    let a = noise(5)
    var b = a
    b[place.x, place.y, place.z] += 30
    let other = pointwiseMin(place &+ 1, Self.grid.size &- 1)
    b[other.x, other.y, other.z] -= 45
    let own = StructuralSimilarity(a, b, in: everything, range: 100)
    #expect(abs(try #require(own.index) - slow(a, b, range: 100)) < 1e-10)
    let squares = zip(a.values, b.values).reduce(0.0) {
      $0 + Double($1.0 - $1.1) * Double($1.0 - $1.1)
    }
    let error = squares / Double(Self.grid.count)
    let ratio = try #require(own.peakSignalToNoise)
    #expect(abs(error - 10_000 / powerOfTen(ratio / 10)) < 1e-6 * error)
  }

  @Test func equalVolumesAreAlikeAndWhatLiesOutsideHasNoPart() {
    let a = noise(3)
    let same = StructuralSimilarity(a, a, in: everything, range: 100)
    #expect(abs((same.index ?? 0) - 1) < 1e-12 && same.peakSignalToNoise == nil)
    var b = a
    var region = everything
    for k in 0..<12 {
      for j in 0..<11 {
        let at = Self.grid.index(0, j, k)
        b.values[at] = -500
        region.bits[at] = 0
      }
    }
    let kept = StructuralSimilarity(a, b, in: region, range: 100)
    #expect(abs((kept.index ?? 0) - 1) < 1e-12 && kept.peakSignalToNoise == nil)
    let empty = StructuralSimilarity(a, b, in: VoxelMask(grid: Self.grid), range: 100)
    #expect(empty.index == nil && empty.peakSignalToNoise == nil)
  }

  @Test func boxSumsAreSums() {
    let values = noise(4).values.map(Double.init)
    let sums = BoxSums.sums(values, size: Self.grid.size, radius: 2)
    for (i, j, k) in [(0, 0, 0), (6, 5, 6), (12, 10, 11), (1, 9, 4)] {
      var sum = 0.0
      for z in max(0, k - 2)...min(11, k + 2) {
        for y in max(0, j - 2)...min(10, j + 2) {
          for x in max(0, i - 2)...min(12, i + 2) { sum += values[Self.grid.index(x, y, z)] }
        }
      }
      #expect(abs(sums[Self.grid.index(i, j, k)] - sum) < 1e-8)
    }
    // A window that reaches beyond the grid on both sides holds all of it.
    let wide = BoxSums.sums(values, size: Self.grid.size, radius: 14)
    let all = values.reduce(0, +)
    #expect(wide.allSatisfy { abs($0 - all) < 1e-7 })
  }
}
