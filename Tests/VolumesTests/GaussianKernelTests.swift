import Foundation
import Geometry
import Testing
import Volumes

/// Smoothing against sums written out.
@Suite struct GaussianKernelTests {
  @Test(arguments: [0.4, 1.3, 4.5]) func everyAxisIsSmoothedAlike(deviation: Double) {
    let size = SIMD3(77, 19, 18)
    var generator = SeededGenerator(seed: 3, stream: 0)
    let values = (0..<size.x * size.y * size.z).map { _ in Float(generator.normal()) }
    let volume = Volume(grid: Grid(size: size, affine: .identity), values: values)
    let radius = max(1, Int((3 * deviation).rounded(.up)))
    let raw = (-radius...radius).map { exp(-Double($0 * $0) / (2 * deviation * deviation)) }
    let total = raw.reduce(0, +)
    let kernel = GaussianKernel(deviation: deviation)
    for axis in 0..<3 {
      let blurred = kernel.blurred(values, size: size, along: axis)
      for at in stride(from: 0, to: values.count, by: 7) {
        let place = SIMD3(at % size.x, at / size.x % size.y, at / (size.x * size.y))
        var sum = 0.0
        for tap in -radius...radius {
          var near = place
          near[axis] = min(max(near[axis] + tap, 0), size[axis] - 1)
          sum += raw[tap + radius] / total * Double(volume[near.x, near.y, near.z])
        }
        #expect(abs(Double(blurred[at]) - sum) < 1e-5)
      }
    }
  }

  @Test func aConstantStaysOne() {
    let volume = Volume(grid: Grid(size: SIMD3(5, 4, 3), affine: .identity), filledWith: 7)
    let blurred = volume.blurred(deviation: 2)
    #expect(blurred.values.allSatisfy { abs($0 - 7) < 1e-5 })
  }
}
