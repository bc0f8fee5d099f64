internal import Geometry

/// Sums over cubes of voxels, by running sums along one axis after the other.
enum BoxSums {
  /// For every voxel the sum of `values` over the cube of `2 * radius + 1` voxels about it; beyond the
  /// grid nothing is added.
  static func sums(_ values: [Double], size: SIMD3<Int>, radius: Int) -> [Double] {
    var result = values
    let steps = SIMD3(1, size.x, size.x * size.y)
    for axis in 0..<3 {
      let (length, step) = (size[axis], steps[axis])
      let starts = lines(size, steps, along: axis)
      result.withUnsafeMutableBufferPointer { buffer in
        // Lines along one axis do not meet.
        nonisolated(unsafe) let buffer = buffer
        Parallel.forEach(starts.count) { slab in
          var line = [Double](repeating: 0, count: length)
          for start in starts[slab] {
            for place in 0..<length { line[place] = buffer[start + place * step] }
            var sum = line.prefix(radius).reduce(0, +)
            for place in 0..<length {
              if place + radius < length { sum += line[place + radius] }
              if place - radius > 0 { sum -= line[place - radius - 1] }
              buffer[start + place * step] = sum
            }
          }
        }
      }
    }
    return result
  }

  /// Where the lines along an axis begin, in groups that can be worked on at once.
  private static func lines(_ size: SIMD3<Int>, _ steps: SIMD3<Int>, along axis: Int) -> [[Int]] {
    let (u, v) = ((axis + 1) % 3, (axis + 2) % 3)
    return (0..<size[v]).map { b in (0..<size[u]).map { a in a * steps[u] + b * steps[v] } }
  }
}
