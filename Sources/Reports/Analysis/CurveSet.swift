internal import Foundation
internal import Statistics

/// The error curves of an attack on everybody, for figures on the page and in print.
struct CurveSet {
  /// (FMR, FNMR) of comparisons that were possible.
  let errors: [SIMD2<Double>]
  /// (rank, part identified), undetected people counted as not identified.
  let ranks: [SIMD2<Double>]

  /// The ranks that are drawn.
  static let mostRanks = 20

  init(_ attack: Attack) {
    let scores = ComparisonScores(attack.matrix)
    if scores.isComplete {
      let curve = DETCurve(ThresholdCounts(scores))
      errors = zip(curve.falseMatchRates, curve.falseNonMatchRates).map { SIMD2($0, $1) }
    } else {
      errors = []
    }
    let rates = CumulativeMatch(attack.matrix).rates.prefix(Self.mostRanks)
    ranks = rates.enumerated().filter { !$0.element.isNaN }.map {
      SIMD2(Double($0.offset + 1), $0.element)
    }
  }
}

extension StudyReport {
  /// The smallest error rate that is drawn: the power of ten below what one comparison weighs.
  static func leastErrorRate(_ attacks: [Attack]) -> Double {
    let most = attacks.map { $0.matrix.rowCount * $0.matrix.columnCount }.max() ?? 100
    return pow(10, -max(2, log10(Double(max(10, most))).rounded(.down)))
  }

  /// The arms with what they keep of the scan and what the strongest attacker makes of it.
  var trade: [(arm: String, kept: Double, identified: Double, interval: ConfidenceInterval?)] {
    let utilities = ArmUtility.all(self)
    // Only attackers who tried every arm: an arm that nobody attacked hard would look well hidden.
    let common = attackers.filter { attacker in
      attacker.gallery == .named
        && utilities.allSatisfy { utility in
          attacker.attacks.contains { $0.arm == utility.arm.name }
        }
    }.flatMap(\.attacks)
    return utilities.compactMap { utility in
      let attacks = common.filter { $0.arm == utility.arm.name }
      let strongest = attacks.compactMap(\.whole).max { $0.rank1 < $1.rank1 }
      guard let strongest, let changed = utility.median("headChanged") else { return nil }
      return (utility.arm.name, 1 - changed, strongest.rank1, strongest.intervals["rank1"])
    }
  }
}
