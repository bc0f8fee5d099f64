/// The mated and non-mated distances of a set of comparisons, sorted once for all curves.
///
/// A comparison that was not possible (NaN) is in neither list but counted. A threshold `t` accepts a
/// comparison where its distance is at most `t`.
public struct ComparisonScores: Hashable, Sendable {
  /// The distances of comparisons of one person, ascending.
  public let mated: [Double]
  /// The distances of comparisons of two people, ascending.
  public let nonMated: [Double]
  /// How many mated comparisons were not possible.
  public let failedMated: Int
  /// How many non-mated comparisons were not possible.
  public let failedNonMated: Int

  /// Sorts two lists of distances, which may hold NaN for comparisons that were not possible.
  public init(mated: [Double], nonMated: [Double]) {
    let possibleMated = mated.filter { !$0.isNaN }
    let possibleNonMated =
      nonMated.contains(where: \.isNaN) ? nonMated.filter { !$0.isNaN } : nonMated
    failedMated = mated.count - possibleMated.count
    failedNonMated = nonMated.count - possibleNonMated.count
    self.mated = AscendingOrder.sorted(possibleMated)
    self.nonMated = AscendingOrder.sorted(possibleNonMated)
  }

  /// Sorts the cells of `matrix`.
  public init(_ matrix: DistanceMatrix) {
    var mated: [Double] = []
    var nonMated: [Double] = []
    nonMated.reserveCapacity(matrix.values.count)
    for row in 0..<matrix.rowCount {
      let cells = matrix.values[row * matrix.columnCount..<(row + 1) * matrix.columnCount]
      guard let mate = matrix.mateOfRow[row] else {
        nonMated.append(contentsOf: cells)
        continue
      }
      let place = cells.startIndex + mate
      nonMated.append(contentsOf: cells[..<place])
      mated.append(cells[place])
      nonMated.append(contentsOf: cells[(place + 1)...])
    }
    self.init(mated: mated, nonMated: nonMated)
  }

  /// Whether there is something on both sides, without which no curve is defined.
  public var isComplete: Bool { !mated.isEmpty && !nonMated.isEmpty }

  /// How many mated comparisons `threshold` accepts.
  public func truePositives(at threshold: Double) -> Int {
    mated.countOfSorted(upTo: threshold)
  }

  /// How many non-mated comparisons `threshold` accepts.
  public func falsePositives(at threshold: Double) -> Int {
    nonMated.countOfSorted(upTo: threshold)
  }

  /// What `threshold` does to the comparisons that were possible.
  public func operatingPoint(at threshold: Double) -> OperatingPoint {
    let truePositives = truePositives(at: threshold)
    let falsePositives = falsePositives(at: threshold)
    return OperatingPoint(
      threshold: threshold, truePositives: truePositives, falsePositives: falsePositives,
      falseNegatives: mated.count - truePositives, trueNegatives: nonMated.count - falsePositives)
  }

  /// The counts around each distinct mated distance.
  var steps: MatedSteps {
    var steps: [MatedSteps.Step] = []
    var start = 0
    while start < mated.count {
      let distance = mated[start]
      var end = start + 1
      while end < mated.count, mated[end] == distance { end += 1 }
      steps.append(
        MatedSteps.Step(
          distance: distance, matedBefore: start, mated: end,
          nonMatedBefore: nonMated.countOfSorted(below: distance),
          nonMated: nonMated.countOfSorted(upTo: distance)))
      start = end
    }
    return MatedSteps(steps: steps, matedCount: mated.count, nonMatedCount: nonMated.count)
  }
}

extension [Double] {
  /// In an ascending array, the number of elements less than `bound`.
  func countOfSorted(below bound: Double) -> Int { partition { $0 < bound } }

  /// In an ascending array, the number of elements not greater than `bound`.
  func countOfSorted(upTo bound: Double) -> Int { partition { $0 <= bound } }

  /// The number of elements at the front for which `belongs` holds.
  private func partition(_ belongs: (Double) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if belongs(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
