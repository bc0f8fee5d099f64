internal import CDlib
internal import Files
internal import Foundation
internal import Images

/// Owner of a dlib shape predictor, which is only read after loading.
final class LandmarksHandle: @unchecked Sendable {
  private let pointer: OpaquePointer

  init(_ url: URL) throws(EffaceError) {
    var made: OpaquePointer?
    try DlibCall.run("The weights \(url.path) cannot be loaded") {
      cdlib_landmarks_create(url.path, &made, $0)
    }
    guard let made else { throw EffaceError(.foreign, "dlib gave no landmark predictor.") }
    pointer = made
  }

  deinit { cdlib_landmarks_destroy(pointer) }

  /// Landmarks that are predicted.
  var count: Int { cdlib_landmarks_count(pointer) }

  func find(_ picture: Raster, _ box: PixelBox) throws(EffaceError) -> [PixelPoint] {
    var points = [cdlib_point](repeating: cdlib_point(), count: count)
    let area = cdlib_box(
      left: Int64(box.left.rounded()), top: Int64(box.top.rounded()),
      right: Int64(box.right.rounded()), bottom: Int64(box.bottom.rounded()))
    try DlibCall.withPicture(picture) { (picture) throws(EffaceError) in
      try DlibCall.run("The dlib landmark predictor failed") {
        cdlib_landmarks_find(pointer, picture, area, &points, $0)
      }
    }
    return points.map { PixelPoint(x: Double($0.x), y: Double($0.y)) }
  }
}
