internal import Geometry

/// A division of people into those on whom a threshold is chosen and those on whom it is tested.
public struct Split: Codable, Hashable, Sendable {
  /// Whose comparisons choose the threshold.
  public let training: [String]
  /// Whose comparisons test it.
  public let testing: [String]

  /// Builds a split from its two parts.
  public init(training: [String], testing: [String]) {
    self.training = training
    self.testing = testing
  }

  /// The first `fraction` of `people` in `NaturalOrder`, and the rest.
  ///
  /// The number is rounded to the nearest, halves up: 70 % of 95 people are 67 and of 107 are 75, as
  /// in the 2024 study.
  public static func sequential(_ people: [String], fraction: Double = 0.7) -> Split {
    divide(people.sorted(by: NaturalOrder.precedes), fraction)
  }

  /// The sequential split of the people of `matrix`: the first `fraction` of its survivors. People
  /// who could not be compared go with their neighbours in `NaturalOrder`, so that they are counted.
  public static func sequential(_ matrix: DistanceMatrix, fraction: Double = 0.7) -> Split {
    let survivors = sequential(matrix.survivors, fraction: fraction)
    let people = matrix.people
    guard let last = survivors.training.last else { return Split(training: [], testing: people) }
    let isTraining = { (person: String) in !NaturalOrder.precedes(last, person) }
    return Split(
      training: people.filter(isTraining), testing: people.filter { !isTraining($0) })
  }

  /// A random `fraction` of `people`, the same for the same people and seed.
  public static func random(_ people: [String], fraction: Double = 0.7, seed: UInt64) -> Split {
    divide(shuffled(people, seed: seed), fraction).inOrder
  }

  /// A random `fraction` of the people of each label, the same for the same people, labels and seed.
  ///
  /// Where the labels' shares are not whole, the largest remainders are rounded up, so that the whole
  /// is divided as `random(_:fraction:seed:)` would.
  public static func stratified(
    _ people: [String], fraction: Double = 0.7, seed: UInt64, label: (String) -> String
  ) -> Split {
    let groups = Dictionary(grouping: shuffled(people, seed: seed), by: label)
      .sorted { $0.key < $1.key }.map(\.value)
    var sizes = groups.map { Int(share($0.count, fraction).rounded(.down)) }
    let missing = count(people.count, fraction) - sizes.reduce(0, +)
    let byRemainder = groups.indices.sorted {
      let first = share(groups[$0].count, fraction) - Double(sizes[$0])
      let second = share(groups[$1].count, fraction) - Double(sizes[$1])
      return first == second ? $0 < $1 : first > second
    }
    for group in byRemainder.prefix(max(0, missing)) { sizes[group] += 1 }
    return Split(
      training: zip(groups, sizes).flatMap { $0.prefix($1) },
      testing: zip(groups, sizes).flatMap { $0.dropFirst($1) }
    ).inOrder
  }

  /// `count` splits, each with another random part of `people` for testing; every person is tested
  /// once.
  public static func folds(_ people: [String], count: Int, seed: UInt64) -> [Split] {
    let order = shuffled(people, seed: seed)
    return (0..<count).map { fold in
      Split(
        training: order.indices.filter { $0 % count != fold }.map { order[$0] },
        testing: order.indices.filter { $0 % count == fold }.map { order[$0] }
      ).inOrder
    }
  }

  private var inOrder: Split {
    Split(
      training: training.sorted(by: NaturalOrder.precedes),
      testing: testing.sorted(by: NaturalOrder.precedes))
  }

  private static func divide(_ people: [String], _ fraction: Double) -> Split {
    let size = count(people.count, fraction)
    return Split(training: Array(people.prefix(size)), testing: Array(people.dropFirst(size)))
  }

  private static func count(_ total: Int, _ fraction: Double) -> Int {
    min(total, Int(share(total, fraction).rounded(.toNearestOrAwayFromZero)))
  }

  /// The share of `total`; what decimal fractions lack in binary is made good.
  private static func share(_ total: Int, _ fraction: Double) -> Double {
    fraction * Double(total) + 1e-9
  }

  /// Fisher and Yates's shuffle, on the sorted people, so that the given order does not matter.
  private static func shuffled(_ people: [String], seed: UInt64) -> [String] {
    var order = people.sorted(by: NaturalOrder.precedes)
    var generator = SeededGenerator(seed: seed)
    for last in order.indices.dropFirst().reversed() {
      order.swapAt(last, Int(generator.uniform() * Double(last + 1)))
    }
    return order
  }
}
