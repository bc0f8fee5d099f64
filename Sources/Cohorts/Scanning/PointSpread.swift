internal import Geometry

extension [Float] {
  /// This volume as PET resolves it: under a bell of about 5 mm full width at half height.
  func spread(_ size: SIMD3<Int>, by spacing: Double) -> [Float] {
    // Each pass adds half its squared step to the variance, which is to be 4.5 mm^2.
    var missing = 4.5 / (spacing * spacing)
    var result = self
    while missing > 0.4 {
      let step = missing >= 4 ? 2 : 1
      for axis in 0..<3 { result = result.binomial(size, axis: axis, step: step) }
      missing -= Double(step * step) / 2
    }
    return result
  }

  /// Raises edges within slices, as a bone kernel does: `amount` times what a blur takes away.
  mutating func sharpen(_ size: SIMD3<Int>, by amount: Float) {
    let blurred = binomial(size, axis: 0, step: 1).binomial(size, axis: 1, step: 1)
    for index in indices { self[index] += amount * (self[index] - blurred[index]) }
  }

  /// A quarter of the voxels `step` before and after along `axis`, and half the voxel itself.
  func binomial(_ size: SIMD3<Int>, axis: Int, step: Int) -> [Float] {
    let stride = [1, size.x, size.x * size.y][axis]
    let slice = size.x * size.y
    return [Float](unsafeUninitializedCapacity: count) { buffer, filled in
      // Slices do not overlap.
      nonisolated(unsafe) let output = buffer
      withUnsafeBufferPointer { input in
        nonisolated(unsafe) let input = input
        Parallel.forEach(size.z) { k in
          for index in k * slice..<(k + 1) * slice {
            let at = [index % size.x, index % slice / size.x, k][axis]
            let before = input[index - Swift.min(step, at) * stride]
            let after = input[index + Swift.min(step, size[axis] - 1 - at) * stride]
            output.initializeElement(
              at: index, to: 0.5 * input[index] + 0.25 * (before + after))
          }
        }
      }
      filled = count
    }
  }
}
