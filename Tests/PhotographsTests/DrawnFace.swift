import Faces
import Foundation
import Images

@testable import Photographs

/// Landmarks of a face that nobody has, for what needs no detector.
enum DrawnFace {
  /// A face about (x, y) whose eyes lie `size` pixels apart, turned by `degrees`.
  static func face(x: Double, y: Double, size: Double, degrees: Double = 0) -> PhotographFace {
    func ring(_ count: Int, _ cx: Double, _ cy: Double, _ rx: Double, _ ry: Double) -> [PixelPoint]
    {
      (0..<count).map { step in
        let angle = 2 * Double.pi * Double(step) / Double(count)
        return PixelPoint(x: cx + rx * cos(angle), y: cy + ry * sin(angle))
      }
    }
    let jaw = (0..<17).map { step in
      let angle = Double.pi * Double(step) / 16
      return PixelPoint(x: -1.1 * cos(angle), y: 1.7 * sin(angle))
    }
    let brows = (0..<10).map { PixelPoint(x: -0.9 + 0.2 * Double($0), y: -0.3) }
    let nose = (0..<9).map { PixelPoint(x: 0, y: 0.1 * Double($0)) }
    let all =
      jaw + brows + nose + ring(6, -0.5, 0, 0.2, 0.1) + ring(6, 0.5, 0, 0.2, 0.1)
      + ring(20, 0, 1.1, 0.4, 0.2)
    let angle = degrees * .pi / 180
    let points = all.map { point in
      PixelPoint(
        x: x + size * (point.x * cos(angle) - point.y * sin(angle)),
        y: y + size * (point.x * sin(angle) + point.y * cos(angle)))
    }
    return PhotographFace(
      box: PixelBox(left: x - size, top: y - 0.4 * size, right: x + size, bottom: y + 1.6 * size),
      score: 1, detector: "drawn", landmarks: points)
  }
}
