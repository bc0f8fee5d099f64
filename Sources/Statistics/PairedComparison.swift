internal import Foundation

/// Two attacks, or two defacers under one attack, on the same people: is one better?
public enum PairedComparison {
  /// McNemar's exact test (1947) of two yes-or-no results for each person, for example "identified":
  /// the two-sided probability of a split at least as uneven as that of the people on whom the two
  /// differ, were both equally good. 1 where they never differ.
  public static func mcNemar(_ first: [Bool], _ second: [Bool]) -> Double {
    precondition(first.count == second.count, "McNemar's test needs the same people twice.")
    let onlyFirst = zip(first, second).filter { $0 && !$1 }.count
    let onlySecond = zip(first, second).filter { !$0 && $1 }.count
    let differing = onlyFirst + onlySecond
    let fewer = min(onlyFirst, onlySecond)
    guard onlyFirst != onlySecond else { return 1 }
    // P(X <= k) of a fair coin is the beta distribution above one half.
    return min(1, 2 * Beta.regularized(0.5, Double(differing - fewer), Double(fewer + 1)))
  }

  /// Holm's step-down adjustment (1979) of probabilities for the number of tests made: each may be
  /// compared with the level that all of them together shall keep.
  public static func holm(_ probabilities: [Double]) -> [Double] {
    var adjusted = probabilities
    var largest = 0.0
    let order = probabilities.indices.sorted { probabilities[$0] < probabilities[$1] }
    for (rank, place) in order.enumerated() {
      largest = max(largest, Double(order.count - rank) * probabilities[place])
      adjusted[place] = min(1, largest)
    }
    return adjusted
  }
}

extension SubjectBootstrap {
  /// The interval of the difference (`first` minus `second`) of two matrices that hold the same
  /// people, drawn alike for both. Nil where a number was never defined on both.
  ///
  /// The differences are those of the area under the ROC curve, the equal error rate, and of TAR and
  /// FMR at `thresholds`, one for each matrix.
  public func differences(
    _ first: DistanceMatrix, _ second: DistanceMatrix, thresholds: (Double, Double)
  ) -> Measures<ConfidenceInterval?> {
    precondition(first.people == second.people, "A paired bootstrap needs the same people twice.")
    return differences(
      measure(first, threshold: thresholds.0), measure(second, threshold: thresholds.1))
  }

  /// The same from what `measure` gave for each matrix with this seed.
  public func differences(
    _ first: [Measures<Double>], _ second: [Measures<Double>]
  ) -> Measures<ConfidenceInterval?> {
    precondition(first.count == second.count, "A paired bootstrap needs the same draws twice.")
    let pairs = Array(zip(first, second))
    func difference(_ number: KeyPath<Measures<Double>, Double>) -> ConfidenceInterval? {
      interval(pairs.map { $0[keyPath: number] - $1[keyPath: number] })
    }
    return Measures(
      areaUnderROC: difference(\.areaUnderROC), equalErrorRate: difference(\.equalErrorRate),
      trueAcceptRate: difference(\.trueAcceptRate), falseMatchRate: difference(\.falseMatchRate))
  }
}
