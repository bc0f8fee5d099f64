/// The comparisons of a matrix, each with its place among the distinct mated distances and one
/// threshold, so that the curves of any weighting of the people need no sorting.
struct BinnedComparisons: Sendable {
  /// Mated distances that were possible and the threshold: distinct, ascending.
  private let cuts: [Double]
  private let threshold: Double
  /// For each cell, 2i below cut i (and above the one before), 2i + 1 on it; the last bin is NaN.
  private let bins: [UInt32]
  private let personOfRow: [Int]
  private let personOfColumn: [Int]
  private let mateOfRow: [Int?]
  /// How many people have a row or a column.
  let peopleCount: Int

  init(_ matrix: DistanceMatrix, threshold: Double) {
    let mated = matrix.mateOfRow.enumerated().compactMap { row, mate in mate.map { matrix[row, $0] }
    }
    var cuts: [Double] = []
    for value in (mated.filter { !$0.isNaN } + [threshold]).sorted() where value != cuts.last {
      cuts.append(value)
    }
    let people = Dictionary(
      uniqueKeysWithValues: matrix.people.enumerated().map { ($0.element, $0.offset) })
    let place = { (name: String) in people[DistanceMatrix.person(name), default: 0] }
    self.cuts = cuts
    self.threshold = threshold
    bins = matrix.values.map { value in
      guard !value.isNaN else { return UInt32(2 * cuts.count + 1) }
      let cut = cuts.countOfSorted(below: value)
      return UInt32(cut < cuts.count && cuts[cut] == value ? 2 * cut + 1 : 2 * cut)
    }
    personOfRow = matrix.rowIdentifiers.map(place)
    personOfColumn = matrix.columnIdentifiers.map(place)
    mateOfRow = matrix.mateOfRow
    peopleCount = people.count
  }

  /// The numbers of the matrix in which person i counts `weights[i]` times.
  func measures(weights: [Int]) -> SubjectBootstrap.Measures<Double> {
    let (mated, nonMated) = histograms(weights)
    let steps = steps(mated, nonMated)
    let wantedMated = mated.reduce(0, +)
    let wantedNonMated = nonMated.reduce(0, +)
    let accepted = steps.steps.last { $0.distance <= threshold }
    return SubjectBootstrap.Measures(
      areaUnderROC: steps.areaUnderROC, equalErrorRate: steps.equalError?.rate ?? .nan,
      trueAcceptRate: Double(accepted?.mated ?? 0) / Double(wantedMated),
      falseMatchRate: Double(accepted?.nonMated ?? 0) / Double(wantedNonMated))
  }

  /// The weight of the comparisons in each bin. Rows and columns of one person that are not drawn
  /// have weight 0.
  private func histograms(_ weights: [Int]) -> (mated: [Int], nonMated: [Int]) {
    var mated = [Int](repeating: 0, count: 2 * cuts.count + 2)
    var nonMated = mated
    let columnWeights = personOfColumn.map { weights[$0] }
    for row in personOfRow.indices {
      let weight = weights[personOfRow[row]]
      guard weight > 0 else { continue }
      let start = row * columnWeights.count
      for column in columnWeights.indices {
        nonMated[Int(bins[start + column])] += weight * columnWeights[column]
      }
      // The mated cell was counted with the others, and as often as the copies meet each other.
      if let mate = mateOfRow[row] {
        let bin = Int(bins[start + mate])
        nonMated[bin] -= weight * weight
        mated[bin] += weight
      }
    }
    return (mated, nonMated)
  }

  private func steps(_ mated: [Int], _ nonMated: [Int]) -> MatedSteps {
    var steps: [MatedSteps.Step] = []
    var matedSum = 0
    var nonMatedSum = 0
    for (cut, distance) in cuts.enumerated() {
      nonMatedSum += nonMated[2 * cut]
      let before = (matedSum, nonMatedSum)
      matedSum += mated[2 * cut + 1]
      nonMatedSum += nonMated[2 * cut + 1]
      steps.append(
        MatedSteps.Step(
          distance: distance, matedBefore: before.0, mated: matedSum, nonMatedBefore: before.1,
          nonMated: nonMatedSum))
    }
    return MatedSteps(
      steps: steps, matedCount: matedSum, nonMatedCount: nonMatedSum + nonMated[2 * cuts.count])
  }
}
