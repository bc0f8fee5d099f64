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
    var before = [Double](repeating: 0, count: count * length)
    for place in 0..<length {
      let from = lines.start + place * lines.step
      for line in 0..<count { before[place * count + line] = buffer[from + line] }
    }
    var sums = [Double](repeating: 0, count: count)
    for place in 0..<min(radius, length) {
      for line in 0..<count { sums[line] += before[place * count + line] }
    }
    for place in 0..<length {
      let to = lines.start + place * lines.step
      let (entering, leaving) = (place + radius, place - radius - 1)
      if entering < length {
        for line in 0..<count { sums[line] += before[entering * count + line] }
      }
      if leaving >= 0 {
        for line in 0..<count { sums[line] -= before[leaving * count + line] }
      }
      for line in 0..<count { buffer[to + line] = sums[line] }
    }
  }
}
