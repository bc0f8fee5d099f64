public import Faces
internal import Geometry
public import Surfaces

/// What the surface behind a detected face says about it.
///
/// Detectors see pictures only and take the shading of a ball for a face. The depth behind the
/// landmarks tells them apart: on nine balls, ellipsoids and lumpy ones the "nose" stood at most 10 mm
/// above the "cheeks" in all nine views in which a detector fired; on eight synthetic adults and seven
/// real heads 15 to 42 mm. Of a head whose nose is torn, some detectors in some views reach 16 to
/// 27 mm. The noses of infants were not measured.
public struct FaceRelief: Sendable, Hashable {
  /// From eye to eye, mm.
  public let eyeDistance: Double
  /// How far the nose stands above the surface on both sides of it, 0.45 eye distances away, mm.
  public let noseHeight: Double

  /// Eyes of people, infants among them, lie between these many mm apart; with room for landmarks that
  /// sit badly.
  private static let eyeDistances = 30.0...110
  /// The least height of a nose, mm.
  private static let leastNose = 11.0

  /// Measures `face` in the picture that shows it; nil where a landmark lies off the surface or beyond
  /// the picture, of which nothing can be said.
  public init?(_ face: FaceDetection, in rendering: Rendering) {
    guard let points = Points(face) else { return nil }
    let surface = SurfaceDepths(rendering)
    guard let right = surface.point(points.rightEye), let left = surface.point(points.leftEye)
    else { return nil }
    let apart = (x: points.leftEye.x - points.rightEye.x, y: points.leftEye.y - points.rightEye.y)
    let nose = points.nose
    func beside(_ sign: Double) -> PixelPoint {
      PixelPoint(x: nose.x + sign * 0.45 * apart.x, y: nose.y + sign * 0.45 * apart.y)
    }
    let reach = 0.23 * (apart.x * apart.x + apart.y * apart.y).squareRoot()
    guard let cheek = surface.depth(beside(-1)), let other = surface.depth(beside(1)),
      let tip = surface.least(round: nose, reach: reach)
    else { return nil }
    eyeDistance = length(left - right)
    noseHeight = (cheek + other) / 2 - tip
  }

  /// Why this cannot be a face of a person; nil where it can.
  public var refusal: String? {
    guard Self.eyeDistances.contains(eyeDistance) else {
      return "the eyes would lie \(Int(eyeDistance.rounded())) mm apart"
    }
    guard noseHeight >= Self.leastNose else {
      return "the nose would stand \(Int(noseHeight.rounded())) mm above the cheeks"
    }
    return nil
  }

  /// The landmarks that every detector has.
  private struct Points {
    let rightEye: PixelPoint
    let leftEye: PixelPoint
    let nose: PixelPoint

    init?(_ face: FaceDetection) {
      let landmarks = face.landmarks
      func middle(_ first: Int, _ second: Int) -> PixelPoint {
        PixelPoint(
          x: (landmarks[first].x + landmarks[second].x) / 2,
          y: (landmarks[first].y + landmarks[second].y) / 2)
      }
      switch face.scheme {
      case .eyesNoseMouth5 where landmarks.count == 5:
        (rightEye, leftEye, nose) = (landmarks[0], landmarks[1], landmarks[2])
      case .dlib5 where landmarks.count == 5:
        (rightEye, leftEye, nose) = (middle(2, 3), middle(0, 1), landmarks[4])
      case .dlib68 where landmarks.count == 68:
        (rightEye, leftEye, nose) = (middle(36, 39), middle(42, 45), landmarks[30])
      default: return nil
      }
    }
  }
}

/// Depths of a rendering where landmarks lie.
private struct SurfaceDepths {
  private let rendering: Rendering
  private let size: Int

  init(_ rendering: Rendering) {
    self.rendering = rendering
    size = rendering.camera.size
  }

  /// The median depth of the pixels round `place` that show surface.
  func depth(_ place: PixelPoint) -> Double? {
    let found = depths(round: place, reach: 2).sorted()
    return found.isEmpty ? nil : found[found.count / 2]
  }

  /// The point of the surface, mm, RAS+.
  func point(_ place: PixelPoint) -> Vector3? {
    guard let depth = depth(place) else { return nil }
    let ray = rendering.camera.ray(place.x, place.y)
    return ray.origin + ray.direction * depth
  }

  /// The least depth within `reach` pixels along rows and columns.
  func least(round place: PixelPoint, reach: Double) -> Double? {
    depths(round: place, reach: Int(max(reach, 1))).min()
  }

  private func depths(round place: PixelPoint, reach: Int) -> [Double] {
    let limit = Double(size - 1)
    guard (0...limit).contains(place.x), (0...limit).contains(place.y) else { return [] }
    let (x, y) = (Int(place.x.rounded()), Int(place.y.rounded()))
    var found: [Double] = []
    for row in max(y - reach, 0)...min(y + reach, size - 1) {
      for column in max(x - reach, 0)...min(x + reach, size - 1) {
        let depth = rendering.depth[row * size + column]
        if depth.isFinite { found.append(Double(depth)) }
      }
    }
    return found
  }
}
