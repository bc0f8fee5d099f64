import Testing

@testable import Statistics

struct StudyCurvesTests {
  @Test func gridAndFirstMaxima() {
    // Accepted from 33/99 on: TP 1; from 66/99 on: TP 2, FP 1; the last point accepts everything.
    let scores = ComparisonScores(mated: [0.33, 0.66], nonMated: [0.66, 1])
    let curves = StudyCurves(scores, gridEnd: 1)
    #expect(curves.thresholds.count == 100 && curves.thresholds[99] == 1)
    #expect(curves.thresholds[33] == 33 * (1.0 / 99))
    #expect(curves.truePositives[32] == 0 && curves.truePositives[33] == 1)
    #expect(curves.truePositives[66] == 2 && curves.falsePositives[66] == 1)
    #expect(curves.falsePositives[98] == 1 && curves.falsePositives[99] == 2)
    #expect(curves.precisions[0] == 0)
    // J is .5 at index 33 and at 66: the first counts. F1 is 2/3 there and .8 at 66.
    #expect(curves.youdenIndex == 33 && curves.f1Index == 66)
    #expect(abs(curves.f1[66] - 0.8) < 1e-9)
    // (0, 0) to (.5, 1), (1, 2/3), (1, .5).
    #expect(abs(curves.areaUnderPrecisionRecall - (0.25 + 0.5 * (1 + 2.0 / 3) / 2)) < 1e-9)
  }

  @Test func tableHasTwelveRowsWithinTheGrid() {
    let middle = StudyCurves(ComparisonScores(mated: [0.5], nonMated: [0.9]), gridEnd: 1)
    #expect(middle.table.count == 12)
    #expect(middle.table[5].threshold == middle.thresholds[middle.f1Index])
    let first = StudyCurves(ComparisonScores(mated: [0], nonMated: [0.9]), gridEnd: 1)
    #expect(first.table.count == 7 && first.table[0].threshold == 0)
    let last = StudyCurves(ComparisonScores(mated: [1.41], nonMated: [1.41]), gridEnd: 1.41)
    #expect(last.f1Index == 99 && last.table.count == 6)
  }

  @Test func metricsKnowTheirGrids() {
    #expect(DistanceMetric(rawValue: "euclidean_l2")?.gridEnd == 1.41)
    #expect(DistanceMetric.cosine.gridEnd == 1 && DistanceMetric.angular.gridEnd == 1)
  }
}
