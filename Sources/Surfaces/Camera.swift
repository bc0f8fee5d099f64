internal import Foundation
public import Geometry

/// A square picture's rays in world space (mm, RAS+).
///
/// A ray is `origin + depth * direction`, where depth is measured along the viewing axis from the
/// plane of the camera: all points of one depth lie in a plane parallel to the picture.
public struct Camera: Sendable, Hashable {
  /// The eye; of an orthographic camera, the middle of the plane from which rays start.
  public let position: Vector3
  /// Unit vector along which the camera looks.
  public let forward: Vector3
  /// Unit vector to the right of the picture. From the front this is the subject's left.
  public let right: Vector3
  /// Unit vector to the top of the picture.
  public let up: Vector3
  /// Rows and columns of the picture.
  public let size: Int
  /// Half the picture's height at depth 1 (perspective), or in mm (orthographic).
  public let halfHeight: Double
  /// Whether rays are parallel.
  public let isOrthographic: Bool

  /// Places a camera so that `framing` fills a picture of `size` by `size` pixels.
  public init(_ view: View, framing: Framing, size: Int) {
    let azimuth = view.azimuth * .pi / 180
    let elevation = view.elevation * .pi / 180
    let outward = Vector3(
      -sin(azimuth) * cos(elevation), cos(azimuth) * cos(elevation), sin(elevation))
    forward = outward * -1
    // From straight above, the back of the head is at the bottom of the picture.
    up = normalized(
      Vector3(sin(azimuth) * sin(elevation), -cos(azimuth) * sin(elevation), cos(elevation)))
    right = normalized(cross(forward, up))
    self.size = size
    let half = framing.extent / 2
    switch view.projection {
    case .orthographic:
      isOrthographic = true
      halfHeight = half
      position = framing.center + outward * (2 * framing.extent)
    case .perspective(let angle):
      isOrthographic = false
      halfHeight = tan(angle * .pi / 360)
      position = framing.center + outward * (half / halfHeight)
    }
  }

  /// The position in the picture's plane of the middle of pixel (x, y), counted from the top left:
  /// shares of half the height to the right and up.
  @inlinable public func offset(_ x: Double, _ y: Double) -> (right: Double, up: Double) {
    let half = Double(size) / 2
    return ((x + 0.5 - half) / half, (half - y - 0.5) / half)
  }

  /// Where the ray through pixel (x, y) starts and along what it goes per mm of depth.
  public func ray(_ x: Double, _ y: Double) -> (origin: Vector3, direction: Vector3) {
    let offset = offset(x, y)
    let across = (right * offset.right + up * offset.up) * halfHeight
    return isOrthographic ? (position + across, forward) : (position, forward + across)
  }

  /// The world point (mm, RAS+) at `depth` mm behind pixel (x, y).
  public func point(_ x: Int, _ y: Int, depth: Double) -> Vector3 {
    let ray = ray(Double(x), Double(y))
    return ray.origin + ray.direction * depth
  }

  /// The pixel position (fractions allowed) at which world point `point` appears.
  public func pixel(_ point: Vector3) -> (x: Double, y: Double) {
    let offset = point - position
    let scale = isOrthographic ? halfHeight : halfHeight * dot(offset, forward)
    let half = Double(size) / 2
    return (
      dot(offset, right) / scale * half + half - 0.5,
      half - dot(offset, up) / scale * half - 0.5
    )
  }
}
