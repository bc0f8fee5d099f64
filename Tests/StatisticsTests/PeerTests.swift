import Foundation
import TestSupport
import Testing

@testable import Statistics

/// scikit-learn, scipy and a step-by-step numpy version of the study, on 240 matrices with ties.
@Suite(.enabled(if: Peers.python != nil, "EFFACE_PEERS_PYTHON names no Python with scikit-learn"))
struct PeerTests {
  private struct Question: Encodable {
    let rows: Int
    let columns: Int
    let values: [Double?]
    let mates: [Int?]
    let threshold: Double
  }

  private struct Curve: Decodable {
    let x: [Double]
    let y: [Double]
    let thresholds: [Double?]
  }

  private struct Study: Decodable {
    let thresholds: [Double]
    let truePositives: [Int]
    let falsePositives: [Int]
    let youden: Int
    let f1: Int
    let f1Value: Double
    let auprc: Double
    let auc: Double
  }

  private struct Answer: Decodable {
    let roc, rocDropped, prc, prcDropped, det, detDropped: Curve
    let auc, averagePrecision, auprcTrapezoid, eer: Double
    let discriminability: Double?
    let cmc, wilson, clopperPearson: [Double]
    let studyCosine, studyEuclidean: Study
  }

  @Test func allNumbersAgree() throws {
    let matrices = try (0..<240).map { try RandomMatrices.matrix(seed: UInt64($0)) }
    let questions = matrices.map { matrix in
      Question(
        rows: matrix.rowCount, columns: matrix.columnCount,
        values: matrix.values.map { $0.isNaN ? nil : $0 }, mates: matrix.mateOfColumn,
        threshold: 0.5)
    }
    let answers = try Peers.ask("statistics.py", questions, as: [Answer].self)
    #expect(answers.count == matrices.count)
    for (seed, (matrix, answer)) in zip(matrices, answers).enumerated() {
      let scores = ComparisonScores(matrix)
      expectCurves(scores, answer, seed)
      expectNumbers(matrix, scores, answer, seed)
      expectStudy(scores, end: 1, answer.studyCosine, seed)
      expectStudy(scores, end: 1.41, answer.studyEuclidean, seed)
    }
  }

  private func expectCurves(_ scores: ComparisonScores, _ answer: Answer, _ seed: Int) {
    let counts = ThresholdCounts(scores)
    for (drop, roc, prc, det) in [
      (false, answer.roc, answer.prc, answer.det),
      (true, answer.rocDropped, answer.prcDropped, answer.detDropped),
    ] {
      let ownROC = ROCCurve(counts, dropIntermediate: drop)
      expect(ownROC.falseMatchRates, ownROC.trueAcceptRates, ownROC.thresholds, roc, seed)
      let ownPRC = PrecisionRecallCurve(counts, dropIntermediate: drop)
      expect(ownPRC.recalls, ownPRC.precisions, ownPRC.thresholds, prc, seed)
      let ownDET = DETCurve(counts, dropIntermediate: drop)
      expect(ownDET.falseMatchRates, ownDET.falseNonMatchRates, ownDET.thresholds, det, seed)
      #expect(abs(ownROC.area - answer.auc) < 1e-12, "matrix \(seed)")
    }
    #expect(
      abs(PrecisionRecallCurve(counts).area - answer.auprcTrapezoid) < 1e-12, "matrix \(seed)")
  }

  private func expect(
    _ x: [Double], _ y: [Double], _ thresholds: [Double], _ curve: Curve, _ seed: Int
  ) {
    #expect(isClose(x, curve.x) && isClose(y, curve.y), "matrix \(seed)")
    #expect(thresholds == curve.thresholds.map { $0 ?? -.infinity }, "matrix \(seed)")
  }

  private func expectNumbers(
    _ matrix: DistanceMatrix, _ scores: ComparisonScores, _ answer: Answer, _ seed: Int
  ) {
    let point = scores.operatingPoint(at: 0.5)
    let mated = point.truePositives + point.falseNegatives
    let wilson = ConfidenceInterval.wilson(
      successes: Double(point.truePositives), trials: mated)
    let exact = ConfidenceInterval.clopperPearson(successes: point.truePositives, trials: mated)
    let own = [
      scores.areaUnderROC, scores.averagePrecision, scores.areaUnderPrecisionRecall,
      scores.equalErrorRate, wilson.lower, wilson.upper,
    ]
    let theirs = [
      answer.auc, answer.averagePrecision, answer.auprcTrapezoid, answer.eer, answer.wilson[0],
      answer.wilson[1],
    ]
    #expect(isClose(own, theirs), "matrix \(seed): \(own) \(theirs)")
    #expect(isClose([exact.lower, exact.upper], answer.clopperPearson, 1e-11), "matrix \(seed)")
    #expect(isClose(CumulativeMatch(matrix).rates, answer.cmc), "matrix \(seed)")
    if let discriminability = answer.discriminability {
      #expect(isClose([scores.discriminability], [discriminability]), "matrix \(seed)")
    }
  }

  private func expectStudy(_ scores: ComparisonScores, end: Double, _ study: Study, _ seed: Int) {
    let own = StudyCurves(scores, gridEnd: end)
    #expect(own.thresholds == study.thresholds)
    #expect(own.truePositives == study.truePositives, "matrix \(seed)")
    #expect(own.falsePositives == study.falsePositives, "matrix \(seed)")
    #expect(own.youdenIndex == study.youden && own.f1Index == study.f1, "matrix \(seed)")
    #expect(
      isClose(
        [own.f1[own.f1Index], own.areaUnderPrecisionRecall, scores.areaUnderROC],
        [study.f1Value, study.auprc, study.auc]), "matrix \(seed)")
  }

  private func isClose(_ own: [Double], _ theirs: [Double], _ tolerance: Double = 1e-12) -> Bool {
    own.count == theirs.count && zip(own, theirs).allSatisfy { abs($0 - $1) <= tolerance }
  }
}
