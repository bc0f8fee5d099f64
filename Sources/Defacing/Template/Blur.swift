internal import Foundation
internal import Geometry
internal import Volumes

extension Volume {
  /// This volume under a Gaussian of `deviation` voxels, cut at three deviations; beyond the border
  /// its values go on.
  func blurred(deviation: Double) -> Volume {
    let radius = Int((3 * deviation).rounded(.up))
    let raw = (-radius...radius).map { exp(-Double($0 * $0) / (2 * deviation * deviation)) }
    let sum = raw.reduce(0, +)
    let weights = raw.map { Float($0 / sum) }
    var result = self
    for axis in 0..<3 { result.values = result.blurred(along: axis, weights) }
    return result
  }

  /// Row by row, so that the compiler can take many voxels at once.
  private func blurred(along axis: Int, _ weights: [Float]) -> [Float] {
    let size = grid.size
    let radius = weights.count / 2
    return [Float](unsafeUninitializedCapacity: values.count) { buffer, count in
      // Slabs do not overlap, and the closure is the only writer.
      nonisolated(unsafe) let output = buffer
      Parallel.forEach(size.z) { k in
        values.withUnsafeBufferPointer { input in
          for j in 0..<size.y {
            let row = size.x * (j + size.y * k)
            for at in row..<row + size.x { output[at] = 0 }
            for (position, weight) in weights.enumerated() {
              let offset = position - radius
              if axis == 0 {
                for i in 0..<size.x {
                  output[row + i] += weight * input[row + min(max(i + offset, 0), size.x - 1)]
                }
                continue
              }
              let from =
                axis == 1
                ? size.x * (min(max(j + offset, 0), size.y - 1) + size.y * k)
                : size.x * (j + size.y * min(max(k + offset, 0), size.z - 1))
              for i in 0..<size.x { output[row + i] += weight * input[from + i] }
            }
          }
        }
      }
      count = values.count
    }
  }
}
