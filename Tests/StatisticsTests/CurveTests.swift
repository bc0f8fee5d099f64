import Geometry
import Testing

@testable import Statistics

/// Mated 1, 2, 2, 4; non-mated 2, 3, 4, 5, 6: everything worked out by hand.
struct CurveTests {
  private let scores = ComparisonScores(mated: [4, 2, .nan, 1, 2], nonMated: [5, 2, 6, 4, 3])

  @Test func failuresAreCountedAndLeftOut() {
    #expect(scores.mated == [1, 2, 2, 4])
    #expect(scores.failedMated == 1 && scores.failedNonMated == 0)
  }

  @Test func areas() {
    // Pairs won of 20: 5 for the 1, 4.5 for each 2, 2.5 for the 4.
    #expect(scores.areaUnderROC == 16.5 / 20)
    // Recall 1/4 at precision 1, + 1/2 at 3/4, + 1/4 at 4/7.
    #expect(abs(scores.averagePrecision - (0.25 + 0.375 + 1.0 / 7)) < 1e-15)
    let trapezoid = 0.25 * 1 + 0.5 * (1 + 0.75) / 2 + 0.25 * (0.6 + 4.0 / 7) / 2
    #expect(abs(scores.areaUnderPrecisionRecall - trapezoid) < 1e-15)
  }

  @Test func rocPoints() {
    let roc = ROCCurve(ThresholdCounts(scores), dropIntermediate: false)
    #expect(roc.thresholds == [-.infinity, 1, 2, 3, 4, 5, 6])
    #expect(roc.trueAcceptRates == [0, 0.25, 0.75, 0.75, 1, 1, 1])
    #expect(roc.falseMatchRates == [0, 0, 0.2, 0.4, 0.6, 0.8, 1])
    #expect(abs(roc.area - 16.5 / 20) < 1e-15)
  }

  @Test func equalErrorIsInterpolated() {
    // At 2 FMR .2 and FNMR .25, at 3 FMR .4 and FNMR .25: they cross at .25 on the flat line.
    #expect(abs(scores.equalErrorRate - 0.25) < 1e-15)
    #expect(scores.equalErrorThreshold == 3)
    let tied = ComparisonScores(mated: [1, 1], nonMated: [1, 1])
    #expect(tied.equalErrorRate == 0.5 && tied.equalErrorThreshold == 1)
    let apart = ComparisonScores(mated: [1, 2], nonMated: [3, 4])
    #expect(apart.equalErrorRate == 0 && apart.equalErrorThreshold == 2)
    let reversed = ComparisonScores(mated: [3, 4], nonMated: [1, 2])
    #expect(reversed.equalErrorRate == 1)
  }

  @Test func fixedFalseMatchRateTakesTheLargestThresholdWithin() throws {
    let none = try #require(scores.operatingPoint(atFalseMatchRate: 0))
    #expect(none.threshold == 1 && none.trueAcceptRate == 0.25)
    let fifth = try #require(scores.operatingPoint(atFalseMatchRate: 0.2))
    #expect(fifth.threshold == 2 && fifth.trueAcceptRate == 0.75)
    let three = try #require(scores.operatingPoint(atFalseMatchRate: 0.6))
    #expect(three.threshold == 4 && three.falsePositives == 3)
    let all = try #require(scores.operatingPoint(atFalseMatchRate: 1))
    #expect(all.threshold == 6)
    let tied = ComparisonScores(mated: [1, 2], nonMated: [1, 1])
    #expect(tied.operatingPoint(atFalseMatchRate: 0.5) == nil)
  }

  @Test func optimaAreTheFirstOfEquals() throws {
    // J is .25 at 1, .55 at 2, .4 at 4. F1 is .4 at 1, .75 at 2, 8/11 at 4.
    #expect(try #require(scores.youdenOptimum).threshold == 2)
    let f1 = try #require(scores.f1Optimum)
    #expect(f1.threshold == 2 && f1.f1 == 0.75)
    // F1 is 2/3 at 1 (TP 1, FP 0) and at 2 (TP 2, FP 2): the first counts.
    let equal = ComparisonScores(mated: [1, 2], nonMated: [2, 2])
    #expect(try #require(equal.f1Optimum).threshold == 1)
    #expect(try #require(equal.youdenOptimum).threshold == 1)
  }

  @Test func neighboursAreDistinctDistances() {
    #expect(scores.neighbours(of: 2).map(\.threshold) == [1, 2, 3, 4, 5, 6])
    #expect(scores.neighbours(of: 2).map(\.truePositives) == [1, 3, 3, 4, 4, 4])
  }

  @Test func discriminabilityInStandardDeviations() {
    let scores = ComparisonScores(mated: [0, 2], nonMated: [4, 6])
    #expect(abs(scores.discriminability - 4 / 2.0.squareRoot()) < 1e-15)
  }

  @Test func nothingOnASideIsNotANumber() {
    for scores in [
      ComparisonScores(mated: [], nonMated: [1]), ComparisonScores(mated: [1], nonMated: [.nan]),
    ] {
      #expect(!scores.isComplete)
      #expect(scores.areaUnderROC.isNaN && scores.averagePrecision.isNaN)
      #expect(scores.areaUnderPrecisionRecall.isNaN && scores.equalErrorRate.isNaN)
      #expect(scores.youdenOptimum == nil && scores.f1Optimum == nil)
      #expect(DETCurve(ThresholdCounts(scores)).thresholds.isEmpty)
      #expect(ROCCurve(ThresholdCounts(scores)).area.isNaN)
    }
  }

  @Test func fastSortingAgreesWithSlowSorting() {
    var random = SeededGenerator(seed: 9)
    let shapes: [(Int) -> Double] = [
      { _ in random.uniform() }, { _ in random.normal() },
      { _ in (random.uniform() * 50).rounded() },
      { place in place == 7 ? 1e12 : random.uniform() }, { Double(-$0) }, { _ in 3 },
      { place in place % 2 == 0 ? -0.0 : 0.0 }, { place in 1 + Double(place % 9) * 1e-15 },
      { place in place == 0 ? -1e300 : place == 1 ? 1.7e308 : random.uniform() },
    ]
    for (index, shape) in shapes.enumerated() {
      let values = (0..<30_000).map(shape)
      #expect(AscendingOrder.sorted(values) == values.sorted(), "shape \(index)")
    }
  }
}
