internal import Foundation

/// An interval with how it was found.
public struct ConfidenceInterval: Codable, Hashable, Sendable {
  /// The lower end.
  public let lower: Double
  /// The upper end.
  public let upper: Double
  /// `wilson`, `clopper-pearson`, `rule-of-three`, `subject-bootstrap`.
  public let method: String

  /// Builds an interval from its ends.
  public init(lower: Double, upper: Double, method: String) {
    self.lower = lower
    self.upper = upper
    self.method = method
  }

  /// Wilson's interval (1927) for the probability behind `successes` of `trials` that are independent
  /// of each other. `successes` may be a fraction (an expected number). 0...1 for no trials.
  public static func wilson(
    successes: Double, trials: Int, confidence: Double = 0.95
  ) -> ConfidenceInterval {
    guard trials > 0 else { return ConfidenceInterval(lower: 0, upper: 1, method: "wilson") }
    let n = Double(trials)
    let z = Normal.quantile((1 + confidence) / 2)
    let p = successes / n
    let centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    let half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    return ConfidenceInterval(
      lower: successes == 0 ? 0 : max(0, centre - half),
      upper: successes == n ? 1 : min(1, centre + half), method: "wilson")
  }

  /// Clopper and Pearson's interval (1934), which covers the probability at least as often as it says.
  public static func clopperPearson(
    successes: Int, trials: Int, confidence: Double = 0.95
  ) -> ConfidenceInterval {
    let tail = (1 - confidence) / 2
    let hits = Double(successes)
    let misses = Double(trials - successes)
    return ConfidenceInterval(
      lower: successes == 0 ? 0 : Beta.quantile(tail, hits, misses + 1),
      upper: successes == trials ? 1 : Beta.quantile(1 - tail, hits + 1, misses),
      method: "clopper-pearson")
  }

  /// What can be said where nothing was seen in `trials` independent trials: with 95 % confidence the
  /// probability is at most 3 / trials.
  public static func ruleOfThree(trials: Int) -> ConfidenceInterval {
    ConfidenceInterval(
      lower: 0, upper: trials > 0 ? min(1, 3 / Double(trials)) : 1, method: "rule-of-three")
  }
}

/// The standard normal distribution.
enum Normal {
  /// The value below which a part `probability` of the distribution lies: Newton's method on `erfc`,
  /// to about 1e-15.
  static func quantile(_ probability: Double) -> Double {
    guard probability > 0, probability < 1 else { return probability > 0 ? .infinity : -.infinity }
    guard probability <= 0.5 else { return -quantile(1 - probability) }
    var z = 0.0
    for _ in 0..<100 {
      let error = erfc(-z / 2.0.squareRoot()) / 2 - probability
      let step = error / (exp(-z * z / 2) / (2 * Double.pi).squareRoot())
      // Long steps in the tail would leave the region of convergence.
      z -= max(-1, min(1, step))
      if abs(step) < 1e-15 { break }
    }
    return z
  }
}

/// The beta distribution.
enum Beta {
  /// The value below which a part `probability` lies, by bisection to the last bit.
  static func quantile(_ probability: Double, _ a: Double, _ b: Double) -> Double {
    var low = 0.0
    var high = 1.0
    while true {
      let middle = (low + high) / 2
      guard middle > low, middle < high else { return middle }
      if regularized(middle, a, b) < probability { low = middle } else { high = middle }
    }
  }

  /// The regularised incomplete beta function, by its continued fraction (Lentz's method).
  static func regularized(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    guard x < (a + 1) / (a + b + 2) else { return 1 - regularized(1 - x, b, a) }
    let front =
      exp(
        lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    let tiny = 1e-300
    var c = 1.0
    var d = 1 / max(abs(1 - (a + b) * x / (a + 1)), tiny)
    if 1 - (a + b) * x / (a + 1) < 0 { d = -d }
    var fraction = d
    for term in 1...10_000 {
      let m = Double(term)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      var change = 1.0
      for coefficient in [even, odd] {
        d = 1 + coefficient * d
        d = 1 / (abs(d) < tiny ? tiny : d)
        c = 1 + coefficient / c
        c = abs(c) < tiny ? tiny : c
        change = c * d
        fraction *= change
      }
      if abs(change - 1) < 1e-15 { break }
    }
    return front * fraction
  }
}
