internal import Foundation
public import Geometry

/// A camera of the 2024 study: a volume stands on its voxel axes, x = i, y = j, z = k times the
/// spacing in mm, and the camera looks at the middle of it with z upwards and an angle of 30 degrees.
///
/// The study ignored the scan's direction matrix. So does this view, except that axes are ordered
/// and turned so that j runs to the front and k to the top (in the study's scans they do already);
/// the first axis keeps the direction in which it is stored, so scans that are stored from right to
/// left are shown as in a mirror, as they were there.
public struct StudyView: Sendable, Hashable {
  /// From the middle of the volume towards the camera, in the volume's own axes. Any length.
  public var direction: Vector3
  /// mm between the middle of the volume and the camera before `dolly`; nil where the sphere round
  /// the volume just fills the picture.
  public var distance: Double?
  /// The distance is divided by this.
  public var dolly: Double

  /// Degrees between the lowest and the highest ray.
  static let angle = 30.0

  /// Builds a view.
  public init(direction: Vector3, distance: Double? = nil, dolly: Double) {
    self.direction = direction
    self.distance = distance
    self.dolly = dolly
  }

  /// The study's frontal picture (`person_<i>_view_frontal.png`): 22.5 degrees from above.
  ///
  /// - Parameter zoom: 2 in the study's code; 2.3 in a comment beside it.
  /// - Returns: The view.
  public static func frontal(zoom: Double = 2) -> StudyView {
    StudyView(direction: Vector3(0, 700, 290), dolly: zoom)
  }

  /// A picture of the study's list of angles (`person_<i>_view_<n>.png`).
  ///
  /// - Parameter angle: Degrees about z; 180 is the front, 0 the back.
  /// - Returns: A view from 1100 mm, divided by 1.4.
  public static func turned(_ angle: Double) -> StudyView {
    let radians = angle * .pi / 180
    return StudyView(
      direction: Vector3(sin(radians), -cos(radians), 0), distance: 1100, dolly: 1.4)
  }
}

/// The rays of a study view, in mm along the volume's own axes.
struct StudyRays: Sendable {
  let origin: Vector3
  private let forward: Vector3
  private let right: Vector3
  private let up: Vector3
  private let size: Int

  init(_ view: StudyView, extent: Vector3, size: Int) {
    let outward = normalized(view.direction)
    let half = tan(StudyView.angle * .pi / 360)
    // The sphere round the volume touches the rays at the edge of the picture.
    let fitted = length(extent) / 2 / sin(StudyView.angle * .pi / 360)
    origin = extent / 2 + outward * ((view.distance ?? fitted) / view.dolly)
    forward = outward * -1
    let side = cross(forward, Vector3(0, 0, 1))
    // From straight above, the front is at the bottom.
    right = normalized(length(side) > 1e-9 ? side : Vector3(-1, 0, 0)) * half
    up = normalized(cross(right, forward)) * half
    self.size = size
  }

  /// Unit vector through the middle of a pixel.
  func direction(_ x: Int, _ y: Int) -> Vector3 {
    let half = Double(size) / 2
    return normalized(
      forward + right * ((Double(x) + 0.5 - half) / half) + up * ((half - Double(y) - 0.5) / half))
  }
}

extension StudyView {
  /// The study's list of angles: the front, then 5, 10, 15 and 20 degrees to each side of it.
  public static let angles: [Double] = [180, 185, 175, 190, 170, 195, 165, 200, 160]
}
