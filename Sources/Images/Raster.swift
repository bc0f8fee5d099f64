/// A picture of 8-bit samples, rows from the top, channels interleaved.
public struct Raster: Sendable, Equatable {
  /// Pixels in a row, at least 1.
  public let width: Int
  /// Rows, at least 1.
  public let height: Int
  /// 1 (grey) or 3 (red, green, blue).
  public let channels: Int
  /// `width * height * channels` samples.
  public var samples: [UInt8]

  /// Builds a picture filled with `value`.
  public init(width: Int, height: Int, channels: Int, filledWith value: UInt8 = 0) {
    self.init(
      width: width, height: height, channels: channels,
      samples: [UInt8](repeating: value, count: width * height * channels))
  }

  /// Builds a picture from its samples.
  ///
  /// - Precondition: Sizes are at least 1, channels are 1 or 3, and the samples fit them.
  public init(width: Int, height: Int, channels: Int, samples: [UInt8]) {
    precondition(width > 0 && height > 0 && (channels == 1 || channels == 3))
    precondition(samples.count == width * height * channels, "samples must fit the size")
    self.width = width
    self.height = height
    self.channels = channels
    self.samples = samples
  }

  /// The samples of the pixel in column `x` and row `y`: position of its first channel.
  @inlinable public func index(_ x: Int, _ y: Int) -> Int { (y * width + x) * channels }

  /// This picture with three equal channels where it was grey.
  public var rgb: Raster {
    guard channels == 1 else { return self }
    let colours = [UInt8](unsafeUninitializedCapacity: 3 * samples.count) { buffer, count in
      for (pixel, grey) in samples.enumerated() {
        for channel in 0..<3 { buffer[3 * pixel + channel] = grey }
      }
      count = 3 * samples.count
    }
    return Raster(width: width, height: height, channels: 3, samples: colours)
  }
}
