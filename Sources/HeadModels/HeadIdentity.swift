internal import Geometry

/// The numbers that make a head that of one person.
public struct HeadIdentity: Sendable, Hashable, Codable {
  /// Age in years, 18...90: up to 25 the young target alone, at 90 the old one.
  public var age: Double
  /// 0 female, 1 male; in between a mixture.
  public var male: Double
  /// Weights of MakeHuman's African, Asian and Caucasian targets; they sum to 1.
  public var ancestry: [Double]
  /// 0 thin, 0.5 average, 1 heavy.
  public var weight: Double
  /// 0 weak, 0.5 average, 1 strong.
  public var muscle: Double
  /// How far the lids are closed, from 0 to 1.
  public var lidClosure: Double
  /// Uniform scale of the whole head.
  public var size: Double
  /// For each detail target its weight: positive towards its second name, negative towards its
  /// first (`nose/nose-hump`: -1 is `decr`, 1 is `incr`).
  public var details: [String: Double]

  /// The average adult: halfway between the sexes, one third of each ancestry, 40 years.
  public static let average = HeadIdentity(
    age: 40, male: 0.5, ancestry: [1.0 / 3, 1.0 / 3, 1.0 / 3], weight: 0.5, muscle: 0.5,
    lidClosure: 1, size: 1, details: [:])
}

extension HeadIdentity {
  /// The weight of the old targets, the rest being the young ones'.
  var oldness: Double { min(max((age - 25) / 65, 0), 1) }

  /// Draws subject number `subject` of the cohort `seed`.
  ///
  /// Sex is even; age uniform in 18...80; ancestry mostly one of the three; weight and muscle normal
  /// about the average; each detail target normal with the standard deviation that
  /// `DetailTarget.spread` gives it.
  static func random(seed: UInt64, subject: Int, details: [DetailTarget]) -> HeadIdentity {
    var generator = SeededGenerator(seed: seed, stream: UInt64(truncatingIfNeeded: subject))
    let age = 18 + 62 * generator.uniform()
    let manly = 0.8 + 0.2 * generator.uniform()
    let male = generator.next() & 1 == 0 ? manly : 1 - manly
    let shares = (0..<3).map { _ in
      let share = generator.uniform()
      return share * share * share + 0.02
    }
    let total = shares.reduce(0, +)
    var identity = HeadIdentity(
      age: age, male: male, ancestry: shares.map { $0 / total },
      weight: min(max(0.5 + 0.14 * generator.gaussian(), 0.1), 0.95),
      muscle: min(max(0.5 + 0.12 * generator.gaussian(), 0.1), 0.9), lidClosure: 1,
      size: 1 + 0.02 * generator.gaussian(within: 2.5), details: [:])
    var shared: [String: Double] = [:]
    for detail in details {
      let own = generator.gaussian(within: 2.8)
      guard let both = detail.bilateralName else {
        identity.details[detail.name] = detail.spread * own
        continue
      }
      // The two sides of a face differ by a fifth of what faces differ by.
      let common = shared[both] ?? own
      shared[both] = common
      let difference = generator.gaussian(within: 2.8)
      identity.details[detail.name] = detail.spread * (common + 0.2 * difference)
    }
    return identity
  }
}
