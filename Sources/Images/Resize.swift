/// Resampling to another size.
public enum Resize {
  /// Bilinear resampling of interleaved real samples, without rounding and without smoothing first.
  ///
  /// As OpenCV's `resize` with `INTER_LINEAR` on 64-bit floating-point pictures, to 1e-12: pixel
  /// centres at half steps, edges repeated. (OpenCV's own last bits change with its version.)
  ///
  /// - Parameters:
  ///   - samples: `width * height * channels` values, rows from the top.
  ///   - width: Columns of the source.
  ///   - height: Rows of the source.
  ///   - channels: Interleaved values of a pixel.
  ///   - newWidth: Columns of the result, at least 1.
  ///   - newHeight: Rows of the result, at least 1.
  /// - Returns: `newWidth * newHeight * channels` values.
  public static func bilinear(
    _ samples: [Double], width: Int, height: Int, channels: Int, newWidth: Int, newHeight: Int
  ) -> [Double] {
    precondition(samples.count == width * height * channels, "samples must fit the size")
    if newWidth == width, newHeight == height { return samples }
    let columns = taps(from: width, to: newWidth)
    let rows = taps(from: height, to: newHeight)
    let rowLength = newWidth * channels
    let narrow = [Double](unsafeUninitializedCapacity: rowLength * height) { buffer, count in
      samples.withUnsafeBufferPointer { source in
        for y in 0..<height {
          for (x, tap) in columns.enumerated() {
            let first = (y * width + tap.first) * channels
            let second = (y * width + tap.second) * channels
            let target = y * rowLength + x * channels
            for channel in 0..<channels {
              buffer[target + channel] =
                source[first + channel] * tap.firstWeight
                + source[second + channel] * tap.secondWeight
            }
          }
        }
      }
      count = rowLength * height
    }
    return [Double](unsafeUninitializedCapacity: rowLength * newHeight) { buffer, count in
      narrow.withUnsafeBufferPointer { source in
        for (y, tap) in rows.enumerated() {
          let (first, second) = (tap.first * rowLength, tap.second * rowLength)
          for x in 0..<rowLength {
            buffer[y * rowLength + x] =
              source[first + x] * tap.firstWeight + source[second + x] * tap.secondWeight
          }
        }
      }
      count = rowLength * newHeight
    }
  }

  /// The two source pixels of a target pixel and their weights.
  private struct Tap {
    let first: Int
    let second: Int
    let firstWeight: Double
    let secondWeight: Double
  }

  private static func taps(from count: Int, to newCount: Int) -> [Tap] {
    let scale = 1 / (Double(newCount) / Double(count))
    return (0..<newCount).map { target in
      let position = (Double(target) + 0.5) * scale - 0.5
      var first = Int(position.rounded(.down))
      var weight = position - Double(first)
      if first < 0 { (first, weight) = (0, 0) }
      if first >= count - 1 { (first, weight) = (count - 1, 0) }
      return Tap(
        first: first, second: min(first + 1, count - 1), firstWeight: 1 - weight,
        secondWeight: weight)
    }
  }
}
