/// Open-set identification: a search may be for somebody who is in the gallery, or for somebody who is
/// not, and answers only what lies within a threshold (ISO/IEC 19795-1).
///
/// Every probe (column) is searched for twice: with its mate in the gallery, and with the mate taken
/// out. A probe without a face finds nobody in either search, and so does a gallery picture without
/// one.
public struct OpenSetIdentification: Hashable, Sendable {
  /// How many other people are in the gallery of a search for somebody who is not.
  public let gallerySize: Int
  /// How many probes are searched for.
  public let searches: Int
  /// For each probe the distance of the nearest other person; infinite where there is none.
  private let nearestOthers: [Double]
  /// For each probe the distance of its mate; infinite where it could not be compared.
  private let mates: [Double]
  /// For each probe how many others are nearer than its mate.
  private let rivals: [Int]

  /// Searches for every column of `matrix` that has a mate.
  public init(_ matrix: DistanceMatrix) {
    var nearest: [Double] = []
    var mates: [Double] = []
    var rivals: [Int] = []
    for (column, mate) in matrix.mateOfColumn.enumerated() {
      guard let mate else { continue }
      let own = matrix[mate, column].isNaN ? .infinity : matrix[mate, column]
      var best = Double.infinity
      var nearer = 0
      for row in 0..<matrix.rowCount where row != mate && !matrix[row, column].isNaN {
        best = min(best, matrix[row, column])
        if matrix[row, column] < own { nearer += 1 }
      }
      nearest.append(best)
      mates.append(own)
      rivals.append(nearer)
    }
    nearestOthers = nearest
    self.mates = mates
    self.rivals = rivals
    searches = mates.count
    gallerySize = max(0, matrix.rowCount - 1)
  }

  /// False positive identification rate: the part of searches for somebody who is not in the gallery
  /// that name anybody at `threshold`.
  public func falsePositiveRate(at threshold: Double) -> Double {
    rate(nearestOthers.filter { $0 <= threshold }.count)
  }

  /// False negative identification rate: the part of searches whose mate is not among the nearest
  /// `rank` within `threshold`.
  public func falseNegativeRate(at threshold: Double, rank: Int = 1) -> Double {
    let found = zip(mates, rivals).filter { $0.0 <= threshold && $0.1 < rank }.count
    return rate(searches - found)
  }

  /// The largest observed distance whose false positive identification rate is at most `limit`; nil
  /// where even the smallest is beyond it.
  public func threshold(atFalsePositiveRate limit: Double) -> Double? {
    let observed = (nearestOthers + mates).filter(\.isFinite)
    return observed.filter { falsePositiveRate(at: $0) <= limit }.max()
  }

  private func rate(_ count: Int) -> Double {
    searches > 0 ? Double(count) / Double(searches) : .nan
  }
}
