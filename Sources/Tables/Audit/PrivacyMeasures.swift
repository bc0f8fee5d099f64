/// What a table withstands and what it still says.
public struct PrivacyMeasures: Sendable, Codable, Equatable {
  /// How well one sensitive column is mixed, in the class that is worst.
  public struct Sensitive: Sendable, Codable, Equatable {
    /// The column.
    public var column: String
    /// The l of distinct l-diversity.
    public var distinct: Int
    /// The l of entropy l-diversity: the least `exp(entropy)`.
    public var entropy: Double
    /// Recursive (c, l)-diversity with l = 2 holds for every c above this; nil where it never does.
    public var recursiveC: Double?
    /// The ground distance of `t`.
    public var distance: ValueDistance
    /// The t of t-closeness by the earth mover's distance.
    public var t: Double
    /// The t that anonypy means: the largest difference of shares.
    public var largestDifference: Double
  }

  /// Chances of re-identification (El Emam 2008).
  public struct Risk: Sendable, Codable, Equatable {
    /// The attacker knows that the person is in the table: the largest chance, 1/k.
    public var prosecutorHighest: Double
    /// The same averaged over rows.
    public var prosecutorAverage: Double
    /// The share of rows with a chance above 0.2.
    public var rowsAbove20Percent: Double
    /// The attacker knows only that the person belongs to the population; with a sampling fraction
    /// of 1 an upper bound.
    public var journalistHighest: Double
    /// The share of rows that somebody who links all of them gets right.
    public var marketer: Double
    /// The share of the population that the table is taken to hold.
    public var samplingFraction: Double
  }

  /// Classes of one size.
  public struct SizeCount: Sendable, Codable, Equatable {
    /// Rows in each.
    public var size: Int
    /// How many classes have that size.
    public var classes: Int
  }

  /// Rows of the table.
  public var rows: Int
  /// Different combinations of quasi-identifiers, suppressed rows included as one.
  public var classes: Int
  /// Rows whose quasi-identifiers are all `*`.
  public var suppressedRows: Int
  /// The size of the smallest class.
  public var k: Int
  /// Each sensitive column.
  public var sensitive: [Sensitive]
  /// Chances of re-identification.
  public var risk: Risk
  /// The average share of each quasi-identifier's domain that a row shows, 0 (untouched) to 1
  /// (nothing left).
  public var genILoss: Double
  /// The discernibility metric: the sum of squared class sizes; classes below k and suppressed rows
  /// count with the size of the table.
  public var discernibility: Double
  /// The average class size by k, 1 at best.
  public var averageClassSize: Double
  /// The k that the last two refer to.
  public var referenceK: Int
  /// How many classes there are of each size, ascending.
  public var classSizes: [SizeCount]
}

extension PrivacyMeasures {
  /// Measures `sizes`; `k` is the k that was asked for, nil takes the one that is reached.
  init(
    _ sizes: ClassSizes, sensitive columns: [EncodedTable.Column], k asked: Int?,
    samplingFraction: Double
  ) {
    rows = sizes.rows.count
    classes = sizes.count
    suppressedRows = sizes.suppressed.map(sizes.size) ?? 0
    var histogram: [Int: Int] = [:]
    for group in 0..<sizes.count { histogram[sizes.size(group), default: 0] += 1 }
    classSizes = histogram.sorted { $0.key < $1.key }.map {
      SizeCount(size: $0.key, classes: $0.value)
    }
    let smallest = classSizes.first?.size ?? 0
    k = smallest
    sensitive = columns.map { Sensitive($0, sizes) }
    risk = Risk(classSizes, rows: rows, samplingFraction: samplingFraction)
    let reference = asked ?? smallest
    referenceK = reference
    var lost = 0.0
    var penalty = 0.0
    for group in 0..<sizes.count {
      let size = sizes.size(group)
      lost += sizes.losses[group] * Double(size)
      let isWhole = size >= reference && group != sizes.suppressed
      penalty += Double(size) * Double(isWhole ? size : rows)
    }
    genILoss = lost / Double(max(1, rows))
    discernibility = penalty
    averageClassSize = Double(rows) / (Double(max(1, sizes.count)) * Double(max(1, reference)))
  }
}

extension PrivacyMeasures.Sensitive {
  init(_ column: EncodedTable.Column, _ sizes: ClassSizes) {
    let distribution = TableDistribution(column)
    var values = ValueCounts(domain: column.domain.count)
    self.init(
      column: column.domain.name, distinct: .max, entropy: .infinity, recursiveC: 0,
      distance: column.domain.distance, t: 0, largestDifference: 0)
    for group in 0..<sizes.count {
      for place in sizes.starts[group]..<sizes.starts[group + 1] {
        values.add(column.ranks[Int(sizes.rows[place])])
      }
      distinct = min(distinct, values.distinct)
      entropy = min(entropy, values.effective)
      let bound = values.recursiveBound(l: 2)
      recursiveC = recursiveC.flatMap { bound.isFinite ? max($0, bound) : nil }
      t = max(t, distribution.earthMover(values))
      largestDifference = max(largestDifference, distribution.largestDifference(values))
      values.clear()
    }
  }
}

extension PrivacyMeasures.Risk {
  init(_ sizes: [PrivacyMeasures.SizeCount], rows: Int, samplingFraction: Double) {
    let classes = sizes.reduce(0) { $0 + $1.classes }
    let highest = 1 / Double(max(1, sizes.first?.size ?? 1))
    let average = Double(classes) / Double(max(1, rows))
    let above = sizes.filter { $0.size < 5 }.reduce(0) { $0 + $1.size * $1.classes }
    self.init(
      prosecutorHighest: highest, prosecutorAverage: average,
      rowsAbove20Percent: Double(above) / Double(max(1, rows)),
      journalistHighest: highest * samplingFraction, marketer: average * samplingFraction,
      samplingFraction: samplingFraction)
  }
}
