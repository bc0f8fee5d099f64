internal import Geometry
public import Images

/// Pictures of noise that serve as keys.
public enum AveragingKey {
  /// A key of the given size, the same for the same seed.
  ///
  /// Squares of several sizes, black or white by chance, the layers added and cut to 0...255, each
  /// channel by itself: at the scales at which detectors look there is more key than face. Scales were
  /// chosen on thirteen photographs (Results/photographs); layers of every scale down to one pixel hid
  /// fewer faces. People still see a head. A photograph as a key hides less.
  ///
  /// - Parameters:
  ///   - width: Pixels in a row.
  ///   - height: Rows.
  ///   - channels: 1 for a grey picture, 3 for one in colour.
  ///   - seed: Whoever knows it has the key.
  /// - Returns: A picture of that size.
  public static func noise(width: Int, height: Int, channels: Int, seed: UInt64) -> Raster {
    // Parts of the shorter side.
    let parts = channels == 3 ? [8, 16, 32, 64, 128] : [16, 32, 64, 96]
    var key = Raster(width: width, height: height, channels: channels)
    for channel in 0..<channels {
      var sums = [Int](repeating: 0, count: width * height)
      for (layer, part) in parts.enumerated() {
        add(
          &sums, width: width, height: height, side: max(min(width, height) / part, 1),
          SeededGenerator(seed: seed, stream: UInt64(channel * 16 + layer)))
      }
      for pixel in sums.indices {
        key.samples[pixel * channels + channel] = UInt8(min(max(128 + 128 * sums[pixel], 0), 255))
      }
    }
    return key
  }

  /// Adds 1 or -1 to each square of `side` pixels.
  private static func add(
    _ sums: inout [Int], width: Int, height: Int, side: Int, _ random: SeededGenerator
  ) {
    var random = random
    let across = (width + side - 1) / side
    let signs = (0..<(across * ((height + side - 1) / side))).map { _ in
      random.next() >> 63 == 0 ? -1 : 1
    }
    for y in 0..<height {
      for x in 0..<width { sums[y * width + x] += signs[y / side * across + x / side] }
    }
  }
}
