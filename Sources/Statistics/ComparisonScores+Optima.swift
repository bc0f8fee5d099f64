extension ComparisonScores {
  /// The observed distance where true accept rate minus false match rate is largest (Youden 1950);
  /// the smallest of several that are equally good, compared in whole numbers, so that equal means
  /// equal. Nil where a side is empty.
  public var youdenOptimum: OperatingPoint? {
    guard isComplete else { return nil }
    return steps.best { step in
      (step.mated * nonMated.count - step.nonMated * mated.count, 1)
    }.map { operatingPoint(at: $0.distance) }
  }

  /// The observed distance where F1 = 2 TP / (2 TP + FP + FN) is largest; the smallest of several
  /// that are equally good. Nil where a side is empty.
  public var f1Optimum: OperatingPoint? {
    guard isComplete else { return nil }
    return steps.best { step in
      (step.mated, step.mated + step.nonMated + mated.count)
    }.map { operatingPoint(at: $0.distance) }
  }

  /// The largest observed distance at which the false match rate is at most `limit`, with what it
  /// does. Nil where even the smallest distance accepts too many, or a side is empty.
  ///
  /// The true accept rate there is TAR at FMR = `limit` (ISO/IEC 19795-1); it is 0 for nil.
  public func operatingPoint(atFalseMatchRate limit: Double) -> OperatingPoint? {
    guard isComplete else { return nil }
    let limit = min(max(limit, 0), 1)
    var allowed = Int((limit * Double(nonMated.count)).rounded(.down))
    // The product above may be off by one unit in the last place.
    while Double(allowed + 1) / Double(nonMated.count) <= limit { allowed += 1 }
    while allowed > 0, Double(allowed) / Double(nonMated.count) > limit { allowed -= 1 }
    let bound = allowed < nonMated.count ? nonMated[allowed] : .infinity
    return largest(below: bound).map(operatingPoint)
  }

  /// The twelve operating points around an observed distance, from five distinct distances before it
  /// to six after it, as far as there are any.
  public func neighbours(of threshold: Double) -> [OperatingPoint] {
    var points: [Double] = []
    var distance = threshold
    while points.count < 5, let smaller = largest(below: distance) {
      points.insert(smaller, at: 0)
      distance = smaller
    }
    points.append(threshold)
    distance = threshold
    for _ in 0..<6 {
      guard let larger = smallest(above: distance) else { break }
      points.append(larger)
      distance = larger
    }
    return points.map(operatingPoint)
  }

  private func largest(below bound: Double) -> Double? {
    [mated, nonMated].compactMap { distances in
      let count = distances.countOfSorted(below: bound)
      return count > 0 ? distances[count - 1] : nil
    }.max()
  }

  private func smallest(above bound: Double) -> Double? {
    [mated, nonMated].compactMap { distances in
      let count = distances.countOfSorted(upTo: bound)
      return count < distances.count ? distances[count] : nil
    }.min()
  }
}
