internal import Files

/// What every class of rows that look alike must satisfy.
public struct PrivacyModel: Sendable, Hashable {
  /// How well the sensitive values of a class must be mixed (Machanavajjhala 2007).
  public enum Diversity: Sendable, Hashable {
    /// At least this many different values.
    case distinct(Int)
    /// Entropy of at least the logarithm of this number.
    case entropy(Double)
    /// With counts r sorted in descending order, `r[1] < c * (r[l] + ... + r[m])`.
    case recursive(c: Double, l: Int)
  }

  /// How the distribution of a class is compared with that of the table.
  public enum Closeness: Sendable, Hashable {
    /// By the earth mover's distance with each column's ground distance (Li 2007).
    case earthMover(Double)
    /// By the largest difference of shares, over the values that the class has, as anonypy does.
    case largestDifference(Double)
  }

  /// The least number of rows in a class.
  public var k: Int
  /// The condition on each sensitive column, or nil.
  public var diversity: Diversity?
  /// The greatest distance of each sensitive column from the table's distribution, or nil.
  public var closeness: Closeness?
  /// The greatest share of rows, 0...1, all of whose quasi-identifiers may become `*`.
  public var suppression: Double

  /// Describes a model.
  public init(
    k: Int, diversity: Diversity? = nil, closeness: Closeness? = nil, suppression: Double = 0
  ) {
    self.k = k
    self.diversity = diversity
    self.closeness = closeness
    self.suppression = suppression
  }

  /// Checks the ranges of the numbers.
  ///
  /// - Throws: `EffaceError.argument` with the number that is out of range.
  func check() throws(EffaceError) {
    guard k >= 1 else { throw EffaceError(.argument, "k is \(k); it must be 1 or more.") }
    guard (0...1).contains(suppression) else {
      throw EffaceError(
        .argument, "The share of suppressed rows is \(suppression); it must lie between 0 and 1.")
    }
    let isGood =
      switch diversity {
      case .distinct(let l): l >= 1
      case .entropy(let l): l >= 1
      case .recursive(let c, let l): l >= 1 && c > 0
      case nil: true
      }
    guard isGood else {
      throw EffaceError(.argument, "l must be 1 or more, and c greater than 0.")
    }
    switch closeness {
    case .earthMover(let t), .largestDifference(let t):
      guard (0...1).contains(t) else {
        throw EffaceError(.argument, "t is \(t); it must lie between 0 and 1.")
      }
    case nil: break
    }
  }
}

/// How rows are cut into classes.
public enum PartitionMethod: String, Sendable, CaseIterable, Codable {
  /// Mondrian with disjoint regions: rows with equal values stay together (LeFevre 2006).
  case strict
  /// Mondrian that shares rows equal to the median between both sides (LeFevre 2006).
  case relaxed
  /// The variant of the programs KIProtect and anonypy: below the median against the rest;
  /// categories by the first half in order of appearance.
  case anonypy
}
