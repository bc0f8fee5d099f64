internal import Foundation
internal import Geometry
internal import Volumes

/// Gaussian blur of the values of some voxels, among themselves alone: what lies outside the patch
/// neither bleeds in nor is darkened.
struct PatchBlur: Sendable {
  private let size: SIMD3<Int>
  private let spacing: Vector3
  /// Where each voxel of the patch lies in the box round it.
  private let places: [Int]

  /// Takes the voxels `indices` of `grid`.
  init(_ indices: [Int32], on grid: Grid) {
    let (nx, ny) = (grid.size.x, grid.size.y)
    func position(_ index: Int32) -> SIMD3<Int> {
      SIMD3(Int(index) % nx, Int(index) / nx % ny, Int(index) / (nx * ny))
    }
    var low = grid.size
    var high = SIMD3<Int>(repeating: -1)
    for index in indices {
      let place = position(index)
      low = pointwiseMin(low, place)
      high = pointwiseMax(high, place)
    }
    let size = indices.isEmpty ? SIMD3<Int>(1, 1, 1) : high &- low &+ 1
    places = indices.map { index in
      let place = position(index) &- low
      return place.x + size.x * (place.y + size.y * place.z)
    }
    (self.size, spacing) = (size, grid.spacing)
  }

  /// Blurs `values`, one for each voxel of the patch, by `width` mm (full width at half maximum).
  /// Values that are not finite count for nothing.
  func callAsFunction(_ values: [Float], width: Double) -> [Float] {
    var sums = [Float](repeating: 0, count: size.x * size.y * size.z)
    var weights = sums
    for (place, value) in zip(places, values) where value.isFinite {
      sums[place] = value
      weights[place] = 1
    }
    let strides = SIMD3(1, size.x, size.x * size.y)
    for axis in 0..<3 {
      let kernel = Self.kernel(width / (8 * log(2)).squareRoot() / spacing[axis])
      guard kernel.count > 1, size[axis] > 1 else { continue }
      sums = convolved(sums, kernel, axis: axis, step: strides[axis])
      weights = convolved(weights, kernel, axis: axis, step: strides[axis])
    }
    return zip(places, values).map { place, value in
      weights[place] > 0 ? sums[place] / weights[place] : value
    }
  }

  /// Half a Gaussian of `sigma` voxels, from its middle outwards, normalised.
  private static func kernel(_ sigma: Double) -> [Float] {
    guard sigma > 0.15 else { return [1] }
    let reach = max(Int((3 * sigma).rounded(.up)), 1)
    let half = (0...reach).map { exp(-0.5 * Double($0 * $0) / (sigma * sigma)) }
    let sum = half[0] + 2 * half.dropFirst().reduce(0, +)
    return half.map { Float($0 / sum) }
  }

  /// One pass along an axis; beyond the box there is nothing.
  private func convolved(_ input: [Float], _ kernel: [Float], axis: Int, step: Int) -> [Float] {
    let size = size
    let plane = size.x * size.y
    return [Float](unsafeUninitializedCapacity: input.count) { buffer, initialized in
      // Slabs do not overlap, and the closure is the only writer.
      nonisolated(unsafe) let output = buffer
      Parallel.forEach(size.z) { k in
        input.withUnsafeBufferPointer { source in
          for at in k * plane..<(k + 1) * plane {
            let here = axis == 0 ? at % size.x : axis == 1 ? at / size.x % size.y : k
            var sum = kernel[0] * source[at]
            for offset in 1..<kernel.count {
              if here >= offset { sum += kernel[offset] * source[at - offset * step] }
              if here + offset < size[axis] { sum += kernel[offset] * source[at + offset * step] }
            }
            output[at] = sum
          }
        }
      }
      initialized = input.count
    }
  }
}
