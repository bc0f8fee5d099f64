public import Files
public import Images

/// The 68 landmarks of the 300-W set, found by dlib's shape predictor in faces that any detector saw.
///
/// For research only: the set is not for commercial use.
public struct FacialLandmarks: Sendable {
  private let predictor: DlibLandmarks

  /// Loads the weights `dlib-landmarks-68`.
  ///
  /// - Throws: `EffaceError.missing` or `.foreign`, naming the file.
  public init(files: any ModelFiles) throws(EffaceError) {
    predictor = try DlibLandmarks(files.url(of: DlibLandmarks.sixtyEightPoints.asset))
  }

  /// The landmarks of `face` in `picture`, in pixels. May be called by several threads.
  ///
  /// - Throws: `EffaceError.foreign` where dlib fails.
  public func find(
    in picture: Raster, _ face: FaceDetection
  ) throws(EffaceError) -> [PixelPoint] {
    try predictor.find(picture, face.dlibBox)
  }
}

extension FaceDetection {
  /// The box that dlib's detector would give, in which its landmarks were trained to be found: its
  /// own, or about the mean of eyes, nose and mouth, 4.1 times their mean distance from it (medians of
  /// thirteen photographs with both detectors; spread 0.4).
  var dlibBox: PixelBox {
    guard scheme == .eyesNoseMouth5 else { return box }
    let count = Double(landmarks.count)
    let x = landmarks.reduce(0) { $0 + $1.x } / count
    let y = landmarks.reduce(0) { $0 + $1.y } / count
    let spread = landmarks.reduce(0) {
      $0 + (($1.x - x) * ($1.x - x) + ($1.y - y) * ($1.y - y)).squareRoot()
    }
    let half = (4.1 * spread / count) / 2
    return PixelBox(left: x - half, top: y - half, right: x + half, bottom: y + half)
  }
}
