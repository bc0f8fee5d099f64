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
