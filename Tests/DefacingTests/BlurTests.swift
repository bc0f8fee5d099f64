import Foundation
import Geometry
import Testing

@testable import Defacing

/// The blur within a patch, against the sum written out.
@Suite struct BlurTests {
  static let grid = Grid(
    size: SIMD3(9, 7, 5), affine: Affine(linear: Matrix3(diagonal: Vector3(1, 1.5, 3))))

  @Test func agreesWithTheSumOverAllVoxelsOfThePatch() {
    var generator = SeededGenerator(seed: 3)
    let indices = (0..<Int32(Self.grid.count)).filter { _ in generator.uniform() < 0.6 }
    let values = indices.map { _ in Float(generator.uniform()) }
    let width = 4.0
    let blurred = PatchBlur(indices, on: Self.grid)(values, width: width)
    let sigma = width / (8 * log(2)).squareRoot()
    for (number, index) in indices.enumerated() {
      let here = Self.grid.voxel(at: Int(index))
      var (sum, weight) = (0.0, 0.0)
      for (other, value) in zip(indices, values) {
        let offset = (Self.grid.voxel(at: Int(other)) - here)
        let reach = Self.grid.spacing
        var share = 1.0
        for axis in 0..<3 {
          // The same cut at three deviations.
          let limit = (3 * sigma / reach[axis]).rounded(.up)
          guard abs(offset[axis]) <= limit else {
            share = 0
            break
          }
          share *= exp(-0.5 * pow(offset[axis] * reach[axis] / sigma, 2))
        }
        sum += share * Double(value)
        weight += share
      }
      #expect(abs(Double(blurred[number]) - sum / weight) < 1e-5)
    }
  }

  @Test func aConstantStaysWhatItIs() {
    let indices = Array(Int32(0)..<Int32(60))
    let blurred = PatchBlur(indices, on: Self.grid)(
      [Float](repeating: 7, count: 60), width: 6)
    #expect(blurred.allSatisfy { abs($0 - 7) < 1e-5 })
    #expect(PatchBlur([], on: Self.grid)([], width: 6).isEmpty)
  }
}
