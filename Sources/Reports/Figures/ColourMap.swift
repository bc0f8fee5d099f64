internal import Images

/// Cividis, a sequential map from dark blue to yellow whose lightness rises evenly and which readers
/// with and without colour vision deficiency see alike (Nuñez, Anderton and Renslow 2018).
enum ColourMap {
  /// Colours at equal steps from 0 to 1; between them is interpolated linearly.
  private static let anchors: [SIMD3<Double>] = [
    [0, 34, 78], [18, 53, 112], [59, 73, 108], [87, 93, 109], [112, 113, 115], [138, 134, 120],
    [165, 156, 116], [195, 179, 105], [225, 204, 85], [254, 232, 56],
  ]

  /// The colour of `value`, clamped to 0...1.
  static func colour(_ value: Double) -> Colour {
    let place = min(max(value, 0), 1) * Double(anchors.count - 1)
    let below = min(Int(place), anchors.count - 2)
    let part = place - Double(below)
    let mixed = anchors[below] * (1 - part) + anchors[below + 1] * part
    return Colour(
      UInt8(mixed.x.rounded()), UInt8(mixed.y.rounded()), UInt8(mixed.z.rounded()))
  }

  /// The colour as CSS says it.
  static func css(_ value: Double) -> String {
    let colour = colour(value)
    return "rgb(\(colour.red),\(colour.green),\(colour.blue))"
  }
}
