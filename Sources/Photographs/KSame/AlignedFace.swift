internal import Faces
public import Images

/// A face brought to a frame in which all faces have their eyes and mouth in the same places, so that
/// pixels of different people can be averaged.
public struct AlignedFace: Sendable {
  /// The side of the frame in pixels.
  public static let side = 160

  /// Middles of right eye, left eye and mouth in the frame.
  private static let places = [
    PixelPoint(x: 56, y: 68), PixelPoint(x: 104, y: 68), PixelPoint(x: 80, y: 116),
  ]

  /// Colour, `side` x `side` pixels.
  public let picture: Raster

  /// Cuts `face` out of `photograph`; black where that ends.
  ///
  /// Nothing comes of landmarks that all lie in one place.
  public init?(_ face: PhotographFace, in photograph: Raster) {
    // A bilinear sample every `factor` pixels would miss what lies between.
    let factor = max(Int(face.eyeDistance / 48), 1)
    let reduced = photograph.reduced(by: factor)
    let points = [face.eyes.right, face.eyes.left, face.points(.mouth).middle].map {
      PixelPoint(x: $0.x / Double(factor), y: $0.y / Double(factor))
    }
    guard let map = Similarity(from: Self.places, to: points) else { return nil }
    picture = reduced.rgb.resampled(width: Self.side, height: Self.side) { map($0, $1) }
  }
}
