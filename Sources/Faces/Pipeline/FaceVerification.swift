public import Files
internal import Foundation

/// Whether two pictures show one person.
public struct FaceVerification: Sendable, Codable, Hashable {
  /// Name of the detector.
  public let detector: String
  /// Name of the embedder.
  public let model: String
  /// Name of the distance.
  public let metric: String
  /// The distance of the best faces of the two pictures.
  public let distance: Double
  /// The highest distance that counts as the same person.
  public let threshold: Double
  /// Who published the threshold, and for what pictures.
  public let thresholdSource: String
  /// Whether the distance is at most the threshold.
  public let same: Bool

  /// Compares the best face of `first` with the best face of `second`.
  ///
  /// - Parameters:
  ///   - first: A picture with a face.
  ///   - second: Another one.
  ///   - detector: Finds the faces.
  ///   - embedder: Turns them into vectors.
  ///   - alignment: How they are cut out.
  ///   - pictures: What kind of pictures they are.
  ///   - distance: The distance; the embedder's own where nil.
  ///   - threshold: The highest distance that is accepted; the published one where nil.
  /// - Throws: `EffaceError.unsuitable` where a picture shows no face or there is no threshold for
  ///   the distance.
  public init(
    _ first: FaceImage, _ second: FaceImage, detector: any FaceDetector,
    embedder: any FaceEmbedder, alignment: AlignmentChoice = .native,
    pictures: PictureKind = .renders,
    distance: (any Distance)? = nil, threshold: Double? = nil
  ) throws(EffaceError) {
    let pipeline = FacePipeline(
      detector: detector, embedders: [embedder], alignment: alignment, pictures: pictures)
    let one = try Self.embedding(first, pipeline)
    let other = try Self.embedding(second, pipeline)
    let distance = distance ?? embedder.nativeDistance
    let published = embedder.threshold(for: distance)
    guard let limit = threshold ?? published?.value else {
      throw EffaceError(
        .unsuitable,
        "No threshold is published for \(embedder.name) with \(distance.name); give one.")
    }
    self.detector = detector.name
    model = embedder.name
    metric = distance.name
    self.distance = distance.between(one, other)
    self.threshold = limit
    thresholdSource = threshold == nil ? published?.source ?? "" : "given by the user"
    same = self.distance <= limit
  }

  private static func embedding(
    _ image: FaceImage, _ pipeline: FacePipeline
  ) throws(EffaceError) -> [Float] {
    let row = try pipeline.run([image]).embeddings.first?.rows.first
    guard let values = row?.values else {
      throw EffaceError(
        .unsuitable,
        "The picture \(image.file) cannot be compared: \(row?.reason ?? "No face was found.")")
    }
    return values
  }
}
