internal import Foundation
internal import Geometry

/// Weights of a Gaussian, cut at three deviations, with sum 1.
public struct GaussianKernel: Sendable, Hashable {
  private let weights: [Float]

  /// A kernel of `deviation` voxels, which must be positive.
  public init(deviation: Double) {
    let radius = max(1, Int((3 * deviation).rounded(.up)))
    let raw = (-radius...radius).map { exp(-Double($0 * $0) / (2 * deviation * deviation)) }
    let sum = raw.reduce(0, +)
    weights = raw.map { Float($0 / sum) }
  }

  /// A box of values smoothed along one axis; beyond its ends the outermost ones count again.
  ///
  /// - Parameters:
  ///   - values: `size` of them, i fastest.
  ///   - size: Voxels along i, j, k.
  ///   - axis: 0, 1 or 2.
  /// - Returns: As many values.
  public func blurred(_ values: [Float], size: SIMD3<Int>, along axis: Int) -> [Float] {
    let radius = weights.count / 2
    let steps = [1, size.x, size.x * size.y]
    return [Float](unsafeUninitializedCapacity: values.count) { buffer, count in
      // Rows do not overlap, and the closure is the only writer.
      nonisolated(unsafe) let output = buffer
      Parallel.forEach(size.z) { z in
        values.withUnsafeBufferPointer { input in
          for y in 0..<size.y {
            let row = size.x * (y + size.y * z)
            if axis == 0 {
              sumAlong(input, row..<row + size.x, output)
            } else {
              let position = axis == 1 ? y : z
              let offsets = weights.indices.map { tap in
                (min(max(position + tap - radius, 0), size[axis] - 1) - position) * steps[axis]
              }
              sumAcross(input, row..<row + size.x, offsets, output)
            }
          }
        }
      }
      count = values.count
    }
  }

  /// The weighted sum of the values `offsets` away from each of `range`, 32 or eight at a time: four sums
  /// that do not wait for each other take hardly longer than one.
  private func sumAcross(
    _ input: UnsafeBufferPointer<Float>, _ range: Range<Int>, _ offsets: [Int],
    _ output: UnsafeMutableBufferPointer<Float>
  ) {
    let (source, target) = (UnsafeRawBufferPointer(input), UnsafeMutableRawBufferPointer(output))
    let stride = MemoryLayout<Float>.stride
    var at = range.lowerBound
    func eight(_ at: Int) -> SIMD8<Float> {
      source.loadUnaligned(fromByteOffset: at * stride, as: SIMD8<Float>.self)
    }
    while at + 32 <= range.upperBound {
      var (a, b, c, d) = (SIMD8<Float>(), SIMD8<Float>(), SIMD8<Float>(), SIMD8<Float>())
      for tap in offsets.indices {
        let (from, weight) = (at + offsets[tap], weights[tap])
        a += weight * eight(from)
        b += weight * eight(from + 8)
        c += weight * eight(from + 16)
        d += weight * eight(from + 24)
      }
      target.storeBytes(of: a, toByteOffset: at * stride, as: SIMD8<Float>.self)
      target.storeBytes(of: b, toByteOffset: (at + 8) * stride, as: SIMD8<Float>.self)
      target.storeBytes(of: c, toByteOffset: (at + 16) * stride, as: SIMD8<Float>.self)
      target.storeBytes(of: d, toByteOffset: (at + 24) * stride, as: SIMD8<Float>.self)
      at += 32
    }
    while at + 8 <= range.upperBound {
      var sum = SIMD8<Float>()
      for tap in offsets.indices {
        sum += weights[tap] * eight(at + offsets[tap])
      }
      target.storeBytes(of: sum, toByteOffset: at * stride, as: SIMD8<Float>.self)
      at += 8
    }
    while at < range.upperBound {
      var sum: Float = 0
      for tap in offsets.indices { sum += weights[tap] * input[at + offsets[tap]] }
      output[at] = sum
      at += 1
    }
  }

  /// The same within `row`, whose first and last value go on beyond its ends.
  private func sumAlong(
    _ input: UnsafeBufferPointer<Float>, _ row: Range<Int>,
    _ output: UnsafeMutableBufferPointer<Float>
  ) {
    let radius = weights.count / 2
    let (low, high) = (row.lowerBound, row.upperBound - 1)
    let inner = low + radius..<max(row.upperBound - radius, low + radius)
    sumAcross(input, inner, weights.indices.map { $0 - radius }, output)
    for at in row where !inner.contains(at) {
      var sum: Float = 0
      for tap in weights.indices {
        sum += weights[tap] * input[min(max(at + tap - radius, low), high)]
      }
      output[at] = sum
    }
  }
}

extension Volume {
  /// This volume under a Gaussian of `deviation` voxels along every axis.
  public func blurred(deviation: Double) -> Volume {
    let kernel = GaussianKernel(deviation: deviation)
    var result = self
    for axis in 0..<3 {
      result.values = kernel.blurred(result.values, size: grid.size, along: axis)
    }
    return result
  }
}
