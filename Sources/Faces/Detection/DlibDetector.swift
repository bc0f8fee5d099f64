internal import Files
internal import Images

/// dlib's frontal face detector: histograms of oriented gradients, five linear filters, a pyramid.
///
/// The picture is doubled in size first, which finds faces from 40 pixels on; landmarks come from
/// the five-point shape predictor.
final class DlibDetector: ShippedFaceDetector {
  static let card = ModelCard(
    name: "dlib",
    summary: "HOG frontal face detector and five-point landmarks",
    source: "dlib 19.24 (compiled in); shape_predictor_5_face_landmarks.dat",
    licence: "Boost Software License; landmarks CC0",
    weights: [DlibLandmarks.fivePoints],
    input: "RGB, any size, doubled once",
    alignment: "dlib face chip from five landmarks, 150 pixels, padding 0.25",
    preprocessing: "none",
    accuracy: "not published for this version",
    reference: "King, Dlib-ml: A machine learning toolkit, JMLR 2009")

  /// Doublings of the picture before detection, as in deepface and face_recognition.
  private static let upsampling = 1
  private let detectors: Pool<HOGHandle>
  private let landmarks: DlibLandmarks

  init(files: any ModelFiles) throws(EffaceError) {
    landmarks = try DlibLandmarks(files.url(of: DlibLandmarks.fivePoints.asset))
    detectors = try Pool { () throws(EffaceError) in try HOGHandle() }
  }

  var nativeAlignment: any FaceAlignment { DlibChipAlignment(predictor: landmarks) }

  func detect(_ picture: Raster) throws(EffaceError) -> [FaceDetection] {
    let colour = picture.rgb
    let boxes = try detectors.withOne { (detector) throws(EffaceError) in
      try detector.detect(colour, upsampling: Self.upsampling, threshold: 0)
    }
    return try landmarks.complete(boxes, in: colour)
  }
}
