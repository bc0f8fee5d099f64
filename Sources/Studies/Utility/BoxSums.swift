internal import Geometry

/// Sums over cubes of voxels, by running sums along one axis after the other.
enum BoxSums {
  /// For every voxel the sum of `values` over the cube of `2 * radius + 1` voxels about it; beyond the
  /// grid nothing is added.
  static func sums(_ values: [Double], size: SIMD3<Int>, radius: Int) -> [Double] {
    var result = values
    result.withUnsafeMutableBufferPointer { buffer in
      // Slices do not meet, and neither do planes of rows.
      nonisolated(unsafe) let buffer = buffer
      let slice = size.x * size.y
      Parallel.forEach(size.z) { k in
        for j in 0..<size.y {
          run(
            buffer, Lines(start: k * slice + j * size.x, count: 1, step: 1, length: size.x), radius)
        }
        run(buffer, Lines(start: k * slice, count: size.x, step: size.x, length: size.y), radius)
      }
      Parallel.forEach(size.y) { j in
        run(buffer, Lines(start: j * size.x, count: size.x, step: slice, length: size.z), radius)
      }
    }
    return result
  }

  /// `count` lines that begin side by side, each of `length` values `step` apart.
  private struct Lines {
    let start: Int
    let count: Int
    let step: Int
    let length: Int
  }

  /// Running sums along all of `lines` at once, so that memory is read in its order.
  private static func run(
    _ buffer: UnsafeMutableBufferPointer<Double>, _ lines: Lines, _ radius: Int
  ) {
    let (count, length) = (lines.count, lines.length)
    // What leaves the window was overwritten by then, so as many places as it is long are kept.
    let kept = 2 * radius + 1
    withUnsafeTemporaryAllocation(of: Double.self, capacity: (kept + 1) * count) { memory in
      memory.initialize(repeating: 0)
      let sums = UnsafeMutableBufferPointer(rebasing: memory[..<count])
      let ring = UnsafeMutableBufferPointer(rebasing: memory[count...])
      for place in 0..<length + radius {
        let slot = place % kept * count
        if place >= kept {
          for line in 0..<count { sums[line] -= ring[slot + line] }
        }
        if place < length {
          let from = lines.start + place * lines.step
          for line in 0..<count {
            let value = buffer[from + line]
            ring[slot + line] = value
            sums[line] += value
          }
        }
        guard place >= radius else { continue }
        let to = lines.start + (place - radius) * lines.step
        for line in 0..<count { buffer[to + line] = sums[line] }
      }
    }
  }
}
