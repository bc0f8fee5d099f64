import Foundation
import Geometry
import TestSupport
import Testing

@testable import Statistics

/// scikit-learn and Efface on the same 25 million distances, one after the other.
@Suite(
  .serialized,
  .enabled(
    if: Peers.python != nil && ProcessInfo.processInfo.environment["EFFACE_BENCHMARKS"] != nil,
    "EFFACE_PEERS_PYTHON and EFFACE_BENCHMARKS are not both set"))
struct SpeedTests {
  private struct Question: Encodable {
    let file: String
    let count: Int
  }

  private struct Answer: Decodable {
    let seconds: Double
    let auc: Double
  }

  @Test(arguments: [2, 16]) func fiveTimesFasterThanScikitLearn(digits: Int) throws {
    let count = 5000
    let matrix = try Self.matrix(count, digits: digits)
    let clock = ContinuousClock()
    var area = 0.0
    let elapsed = clock.measure {
      let scores = ComparisonScores(matrix)
      let counts = ThresholdCounts(scores)
      let roc = ROCCurve(counts)
      let precisionRecall = PrecisionRecallCurve(counts)
      area = scores.areaUnderROC
      #expect(roc.trueAcceptRates.last == 1 && precisionRecall.recalls.last == 0)
    }
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: file) }
    try matrix.values.withUnsafeBytes { try Data($0).write(to: file) }
    let answer = try Peers.ask(
      "statistics_speed.py", Question(file: file.path, count: count), as: Answer.self)
    let own = elapsed / .seconds(1)
    print("scikit-learn \(answer.seconds) s, Efface \(own) s: ratio \(answer.seconds / own)")
    #expect(abs(area - answer.auc) < 1e-12)
    #expect(answer.seconds > 5 * own, "scikit-learn \(answer.seconds) s, Efface \(own) s")
  }

  private static func matrix(_ count: Int, digits: Int) throws -> DistanceMatrix {
    var random = SeededGenerator(seed: 1)
    let scale = pow(10.0, Double(digits))
    let values = (0..<count * count).map { place -> Double in
      let mean = place / count == place % count ? 0.6 : 0.8
      let value = abs(mean + 0.15 * (random.uniform() + random.uniform() - 1))
      return digits < 16 ? (value * scale).rounded() / scale : value
    }
    return try DistanceMatrix(
      rowIdentifiers: (0..<count).map { "\($0)_n" },
      columnIdentifiers: (0..<count).map { "\($0)_d" }, values: values)
  }
}
