internal import CDlib
internal import Files
internal import Images

/// dlib's face chip: a similarity transform that brings the landmarks to their mean places.
///
/// 150 x 150 pixels with a quarter of the face's size as padding, what dlib's recognition network was
/// trained on. Detections without dlib's landmarks get five points from the place of their own first.
struct DlibChipAlignment: FaceAlignment {
  private static let padding = 0.25
  private let predictor: DlibLandmarks

  init(predictor: DlibLandmarks) { self.predictor = predictor }

  var name: String { "dlib-chip" }

  func crop(_ picture: Raster, _ face: FaceDetection) throws(EffaceError) -> Raster {
    let landmarks =
      face.scheme == .eyesNoseMouth5
      ? try predictor.find(picture, face.dlibBox) : face.landmarks
    let points = landmarks.map { cdlib_point(x: Int64($0.x.rounded()), y: Int64($0.y.rounded())) }
    let side = ResNetHandle.side
    var chip = [UInt8](repeating: 0, count: side * side * 3)
    try DlibCall.withPicture(picture) { (picture) throws(EffaceError) in
      try DlibCall.run("The face chip cannot be cut out") {
        cdlib_chip(picture, points, points.count, Int32(side), Self.padding, &chip, $0)
      }
    }
    return Raster(width: side, height: side, channels: 3, samples: chip)
  }
}
