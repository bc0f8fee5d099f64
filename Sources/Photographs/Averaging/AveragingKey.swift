internal import Geometry
public import Images

/// Pictures of noise that serve as keys.
public enum AveragingKey {
  /// A grey key of the given size, the same for the same seed.
  ///
  /// Squares of all sizes, from an eighth of the shorter side down to single pixels, black or white
  /// by chance, the layers added and stretched to full contrast: at every scale at which a detector
  /// looks there is as much key as face. A photograph as a key leaves faces to be seen.
  public static func noise(width: Int, height: Int, seed: UInt64) -> Raster {
    var sums = [Int](repeating: 0, count: width * height)
    var side = max(min(width, height) / 4, 1)
    var layer: UInt64 = 0
    while true {
      let across = (width + side - 1) / side
      let down = (height + side - 1) / side
      var generator = SeededGenerator(seed: seed, stream: layer)
      let signs = (0..<(across * down)).map { _ in generator.next() >> 63 == 0 ? -1 : 1 }
      for y in 0..<height {
        for x in 0..<width { sums[y * width + x] += signs[y / side * across + x / side] }
      }
      if side == 1 { break }
      side /= 2
      layer += 1
    }
    return Raster(
      width: width, height: height, channels: 1,
      samples: sums.map { UInt8(min(max(128 + 85 * $0, 0), 255)) })
  }
}
