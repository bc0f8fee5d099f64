internal import Faces

/// The seven groups of the 68 points of the 300-W set (Sagonas et al., ICCV workshops 2013), as
/// published: left and right are the person's own.
public enum LandmarkGroup: String, Sendable, Codable, CaseIterable {
  case jaw
  case rightBrow
  case leftBrow
  case nose
  case rightEye
  case leftEye
  case mouth

  /// Positions of the group's points among the 68.
  public var points: Range<Int> {
    switch self {
    case .jaw: 0..<17
    case .rightBrow: 17..<22
    case .leftBrow: 22..<27
    case .nose: 27..<36
    case .rightEye: 36..<42
    case .leftEye: 42..<48
    case .mouth: 48..<68
    }
  }

  /// The group of point `index` of 68.
  public init(point index: Int) {
    self = Self.allCases.first { $0.points.contains(index) } ?? .mouth
  }
}

extension Collection<PixelPoint> {
  /// The mean of the points; there is at least one.
  var middle: PixelPoint {
    let count = Double(count)
    return PixelPoint(
      x: reduce(0) { $0 + $1.x } / count, y: reduce(0) { $0 + $1.y } / count)
  }
}

extension PixelPoint {
  /// The length of the way to `other`, in pixels.
  func distance(to other: PixelPoint) -> Double {
    ((x - other.x) * (x - other.x) + (y - other.y) * (y - other.y)).squareRoot()
  }
}
