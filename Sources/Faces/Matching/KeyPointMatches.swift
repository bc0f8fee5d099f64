public import Files
public import Images

/// How pictures are matched point by point, without knowing that they show faces.
public enum KeyPointMethod: String, Sendable, Codable, CaseIterable {
  /// ORB, at most 500 points, Hamming distance of all pairs, each the other's nearest (Rublee et
  /// al., ICCV 2011).
  case orb
  /// SIFT, the two nearest by FLANN (5 trees, 50 checks), Lowe's ratio of 0.7 (Lowe, IJCV 2004).
  case sift
}

/// Key points of two pictures that look alike: the baseline attacker of earlier studies, which is known
/// to identify nobody.
public struct KeyPointMatches: Sendable, Codable, Hashable {
  /// One pair of points.
  public struct Match: Sendable, Codable, Hashable {
    /// Pixels of the first picture.
    public let first: PixelPoint
    /// Pixels of the second picture.
    public let second: PixelPoint
    /// Of their descriptors: bits for ORB, a length for SIFT.
    public let distance: Double
  }

  /// How they were found.
  public let features: KeyPointMethod
  /// Points found in the first picture.
  public let firstKeyPoints: Int
  /// Points found in the second picture.
  public let secondKeyPoints: Int
  /// The pairs, nearest first.
  public let matches: [Match]

  /// The pairs as a share of the points of the picture that has fewer; 0 where one has none.
  public var share: Double {
    let fewer = min(firstKeyPoints, secondKeyPoints)
    return fewer == 0 ? 0 : Double(matches.count) / Double(fewer)
  }

  /// Matches two pictures. The same pictures always give the same pairs.
  ///
  /// - Throws: `EffaceError.foreign` where OpenCV fails.
  public init(
    _ first: Raster, _ second: Raster, features: KeyPointMethod = .orb
  ) throws(EffaceError) {
    let handle = try MatchingHandle(first.grey, second.grey, features)
    self.features = features
    firstKeyPoints = handle.counts.first
    secondKeyPoints = handle.counts.second
    matches = handle.matches.enumerated().sorted {
      ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset)
    }.map(\.element)
  }
}
