public import Faces

/// A face in a photograph with its 68 landmarks.
public struct PhotographFace: Sendable, Hashable, Codable {
  /// Where the detector saw it, in pixels.
  public let box: PixelBox
  /// The detector's confidence, on its own scale.
  public let score: Double
  /// The detector that was first to see it.
  public let detector: String
  /// The 68 points of the 300-W set, in pixels; they may lie outside the picture.
  public let landmarks: [PixelPoint]

  /// Builds a face.
  ///
  /// - Precondition: There are 68 landmarks.
  public init(box: PixelBox, score: Double, detector: String, landmarks: [PixelPoint]) {
    precondition(landmarks.count == 68, "a face has 68 landmarks")
    self.box = box
    self.score = score
    self.detector = detector
    self.landmarks = landmarks
  }

  /// The points of `group`.
  public func points(_ group: LandmarkGroup) -> ArraySlice<PixelPoint> { landmarks[group.points] }

  /// Middles of the person's right and left eye.
  var eyes: (right: PixelPoint, left: PixelPoint) {
    (points(.rightEye).middle, points(.leftEye).middle)
  }

  /// The way from one eye to the other in pixels, at least 1.
  var eyeDistance: Double { max(eyes.right.distance(to: eyes.left), 1) }

  /// A unit vector from the middle of the eyes to the right of the upright face, and one upwards.
  var axes: (across: PixelPoint, up: PixelPoint) {
    let (right, left) = eyes
    let length = right.distance(to: left)
    guard length > 0 else { return (PixelPoint(x: 1, y: 0), PixelPoint(x: 0, y: -1)) }
    let across = PixelPoint(x: (left.x - right.x) / length, y: (left.y - right.y) / length)
    return (across, PixelPoint(x: across.y, y: -across.x))
  }

  /// The whole face from the hairline to the chin: the hull of the landmarks and of the brows raised
  /// by 1.2 times the distance of the eyes, grown by a tenth about its middle.
  var outline: ConvexHull {
    let up = axes.up
    let raise = 1.2 * eyeDistance
    let brows = landmarks[17..<27].map {
      PixelPoint(x: $0.x + up.x * raise, y: $0.y + up.y * raise)
    }
    let middle = ConvexHull(landmarks + brows).corners.middle
    return ConvexHull(
      (landmarks + brows).map {
        PixelPoint(x: middle.x + 1.1 * ($0.x - middle.x), y: middle.y + 1.1 * ($0.y - middle.y))
      })
  }

  /// The upright box of the outline and of what the detector saw.
  var bounds: PixelBox {
    let corners = outline.corners
    return PixelBox(
      left: corners.reduce(box.left) { min($0, $1.x) },
      top: corners.reduce(box.top) { min($0, $1.y) },
      right: corners.reduce(box.right) { max($0, $1.x) },
      bottom: corners.reduce(box.bottom) { max($0, $1.y) })
  }
}
