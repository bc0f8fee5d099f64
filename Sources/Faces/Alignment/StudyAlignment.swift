internal import Files
internal import Foundation
internal import Images

/// The crop of deepface up to 0.0.91, to the pixel, which the 2024 defacing study used.
///
/// The whole picture is turned about its centre until the line between the eyes is level (nearest
/// neighbour, black corners), the middle of the box moves with it, and the box, upright and of its
/// old size, is cut out. The eyes are the midpoints of their corners, cut to whole pixels.
struct StudyAlignment: FaceAlignment {
  var name: String { "study" }

  func crop(_ picture: Raster, _ face: FaceDetection) throws(EffaceError) -> Raster {
    let (left, right) = Self.eyes(face)
    let angle = atan2(left.y - right.y, left.x - right.x) * (180 / .pi)
    let box = Self.clamped(face.box, to: picture)
    let area = Self.turned(box, by: angle, in: picture)
    guard area.left < area.right, area.top < area.bottom else {
      throw EffaceError(.unsuitable, "The box of the face lies outside the turned picture.")
    }
    return picture.rotated(byDegrees: angle).cropped(
      left: area.left, top: area.top, right: area.right, bottom: area.bottom)
  }

  /// Columns and rows from the first to before the last.
  private struct Area {
    var left: Int
    var top: Int
    var right: Int
    var bottom: Int
  }

  /// The person's left and right eye, in whole pixels where they come from corners.
  private static func eyes(_ face: FaceDetection) -> (left: PixelPoint, right: PixelPoint) {
    let points = face.landmarks
    func middle(_ a: Int, _ b: Int) -> PixelPoint {
      PixelPoint(
        x: ((points[a].x + points[b].x) / 2).rounded(.down),
        y: ((points[a].y + points[b].y) / 2).rounded(.down))
    }
    switch face.scheme {
    case .dlib5: return (middle(0, 1), middle(2, 3))
    case .dlib68: return (middle(42, 45), middle(36, 39))
    case .eyesNoseMouth5: return (points[1], points[0])
    }
  }

  private static func clamped(_ box: PixelBox, to picture: Raster) -> Area {
    Area(
      left: Int(max(0, box.left)), top: Int(max(0, box.top)),
      right: Int(min(box.right, Double(picture.width))),
      bottom: Int(min(box.bottom, Double(picture.height))))
  }

  /// `box` after a turn of the picture by `degrees`, cut to the picture.
  private static func turned(_ box: Area, by degrees: Double, in picture: Raster) -> Area {
    let size = abs(degrees).truncatingRemainder(dividingBy: 360)
    if size == 0 { return box }
    let direction: Double = degrees >= 0 ? 1 : -1
    let angle = size * .pi / 180
    let (width, height) = (Double(picture.width), Double(picture.height))
    let x = Double(box.left + box.right) / 2 - width / 2
    let y = Double(box.top + box.bottom) / 2 - height / 2
    let centreX = x * cos(angle) + y * direction * sin(angle) + width / 2
    let centreY = -x * direction * sin(angle) + y * cos(angle) + height / 2
    let halfWidth = Double(box.right - box.left) / 2
    let halfHeight = Double(box.bottom - box.top) / 2
    return Area(
      left: max(Int(centreX - halfWidth), 0), top: max(Int(centreY - halfHeight), 0),
      right: min(Int(centreX + halfWidth), picture.width),
      bottom: min(Int(centreY + halfHeight), picture.height))
  }
}
