extension Raster {
  /// The picture at a whole part of its size: each pixel is the mean of `factor` x `factor`, rounded.
  ///
  /// Columns and rows that are left over at the right and bottom are dropped, unless there are no
  /// others.
  ///
  /// - Precondition: `factor` is at least 1.
  public func reduced(by factor: Int) -> Raster {
    precondition(factor >= 1, "a picture is reduced by 1 or more")
    guard factor > 1 else { return self }
    let (across, down) = (min(factor, width), min(factor, height))
    var result = Raster(
      width: max(width / factor, 1), height: max(height / factor, 1), channels: channels)
    let count = across * down
    let (channels, width, columns) = (channels, width, result.width)
    // Without checks of bounds, since every frame of a video passes here.
    samples.withUnsafeBufferPointer { samples in
      result.samples.withUnsafeMutableBufferPointer { output in
        for place in output.indices {
          let (pixel, channel) = place.quotientAndRemainder(dividingBy: channels)
          let (y, x) = pixel.quotientAndRemainder(dividingBy: columns)
          var sum = count / 2
          for row in (y * down)..<((y + 1) * down) {
            var at = (row * width + x * across) * channels + channel
            for _ in 0..<across {
              sum += Int(samples[at])
              at += channels
            }
          }
          output[place] = UInt8(sum / count)
        }
      }
    }
    return result
  }
}
