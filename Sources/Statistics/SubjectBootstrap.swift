internal import Geometry

/// Intervals for numbers that a whole matrix gives, whose cells share people and so are not
/// independent: people are drawn with replacement, with all their rows and columns.
///
/// A person drawn twice counts twice; comparisons between the two copies are dropped, because they
/// would be mated comparisons posing as non-mated ones (Bolle, Ratha and Pankanti 2004; Poh et al.
/// 2007). The interval lies between percentiles of the replicates. The same seed gives the same
/// interval, whatever the cores.
public struct SubjectBootstrap: Sendable {
  /// How often people are drawn anew.
  public let replicates: Int
  /// Where the random sequence starts.
  public let seed: UInt64
  /// The part of replicates between the ends of the interval.
  public let confidence: Double

  /// Chooses the effort.
  public init(replicates: Int = 1000, seed: UInt64 = 1, confidence: Double = 0.95) {
    self.replicates = replicates
    self.seed = seed
    self.confidence = confidence
  }

  /// What was measured in one replicate, or the ends of the intervals.
  public struct Measures<Value: Sendable>: Sendable {
    /// The area under the ROC curve.
    public let areaUnderROC: Value
    /// The equal error rate.
    public let equalErrorRate: Value
    /// The part of mated comparisons accepted at the threshold, undetected ones counted as not.
    public let trueAcceptRate: Value
    /// The part of non-mated comparisons accepted at the threshold, undetected ones counted as not.
    public let falseMatchRate: Value
  }

  /// The intervals of `matrix` at `threshold`. An interval is nil where no replicate gave a number.
  public func intervals(
    _ matrix: DistanceMatrix, threshold: Double
  ) -> Measures<ConfidenceInterval?> {
    let measured = measure(matrix, threshold: threshold)
    return Measures(
      areaUnderROC: interval(measured.map(\.areaUnderROC)),
      equalErrorRate: interval(measured.map(\.equalErrorRate)),
      trueAcceptRate: interval(measured.map(\.trueAcceptRate)),
      falseMatchRate: interval(measured.map(\.falseMatchRate)))
  }

  /// The numbers of every replicate, in order. Two matrices of the same people and the same seed are
  /// drawn alike, so that their numbers may be compared pair by pair.
  public func measure(_ matrix: DistanceMatrix, threshold: Double) -> [Measures<Double>] {
    let binned = BinnedComparisons(matrix, threshold: threshold)
    var results = [Measures<Double>?](repeating: nil, count: replicates)
    results.withUnsafeMutableBufferPointer { buffer in
      // Each replicate writes its own element.
      nonisolated(unsafe) let buffer = buffer
      Parallel.forEach(replicates) { replicate in
        buffer[replicate] = binned.measures(weights: weights(binned.peopleCount, replicate))
      }
    }
    return results.compactMap { $0 }
  }

  /// The interval between percentiles of `values`, NaN left out.
  func interval(_ values: [Double]) -> ConfidenceInterval? {
    let sorted = values.filter { !$0.isNaN }.sorted()
    guard !sorted.isEmpty else { return nil }
    func percentile(_ part: Double) -> Double {
      let place = part * Double(sorted.count - 1)
      let below = Int(place)
      let above = min(below + 1, sorted.count - 1)
      return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
    }
    let tail = (1 - confidence) / 2
    return ConfidenceInterval(
      lower: percentile(tail), upper: percentile(1 - tail), method: "subject-bootstrap")
  }

  /// How often each of `count` people is drawn.
  private func weights(_ count: Int, _ replicate: Int) -> [Int] {
    var generator = SeededGenerator(seed: seed, stream: UInt64(replicate))
    var weights = [Int](repeating: 0, count: count)
    for _ in 0..<count { weights[Int(generator.uniform() * Double(count))] += 1 }
    return weights
  }
}
