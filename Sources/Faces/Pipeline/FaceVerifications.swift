public import Files
internal import Foundation

/// Whether the two pictures of each of many pairs show one person. Each picture is read once.
public struct FaceVerifications: Sendable, Codable, Hashable {
  /// One pair.
  public struct Pair: Sendable, Codable, Hashable {
    /// The picture of the first side.
    public let first: String
    /// The picture of the second side.
    public let second: String
    /// The distance of their best faces; nil where a picture shows none.
    public let distance: Double?
    /// Whether the distance is at most the threshold; nil where there is none.
    public let same: Bool?
    /// Why there is no distance; nil where there is one.
    public let reason: String?
  }

  /// Name of the distance.
  public let metric: String
  /// The highest distance that counts as the same person.
  public let threshold: Double
  /// The pairs, in the order in which they were given.
  public let pairs: [Pair]

  /// Compares the best faces of every pair.
  ///
  /// - Parameters:
  ///   - images: The pairs.
  ///   - pipeline: The detector and one embedder.
  ///   - embedder: That embedder, for its distance and threshold.
  ///   - distance: The distance; the embedder's own where nil.
  ///   - threshold: The highest distance that is accepted; the published one where nil.
  /// - Throws: `EffaceError.unsuitable` where no threshold is known, `.file` or `.format` where none
  ///   of the pictures can be read.
  public init(
    _ images: FaceImagePairs, pipeline: FacePipeline, embedder: any FaceEmbedder,
    distance: (any Distance)? = nil, threshold: Double? = nil
  ) throws(EffaceError) {
    let distance = distance ?? embedder.nativeDistance
    guard let limit = threshold ?? embedder.threshold(for: distance)?.value else {
      throw EffaceError(
        .unsuitable,
        "No threshold is published for \(embedder.name) with \(distance.name); give one.")
    }
    var places: [String: Int] = [:]
    var all: [FaceImage] = []
    for image in images.pairs.flatMap({ [$0.first, $0.second] })
    where places.updateValue(all.count, forKey: image.url.path) == nil {
      all.append(image)
    }
    places = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1.url.path, $0) })
    let rows = try pipeline.run(all).embeddings.first?.rows ?? []
    pairs = images.pairs.map { pair in
      let sides = [pair.first, pair.second].compactMap { places[$0.url.path].map { rows[$0] } }
      let values = sides.compactMap(\.values)
      let length = values.count == 2 ? distance.between(values[0], values[1]) : nil
      return Pair(
        first: pair.first.file, second: pair.second.file, distance: length,
        same: length.map { $0 <= limit }, reason: sides.compactMap(\.reason).first)
    }
    metric = distance.name
    self.threshold = limit
  }

  /// One line for each pair: `first`, `second`, the metric, `same` (1 or 0) and `reason`.
  public var csv: String {
    CSV.text(
      [["first", "second", metric, "same", "reason"]]
        + pairs.map { pair in
          [
            pair.first, pair.second, pair.distance.map { "\($0)" } ?? "",
            pair.same.map { $0 ? "1" : "0" } ?? "", pair.reason ?? "",
          ]
        })
  }
}
