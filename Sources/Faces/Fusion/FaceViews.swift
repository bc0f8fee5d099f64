/// What was seen of one head from several directions: the faces that were found, each described by
/// every network.
public struct FaceViews: Sendable, Codable, Hashable {
  /// The face in one view.
  public struct Face: Sendable, Codable, Hashable {
    /// Which view, from 0; views of equal numbers of two heads were taken from the same direction.
    public let view: Int
    /// Name of the detector that found it.
    public let detector: String
    /// The detector's confidence, on its own scale.
    public let score: Double
    /// The embedding by each network, by its name.
    public let embeddings: [String: [Float]]

    /// Builds the face of a view.
    public init(view: Int, detector: String, score: Double, embeddings: [String: [Float]]) {
      self.view = view
      self.detector = detector
      self.score = score
      self.embeddings = embeddings
    }
  }

  /// The faces, by view.
  public let faces: [Face]
  /// How many views were looked at.
  public let views: Int

  /// Builds the record of a head; no faces is a result.
  public init(faces: [Face], views: Int) {
    self.faces = faces
    self.views = views
  }

  /// The embeddings by one network, each of length 1, in the order of the views.
  func unitEmbeddings(_ model: String) -> [[Float]] {
    faces.compactMap { $0.embeddings[model].flatMap(Self.unit) }
  }

  /// The mean of the unit embeddings, or nil where there is none.
  func meanEmbedding(_ model: String) -> [Float]? {
    let all = unitEmbeddings(model)
    guard var sum = all.first else { return nil }
    for embedding in all.dropFirst() {
      for index in sum.indices { sum[index] += embedding[index] }
    }
    return Self.unit(sum)
  }

  private static func unit(_ vector: [Float]) -> [Float]? {
    let length = vector.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
    guard length > 0, length.isFinite else { return nil }
    return vector.map { Float(Double($0) / length) }
  }
}

/// How the faces of several views of two heads become one distance.
public enum ViewFusion: String, Sendable, Codable, CaseIterable {
  /// The cosine distance of the mean embeddings: a template that forgets what one view distorts.
  case mean
  /// The smallest cosine distance of any two views: one good view is enough.
  case best

  /// The distances by one network, row after row; not a number where a head showed no face.
  public func matrix(rows: [FaceViews?], columns: [FaceViews?], model: String) -> [Double] {
    switch self {
    case .mean:
      return DistanceComputation.matrix(
        rows: rows.map { $0?.meanEmbedding(model) },
        columns: columns.map { $0?.meanEmbedding(model) }, distance: CosineDistance())
    case .best:
      let (left, right) = (Stack(rows, model), Stack(columns, model))
      let all = DistanceComputation.matrix(
        rows: left.embeddings, columns: right.embeddings, distance: CosineDistance())
      var result = [Double](repeating: .nan, count: rows.count * columns.count)
      for row in rows.indices {
        for column in columns.indices {
          var least = Double.infinity
          for a in left.ranges[row] {
            for b in right.ranges[column] { least = min(least, all[a * right.count + b]) }
          }
          if least.isFinite { result[row * columns.count + column] = least }
        }
      }
      return result
    }
  }

  /// The embeddings of all views of all heads, one head after the other.
  private struct Stack {
    var embeddings: [[Float]] = []
    var ranges: [Range<Int>] = []
    var count: Int { embeddings.count }

    init(_ heads: [FaceViews?], _ model: String) {
      for head in heads {
        let start = embeddings.count
        embeddings += head?.unitEmbeddings(model) ?? []
        ranges.append(start..<embeddings.count)
      }
    }
  }
}
