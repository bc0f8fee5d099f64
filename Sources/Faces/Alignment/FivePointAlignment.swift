internal import Files
internal import Images

/// The similarity that brings the eyes, the nose and the corners of the mouth nearest to the places
/// where ArcFace and SFace were trained to find them, in 112 x 112 pixels.
///
/// Least squares (Umeyama 1991), bilinear, black from outside the picture. Of detections with dlib's
/// five points, which lack the mouth, the eyes alone decide.
struct FivePointAlignment: FaceAlignment {
  static let side = 112

  /// Right eye, left eye, tip of the nose, right and left corner of the mouth of the person.
  static let template = [
    PixelPoint(x: 38.2946, y: 51.6963), PixelPoint(x: 73.5318, y: 51.5014),
    PixelPoint(x: 56.0252, y: 71.7366), PixelPoint(x: 41.5493, y: 92.3655),
    PixelPoint(x: 70.7299, y: 92.2041),
  ]

  var name: String { "five-points" }

  func crop(_ picture: Raster, _ face: FaceDetection) throws(EffaceError) -> Raster {
    let points = Self.points(face)
    guard let map = Similarity(from: Self.template.prefix(points.count), to: points) else {
      throw EffaceError(.unsuitable, "The landmarks of the face all lie in one place.")
    }
    let corners = [(0.0, 0.0), (111, 0), (0, 111), (111, 111)].map { map($0.0, $0.1) }
    guard corners.contains(where: { $0.x < Double(picture.width) && $0.x > -1 }),
      corners.contains(where: { $0.y < Double(picture.height) && $0.y > -1 })
    else { throw EffaceError(.unsuitable, "The face lies outside the picture.") }
    return picture.rgb.resampled(width: Self.side, height: Self.side) { map($0, $1) }
  }

  /// The landmarks in the order of the template, or its first two.
  private static func points(_ face: FaceDetection) -> [PixelPoint] {
    let all = face.landmarks
    func middle(_ range: some Sequence<Int>) -> PixelPoint {
      let points = range.map { all[$0] }
      let count = Double(points.count)
      return PixelPoint(
        x: points.reduce(0) { $0 + $1.x } / count, y: points.reduce(0) { $0 + $1.y } / count)
    }
    switch face.scheme {
    case .eyesNoseMouth5: return all
    case .dlib5: return [middle([2, 3]), middle([0, 1])]
    case .dlib68: return [middle(36..<42), middle(42..<48), all[30], all[48], all[54]]
    }
  }
}

/// A turn, one scale for both axes and a shift of the plane.
public struct Similarity: Sendable {
  private let cosine: Double
  private let sine: Double
  private let shift: (x: Double, y: Double)

  /// The similarity that brings `source` nearest to `target` in the sum of squares; nil where the
  /// points of `source` all lie in one place.
  public init?(from source: some Collection<PixelPoint>, to target: [PixelPoint]) {
    let count = Double(target.count)
    func mean(_ points: some Collection<PixelPoint>) -> (x: Double, y: Double) {
      (points.reduce(0) { $0 + $1.x } / count, points.reduce(0) { $0 + $1.y } / count)
    }
    let (from, to) = (mean(source), mean(target))
    var (along, across, spread, reach) = (0.0, 0.0, 0.0, 0.0)
    for (a, b) in zip(source, target) {
      let (x, y) = (a.x - from.x, a.y - from.y)
      let (u, v) = (b.x - to.x, b.y - to.y)
      along += x * u + y * v
      across += x * v - y * u
      spread += x * x + y * y
      reach += u * u + v * v
    }
    guard spread > 0, reach > 0, along != 0 || across != 0 else { return nil }
    cosine = along / spread
    sine = across / spread
    shift = (to.x - cosine * from.x + sine * from.y, to.y - sine * from.x - cosine * from.y)
  }

  /// The image of (x, y).
  public func callAsFunction(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
    (cosine * x - sine * y + shift.x, sine * x + cosine * y + shift.y)
  }
}
