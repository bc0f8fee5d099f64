public import Faces
public import Files
public import Images

/// Finds every face of a photograph, and 68 landmarks in each.
///
/// Several detectors look, and what any of them sees counts: a face that is missed stays uncovered,
/// a face too many costs some pixels. Pictures of more than four million pixels are reduced by a
/// whole factor first, so that memory and time stay bounded; faces of less than about 40 pixels in the
/// reduced picture are missed.
public struct FaceFinder: Sendable {
  /// Pixels in which detectors look.
  private static let mostPixels = 4_000_000
  /// A side with fewer pixels shows nobody.
  private static let leastSide = 16

  private let detectors: [any FaceDetector]
  private let landmarks: FacialLandmarks

  /// Builds a finder.
  ///
  /// - Parameters:
  ///   - names: Names of detectors, the one whose landmarks fit best first.
  ///   - files: Where weights lie.
  /// - Throws: `EffaceError.argument` for an unknown or missing name, `.missing` where weights are
  ///   not installed.
  public init(detectors names: [String], files: any ModelFiles) throws(EffaceError) {
    guard !names.isEmpty else { throw EffaceError(.argument, "At least one detector is needed.") }
    var detectors: [any FaceDetector] = []
    for name in names { detectors.append(try FaceDetectors.named(name, files: files)) }
    self.detectors = detectors
    landmarks = try FacialLandmarks(files: files)
  }

  /// The faces in `picture`, from left to right. May be called by several threads.
  ///
  /// - Throws: `EffaceError.foreign` where a library fails.
  public func faces(in picture: Raster) throws(EffaceError) -> [PhotographFace] {
    guard min(picture.width, picture.height) >= Self.leastSide else { return [] }
    let factor = Self.factor(picture)
    let view = factor == 1 ? picture : picture.reduced(by: factor)
    guard min(view.width, view.height) >= Self.leastSide else { return [] }
    var found: [PhotographFace] = []
    for detector in detectors {
      for face in try detector.detect(view, in: .photographs) {
        let points = try landmarks.find(in: view, face)
        let seen = PhotographFace(
          box: face.box.scaled(by: Double(factor)), score: face.score, detector: detector.name,
          landmarks: points.map {
            PixelPoint(x: $0.x * Double(factor), y: $0.y * Double(factor))
          })
        if !found.contains(where: { $0.box.overlap(seen.box) > 0.3 }) { found.append(seen) }
      }
    }
    return found.sorted { ($0.box.left, $0.box.top) < ($1.box.left, $1.box.top) }
  }

  private static func factor(_ picture: Raster) -> Int {
    let excess = Double(picture.width * picture.height) / Double(mostPixels)
    return excess <= 1 ? 1 : Int(excess.squareRoot().rounded(.up))
  }
}

extension PixelBox {
  /// The box in a picture of `factor` times the size.
  func scaled(by factor: Double) -> PixelBox {
    PixelBox(left: left * factor, top: top * factor, right: right * factor, bottom: bottom * factor)
  }

  /// The area that both boxes share, as a share of the smaller one.
  func overlap(_ other: PixelBox) -> Double {
    let width = min(right, other.right) - max(left, other.left)
    let height = min(bottom, other.bottom) - max(top, other.top)
    let smaller = min(self.width * self.height, other.width * other.height)
    return width > 0 && height > 0 && smaller > 0 ? width * height / smaller : 0
  }
}
