internal import Files
internal import Foundation
internal import Images

/// A detector that a user added.
struct AddedDetector: FaceDetector {
  let card: ModelCard
  private let network: DetectionNetwork

  init(_ card: NetworkCard, sha256: String, _ file: URL) throws(EffaceError) {
    self.card = card.modelCard(weights: sha256)
    network = try DetectionNetwork(
      file, input: card.input, decoding: card.decoding ?? .retinaface, contextScale: card.context,
      minimum: min(card.scores?.renders ?? 0.6, card.scores?.photographs ?? 0.6))
  }

  var nativeAlignment: any FaceAlignment { FivePointAlignment() }

  func detect(_ picture: Raster) throws(EffaceError) -> [FaceDetection] {
    try network.detect(picture)
  }
}

/// An embedder that a user added.
struct AddedEmbedder: FaceEmbedder {
  let card: ModelCard
  let dimension: Int
  let nativeDistance: any Distance
  let nativeAlignment: any FaceAlignment
  private let network: EmbeddingNetwork

  init(_ card: NetworkCard, sha256: String, _ file: URL) throws(EffaceError) {
    self.card = card.modelCard(weights: sha256)
    dimension = card.dimension ?? 0
    nativeDistance = try Distances.named(card.distance ?? "cosine")
    nativeAlignment =
      switch card.alignment {
      case .box: BoxAlignment()
      case .study: StudyAlignment()
      case .fivePoints, nil: FivePointAlignment()
      }
    network = try EmbeddingNetwork(
      file, input: card.input, output: card.output, dimension: dimension,
      isNormalised: card.normalise)
  }

  func embed(crop: Raster) throws(EffaceError) -> [Float] { try network.embed(crop) }
}
