internal import Foundation

/// Several distances of the same people made comparable and brought together.
///
/// Each matrix is normalised by its own strangers: from the distances of a probe (a column) their
/// median is taken and the result divided by their spread (1.4826 times the median absolute
/// deviation, which the one mate among strangers hardly moves); then the same is done with each row,
/// so that a head that is near to everybody gains nothing by it (zt-norm, Auckenthaler et al.,
/// Digital Signal Processing 2000; medians after Hampel). Scores of all matrices are averaged, the
/// sum rule of Kittler et al. (IEEE TPAMI 1998).
///
/// Fused distances are `1 / (1 + exp(-(score + 3)))`: from 0 to 1, and 0.5 where two heads lie three
/// spreads nearer to each other than strangers do.
public enum ScoreFusion {
  /// The spread of a row is at least this share of the spread of the whole matrix, since the spread of
  /// few numbers says little.
  private static let leastSpread = 0.5
  private static let centre = 3.0

  /// Fuses matrices of `rows` times `columns` distances.
  ///
  /// A cell that is not a number in some matrices is the mean of the others; it is not a number where
  /// it is so in all.
  public static func fuse(_ matrices: [[Double]], rows: Int, columns: Int) -> [Double] {
    let scores = matrices.map { normalised($0, rows: rows, columns: columns) }
    return (0..<rows * columns).map { cell in
      let known = scores.map { $0[cell] }.filter { !$0.isNaN }
      guard !known.isEmpty else { return .nan }
      let mean = known.reduce(0, +) / Double(known.count)
      return 1 / (1 + exp(-(mean + centre)))
    }
  }

  /// How many spreads each distance lies from what strangers have.
  static func normalised(_ matrix: [Double], rows: Int, columns: Int) -> [Double] {
    let byProbe = normalised(matrix, lines: columns) { $0 % columns }
    return normalised(byProbe, lines: rows) { $0 / columns }
  }

  /// Normalises within lines; `line` says to which line a cell belongs.
  private static func normalised(
    _ matrix: [Double], lines: Int, line: (Int) -> Int
  ) -> [Double] {
    let whole = Spread(matrix)
    guard whole.spread > 0 else { return matrix.map { $0.isNaN ? .nan : 0 } }
    var values = [[Double]](repeating: [], count: lines)
    for cell in matrix.indices { values[line(cell)].append(matrix[cell]) }
    let spreads = values.map { Spread($0, whole, least: leastSpread * whole.spread) }
    return matrix.indices.map { spreads[line($0)].score(matrix[$0]) }
  }

  /// The median of some distances and how far they spread about it.
  private struct Spread {
    let median: Double
    let spread: Double

    init(_ values: [Double]) {
      let median = Self.median(values.filter { !$0.isNaN })
      self.median = median
      spread = 1.4826 * Self.median(values.filter { !$0.isNaN }.map { abs($0 - median) })
    }

    /// Fewer than five distances are judged by the whole matrix.
    init(_ values: [Double], _ whole: Spread, least: Double) {
      let own = Spread(values)
      let isEnough = values.count { !$0.isNaN } >= 5
      median = isEnough ? own.median : whole.median
      spread = isEnough ? max(own.spread, least) : whole.spread
    }

    func score(_ value: Double) -> Double { (value - median) / spread }

    private static func median(_ values: [Double]) -> Double {
      guard !values.isEmpty else { return 0 }
      let sorted = values.sorted()
      let middle = sorted.count / 2
      return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
  }
}
