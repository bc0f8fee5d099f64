/// How two embeddings are compared. The raw values are the names on the command line.
public enum DistanceMetric: String, CaseIterable, Codable, Hashable, Sendable {
  /// 1 minus the cosine of the angle between them; 0...2.
  case cosine
  /// The length of their difference, as the model gives them.
  case euclidean
  /// The length of their difference after each was scaled to length 1; 0...2.
  case euclideanL2 = "euclidean_l2"
  /// The angle between them divided by pi; 0...1.
  case angular
  /// Several distances of one pair brought together, as `ScoreFusion` of the faces does; 0...1.
  case fused

  /// The last threshold of the grid of `StudyCurves`: 1 where distances are cosines or angles, 1.41
  /// (the distance of orthogonal unit vectors) where they are lengths.
  public var gridEnd: Double {
    switch self {
    case .cosine, .angular, .fused: 1
    case .euclidean, .euclideanL2: 1.41
    }
  }
}
