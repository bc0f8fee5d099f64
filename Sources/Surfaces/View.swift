public import Geometry

/// From where, in what light and with which projection a surface is looked at.
///
/// Azimuth 0 looks at the head from the front (the camera lies anterior of it); a positive azimuth
/// moves the camera to the SUBJECT'S left, so that the left cheek turns towards the viewer. Elevation
/// 90 looks from above. Both in degrees, about the axes of RAS+ space.
public struct View: Sendable, Hashable {
  /// Degrees from the front towards the subject's left.
  public var azimuth: Double
  /// Degrees above the axial plane.
  public var elevation: Double
  /// How depth changes size.
  public var projection: Projection
  /// Lamps, which move with the camera.
  public var lights: [Light]
  /// Share of the brightness that needs no lamp, 0...1.
  public var ambient: Double

  /// How rays leave the camera.
  public enum Projection: Sendable, Hashable {
    /// Rays from one point; the angle between the lowest and the highest of them in degrees.
    case perspective(angle: Double)
    /// Parallel rays.
    case orthographic
  }

  /// A lamp at infinity.
  public struct Light: Sendable, Hashable {
    /// Towards the lamp: to the right of the picture, up, and towards the viewer. Any length.
    public var direction: Vector3
    /// Brightness of a surface that faces the lamp, as a share of what `ambient` leaves.
    public var strength: Double

    /// Builds a lamp.
    public init(_ direction: Vector3, strength: Double = 1) {
      self.direction = direction
      self.strength = strength
    }

    /// From above and slightly from the right of the picture: the light in which recognition works
    /// best.
    public static let key = Light(Vector3(0.2, 0.35, 0.9))
    /// As `key`, from the left of the picture.
    public static let mirrored = Light(Vector3(-0.2, 0.35, 0.9))
    /// From steeply above.
    public static let overhead = Light(Vector3(0, 0.6, 0.8))
  }

  /// Builds a view; the defaults are the frontal portrait that face detectors like.
  public init(
    azimuth: Double = 0, elevation: Double = 0, projection: Projection = .perspective(angle: 20),
    lights: [Light] = [.key], ambient: Double = 0.15
  ) {
    self.azimuth = azimuth
    self.elevation = elevation
    self.projection = projection
    self.lights = lights
    self.ambient = ambient
  }

  /// Whether `other` looks from the same place in the same projection, be the light what it may.
  public func sharesPose(with other: View) -> Bool {
    azimuth == other.azimuth && elevation == other.elevation && projection == other.projection
  }

  /// The frontal portrait.
  public static let frontal = View()
  /// 30 degrees towards the subject's left.
  public static let oblique = View(azimuth: 30)
}

extension View {
  /// The most views that `grid(count:)` gives: 27 poses in 3 lights.
  public static let gridCapacity = poses.count * gridLights.count

  /// Poses from the most frontal outwards, first in the key light, then mirrored, then from above.
  /// `count` is clamped to `1...gridCapacity`.
  public static func grid(count: Int) -> [View] {
    let all = gridLights.flatMap { light in
      poses.map { View(azimuth: $0.azimuth, elevation: $0.elevation, lights: [light]) }
    }
    return Array(all.prefix(max(count, 1)))
  }

  private static let gridLights: [Light] = [.key, .mirrored, .overhead]

  /// Many heads lie pitched in the scanner, so elevations of 12 and 24 degrees come early.
  private static let poses: [(azimuth: Double, elevation: Double)] = {
    var poses: [(azimuth: Double, elevation: Double)] = []
    for azimuth in [0.0, 15, -15, 30, -30] {
      for elevation in [0.0, 12, -12, 24, -24] { poses.append((azimuth, elevation)) }
    }
    poses += [(45, 0), (-45, 0)]
    let ranked = poses.enumerated().sorted { a, b in
      let (first, second) = (turn(a.element), turn(b.element))
      return first == second ? a.offset < b.offset : first < second
    }
    return ranked.map(\.element)
  }()

  /// Squared distance of a pose from the frontal one, in squared degrees.
  private static func turn(_ pose: (azimuth: Double, elevation: Double)) -> Double {
    pose.azimuth * pose.azimuth + pose.elevation * pose.elevation
  }
}
