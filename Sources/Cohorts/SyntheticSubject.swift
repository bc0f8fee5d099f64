internal import Files
internal import Geometry
public import HeadModels

/// A person who does not exist: a head and what is inside it.
public struct SyntheticSubject: Sendable {
  /// The cohort's seed.
  public let seed: UInt64
  /// The number in the cohort, from 1.
  public let number: Int
  /// The outside, and where its landmarks lie.
  public let head: Head
  /// Its inside, or why there is none.
  let anatomy: Result<Anatomy, EffaceError>

  /// Makes subject `number` (from 1) of the cohort `seed`: the same numbers, the same person.
  public init(number: Int, seed: UInt64, model: HeadModel) {
    self.init(head: model.random(seed: seed, subject: number), number: number, seed: seed)
  }

  /// Gives `head` an inside, drawn from `seed` and `number`.
  public init(head: Head, number: Int, seed: UInt64) {
    self.seed = seed
    self.number = number
    self.head = head
    var generator = generator(seed: seed, number: number, purpose: 1)
    do {
      let base = try BaseHead.installed()
      anatomy = .success(Anatomy(head, base: base, generator: &generator))
    } catch {
      anatomy = .failure(error)
    }
  }

  /// For example `sub-007`; as many digits as the largest of `count` subjects needs, at least 2.
  public static func label(_ number: Int, of count: Int) -> String {
    let width = max(2, String(count).count)
    let digits = String(number)
    return "sub-" + String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

/// An independent stream for one use of one subject's randomness.
func generator(seed: UInt64, number: Int, purpose: UInt64) -> SeededGenerator {
  var mixer = SeededGenerator(seed: seed, stream: UInt64(truncatingIfNeeded: number))
  return SeededGenerator(seed: mixer.next(), stream: purpose)
}
