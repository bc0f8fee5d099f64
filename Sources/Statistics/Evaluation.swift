public import Files

/// What a threshold, chosen elsewhere, does on a matrix.
///
/// The counts and rates are the attacker's whole view: an undetected face is a comparison that was
/// not accepted and a person who was not identified (so `tar` is 1 - FRR of ISO/IEC 19795-1). The same
/// conditional on detection stands beside them.
public struct Evaluation: Codable, Hashable, Sendable {
  /// The rates among comparisons that were possible.
  public struct Conditional: Codable, Hashable, Sendable {
    /// Mated comparisons that were possible and not accepted.
    public let falseNegatives: Int
    /// Non-mated comparisons that were possible and not accepted.
    public let trueNegatives: Int
    /// The part of possible mated comparisons accepted: 1 - FNMR. Nil where there is none.
    public let tar: Double?
    /// The part of possible non-mated comparisons accepted: FMR. Nil where there is none.
    public let fmr: Double?
    /// The part of detected probes whose mate is nearest. Nil where there is none.
    public let rank1: Double?
    /// 1 / number of gallery people with a face.
    public let chance: Double?
  }

  /// A comparison is accepted where its distance is at most this.
  public let threshold: Double
  /// Mated comparisons accepted.
  public let truePositives: Int
  /// Non-mated comparisons accepted.
  public let falsePositives: Int
  /// Mated comparisons not accepted, undetected ones included.
  public let falseNegatives: Int
  /// Non-mated comparisons not accepted, undetected ones included.
  public let trueNegatives: Int
  /// TP / (TP + FN).
  public let tar: Double
  /// FP / (FP + TN).
  public let fmr: Double
  /// TP / (TP + FP), 0 where nothing was accepted.
  public let precision: Double
  /// 2 TP / (2 TP + FP + FN).
  public let f1: Double
  /// The part of defaced people whose undefaced picture is the nearest of all; ties count as
  /// expected.
  public let rank1: Double
  /// The same where ties are decided for the attacker, and against.
  public let rank1Ties: [CumulativeMatch.Ties.RawValue: Double]
  /// What guessing would identify: 1 / gallery size.
  public let chance: Double
  /// The part identified within rank k, at index k - 1; at most the first 20 ranks.
  public let cmc: [Double]
  /// The people among whom is searched.
  public let gallerySize: Int
  /// The people who are searched for.
  public let searches: Int
  /// The area under the ROC curve of the comparisons that were possible. Nil where a side is empty.
  public let auc: Double?
  /// The equal error rate of the comparisons that were possible. Nil where a side is empty.
  public let eer: Double?
  /// How many pictures had no face.
  public let acquisition: Acquisition
  /// Conditional on detection.
  public let conditional: Conditional
  /// 95 % intervals of `tar`, `rank1` (people are independent: Wilson), `fmr`, `auc` and `eer`
  /// (comparisons share people: subject bootstrap; rule of three on people where nothing was
  /// accepted).
  public let intervals: [String: ConfidenceInterval]

  /// Evaluates `threshold` on `matrix`.
  ///
  /// - Throws: `EffaceError.unsuitable` where the matrix has no mated or no non-mated cell.
  public init(
    _ matrix: DistanceMatrix, threshold: Double, bootstrap: SubjectBootstrap = SubjectBootstrap()
  ) throws(EffaceError) {
    let scores = ComparisonScores(matrix)
    let mated = scores.mated.count + scores.failedMated
    let nonMated = scores.nonMated.count + scores.failedNonMated
    guard mated > 0, nonMated > 0 else {
      throw EffaceError(
        .unsuitable,
        """
        The distance matrix has \(mated) mated and \(nonMated) non-mated cells; both are needed \
        (row <id>_n and column <id>_d show the same person).
        """)
    }
    let possible = scores.operatingPoint(at: threshold)
    let point = OperatingPoint(
      threshold: threshold, truePositives: possible.truePositives,
      falsePositives: possible.falsePositives, falseNegatives: mated - possible.truePositives,
      trueNegatives: nonMated - possible.falsePositives)
    let identification = CumulativeMatch(matrix)
    self.threshold = threshold
    truePositives = point.truePositives
    falsePositives = point.falsePositives
    falseNegatives = point.falseNegatives
    trueNegatives = point.trueNegatives
    tar = point.trueAcceptRate
    fmr = point.falseMatchRate
    precision = point.precision
    f1 = point.f1
    rank1 = identification.rank1
    rank1Ties = [
      "optimistic": CumulativeMatch(matrix, ties: .optimistic).rank1,
      "pessimistic": CumulativeMatch(matrix, ties: .pessimistic).rank1,
    ]
    chance = identification.chance
    cmc = Array(identification.rates.prefix(20))
    gallerySize = identification.gallerySize
    searches = identification.searches
    auc = scores.areaUnderROC.ifNumber
    eer = scores.equalErrorRate.ifNumber
    acquisition = Acquisition(matrix)
    conditional = Self.conditional(matrix, possible)
    intervals = Self.intervals(matrix, point, identification, bootstrap)
  }

  private static func conditional(
    _ matrix: DistanceMatrix, _ point: OperatingPoint
  ) -> Conditional {
    let identification = CumulativeMatch(matrix, undetected: .leftOut)
    return Conditional(
      falseNegatives: point.falseNegatives, trueNegatives: point.trueNegatives,
      tar: point.trueAcceptRate.ifNumber, fmr: point.falseMatchRate.ifNumber,
      rank1: identification.rank1.ifNumber,
      chance: identification.gallerySize > 0 ? identification.chance : nil)
  }

  private static func intervals(
    _ matrix: DistanceMatrix, _ point: OperatingPoint, _ identification: CumulativeMatch,
    _ bootstrap: SubjectBootstrap
  ) -> [String: ConfidenceInterval] {
    let mated = point.truePositives + point.falseNegatives
    let drawn = bootstrap.intervals(matrix, threshold: point.threshold)
    let fmr =
      point.falsePositives == 0
      ? ConfidenceInterval.ruleOfThree(trials: matrix.people.count) : drawn.falseMatchRate
    let searches = identification.searches
    return [
      "tar": .wilson(
        successes: Double(point.truePositives), trials: mated, confidence: bootstrap.confidence),
      "rank1": .wilson(
        successes: identification.rank1 * Double(searches), trials: searches,
        confidence: bootstrap.confidence),
      "fmr": fmr, "auc": drawn.areaUnderROC, "eer": drawn.equalErrorRate,
    ].compactMapValues { $0 }
  }
}

extension Double {
  /// The number, or nil for NaN, which JSON cannot say.
  var ifNumber: Double? { isNaN ? nil : self }
}
