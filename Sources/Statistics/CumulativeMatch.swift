/// Closed-set identification: how far down the list of nearest gallery people the right one stands
/// (cumulative match characteristic, ISO/IEC 19795-1).
///
/// Each defaced picture (column) is a probe that is searched for among all undefaced pictures (rows),
/// the gallery. Probes whose person has no row are not searched for.
public struct CumulativeMatch: Codable, Hashable, Sendable {
  /// What the rank is where other gallery people stand at exactly the mate's distance.
  public enum Ties: String, Codable, Sendable {
    /// The mate stands first among them.
    case optimistic
    /// The mate stands last among them.
    case pessimistic
    /// The mate stands at each place among them with equal probability.
    case expected
  }

  /// What becomes of a probe that could not be compared with its mate (no face found).
  public enum Undetected: String, Codable, Sendable {
    /// It is searched for and not found at any rank.
    case notIdentified
    /// It is not searched for: the rate is conditional on detection.
    case leftOut
  }

  /// How many people are in the gallery; those without a face in their picture count unless they are
  /// left out.
  public let gallerySize: Int
  /// How many probes were searched for.
  public let searches: Int
  /// The part of searches whose mate stands at rank k or better, at index k - 1.
  public let rates: [Double]

  /// Searches for every column of `matrix` among its rows.
  public init(
    _ matrix: DistanceMatrix, ties: Ties = .expected, undetected: Undetected = .notIdentified
  ) {
    let counts = Self.rivals(matrix)
    var gains = [Double](repeating: 0, count: matrix.rowCount + 1)
    var searches = 0
    for (column, mate) in matrix.mateOfColumn.enumerated() {
      guard let mate else { continue }
      if matrix[mate, column].isNaN {
        if undetected == .notIdentified { searches += 1 }
        continue
      }
      searches += 1
      let (nearer, equal) = (counts.nearer[column], counts.equal[column])
      switch ties {
      case .optimistic: gains[nearer] += 1
      case .pessimistic: gains[nearer + equal] += 1
      case .expected:
        for rank in nearer...(nearer + equal) { gains[rank] += 1 / Double(equal + 1) }
      }
    }
    let enrolled = undetected == .leftOut ? Self.enrolled(matrix) : matrix.rowCount
    var sum = 0.0
    rates = gains.prefix(enrolled).map { gain in
      sum += gain
      return searches > 0 ? min(1, sum / Double(searches)) : .nan
    }
    gallerySize = enrolled
    self.searches = searches
  }

  /// The part of searches whose mate is nearest. NaN where nothing was searched for.
  public var rank1: Double { rates.first ?? .nan }

  /// The part that guessing would find: 1 / gallery size.
  public var chance: Double { 1 / Double(gallerySize) }

  /// For each column, how many rows other than the mate's are nearer than the mate or equally near.
  private static func rivals(_ matrix: DistanceMatrix) -> (nearer: [Int], equal: [Int]) {
    var nearer = [Int](repeating: 0, count: matrix.columnCount)
    var equal = nearer
    let mates = matrix.mateOfColumn.enumerated().map { column, mate in
      mate.map { matrix[$0, column] } ?? .nan
    }
    for row in 0..<matrix.rowCount {
      for column in 0..<matrix.columnCount {
        let distance = matrix[row, column]
        if distance < mates[column] { nearer[column] += 1 }
        if distance == mates[column] { equal[column] += 1 }
      }
    }
    // The mate was counted as equal to itself.
    for column in mates.indices where !mates[column].isNaN { equal[column] -= 1 }
    return (nearer, equal)
  }

  /// How many rows could be compared with anything.
  private static func enrolled(_ matrix: DistanceMatrix) -> Int {
    Acquisition(matrix).detectedRows
  }
}
