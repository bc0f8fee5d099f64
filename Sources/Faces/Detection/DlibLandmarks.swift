internal import Files
internal import Foundation
internal import Images

/// dlib's shape predictor: landmarks inside a box (Kazemi and Sullivan, CVPR 2014).
///
/// Looking for landmarks does not change it, so that threads may share one.
final class DlibLandmarks: Sendable {
  static let fivePoints = ModelCard.Weights(
    asset: "dlib-landmarks-5",
    sha256: "c4b1e9804792707d3a405c2c16a80a20269e6675021f64a41d30fffafbc41888")
  static let sixtyEightPoints = ModelCard.Weights(
    asset: "dlib-landmarks-68",
    sha256: "fbdc2cb80eb9aa7a758672cbfdda32ba6300efe9b6e6c7a299ff7e736b11b92f")
  /// dlib's boxes end at brows and lower lip.
  static let contextScale = 1.3

  let scheme: LandmarkScheme
  private let handle: LandmarksHandle

  init(_ url: URL) throws(EffaceError) {
    handle = try LandmarksHandle(url)
    switch handle.count {
    case 5: scheme = .dlib5
    case 68: scheme = .dlib68
    default:
      throw EffaceError(
        .format, "The file \(url.path) predicts \(handle.count) landmarks instead of 5 or 68.")
    }
  }

  /// The landmarks of the face in `box`.
  func find(_ picture: Raster, _ box: PixelBox) throws(EffaceError) -> [PixelPoint] {
    try handle.find(picture.rgb, box)
  }

  /// Adds landmarks to what a detector found.
  func complete(
    _ faces: [(box: PixelBox, score: Double)], in picture: Raster
  ) throws(EffaceError) -> [FaceDetection] {
    var detections: [FaceDetection] = []
    for face in faces {
      detections.append(
        FaceDetection(
          box: face.box, score: face.score, scheme: scheme,
          landmarks: try find(picture, face.box), contextScale: Self.contextScale))
    }
    return detections
  }
}
