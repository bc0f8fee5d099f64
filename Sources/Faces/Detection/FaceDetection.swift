/// A rectangle of a picture in pixels, x to the right and y down from the top left corner.
public struct PixelBox: Sendable, Hashable {
  /// First column.
  public var left: Double
  /// First row.
  public var top: Double
  /// Last column.
  public var right: Double
  /// Last row.
  public var bottom: Double

  /// Builds a box; it may reach outside the picture.
  public init(left: Double, top: Double, right: Double, bottom: Double) {
    self.left = left
    self.top = top
    self.right = right
    self.bottom = bottom
  }

  /// Columns from left to right.
  public var width: Double { right - left }
  /// Rows from top to bottom.
  public var height: Double { bottom - top }
}

/// A place in a picture, in pixels, x to the right and y down from the top left corner.
public struct PixelPoint: Sendable, Hashable {
  /// Column.
  public var x: Double
  /// Row.
  public var y: Double

  /// Builds a point.
  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }
}

/// What the points of a detection mark.
public enum LandmarkScheme: String, Sendable, Codable {
  /// dlib's five: outer and inner corner of the person's left eye, of the right eye, base of nose.
  case dlib5
  /// dlib's 68 of the 300-W set: jaw, brows, nose, eyes, mouth.
  case dlib68
  /// RetinaFace's and YuNet's five: centres of right and left eye of the person, nose tip, right and
  /// left corner of the mouth.
  case eyesNoseMouth5
}

/// A face that was found in a picture.
public struct FaceDetection: Sendable, Hashable {
  /// Where the face is.
  public let box: PixelBox
  /// The detector's confidence; higher is surer, the scale is the detector's own.
  public let score: Double
  /// What `landmarks` mark.
  public let scheme: LandmarkScheme
  /// Points of the face, in the order of `scheme`.
  public let landmarks: [PixelPoint]
  /// By how much the box must grow about its centre to hold the face from hairline to chin with
  /// some margin, which recognition networks that crop by the box were trained on.
  public let contextScale: Double

  /// Builds a detection.
  public init(
    box: PixelBox, score: Double, scheme: LandmarkScheme, landmarks: [PixelPoint],
    contextScale: Double
  ) {
    self.box = box
    self.score = score
    self.scheme = scheme
    self.landmarks = landmarks
    self.contextScale = contextScale
  }
}

extension PixelBox: Codable {
  /// Reads `[left, top, right, bottom]`.
  public init(from decoder: any Decoder) throws {
    var sides = try decoder.unkeyedContainer()
    left = try sides.decode(Double.self)
    top = try sides.decode(Double.self)
    right = try sides.decode(Double.self)
    bottom = try sides.decode(Double.self)
  }

  /// Writes `[left, top, right, bottom]`.
  public func encode(to encoder: any Encoder) throws {
    var sides = encoder.unkeyedContainer()
    for side in [left, top, right, bottom] { try sides.encode(side) }
  }
}

extension PixelPoint: Codable {
  /// Reads `[x, y]`.
  public init(from decoder: any Decoder) throws {
    var pair = try decoder.unkeyedContainer()
    x = try pair.decode(Double.self)
    y = try pair.decode(Double.self)
  }

  /// Writes `[x, y]`.
  public func encode(to encoder: any Encoder) throws {
    var pair = encoder.unkeyedContainer()
    try pair.encode(x)
    try pair.encode(y)
  }
}
