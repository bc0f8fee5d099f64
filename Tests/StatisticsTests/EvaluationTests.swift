import Files
import Foundation
import Testing

@testable import Statistics

struct EvaluationTests {
  /// Person 3 has no face after defacing.
  private func matrix() throws -> DistanceMatrix {
    try DistanceMatrix(
      csv: """
        ,1_d,2_d,3_d,4_d
        1_n,0.2,0.5,,0.9
        2_n,0.4,0.5,,0.3
        3_n,0.6,0.7,,0.8
        4_n,0.7,0.1,,0.6
        """)
  }

  @Test func undetectedCountsAsNotIdentified() throws {
    let evaluation = try Evaluation(matrix(), threshold: 0.5)
    #expect(evaluation.truePositives == 2 && evaluation.falseNegatives == 2)
    #expect(evaluation.falsePositives == 4 && evaluation.trueNegatives == 8)
    #expect(evaluation.tar == 0.5 && evaluation.fmr == 4.0 / 12)
    #expect(evaluation.gallerySize == 4 && evaluation.searches == 4 && evaluation.chance == 0.25)
    // 1 is nearest to itself; 2 stands behind 4 and level with 1; 4 stands behind 2.
    #expect(evaluation.rank1 == 0.25)
    #expect(evaluation.cmc.map { ($0 * 8).rounded() / 8 } == [0.25, 0.625, 0.75, 0.75])
    #expect(evaluation.acquisition.detectedColumns == 3)
    #expect(evaluation.acquisition.failureToAcquire == 0.25)
    #expect(evaluation.acquisition.failedMatedComparisons == 1)
  }

  @Test func conditionalOnDetection() throws {
    let conditional = try Evaluation(matrix(), threshold: 0.5).conditional
    #expect(conditional.tar == 2.0 / 3 && conditional.fmr == 4.0 / 9)
    #expect(conditional.falseNegatives == 1 && conditional.trueNegatives == 5)
    #expect(conditional.rank1 == 1.0 / 3)
    #expect(conditional.chance == 0.25)
  }

  @Test func nothingAcceptedIsNotNothing() throws {
    let evaluation = try Evaluation(matrix(), threshold: 0.05)
    #expect(evaluation.fmr == 0 && evaluation.precision == 0)
    #expect(evaluation.intervals["fmr"] == .ruleOfThree(trials: 4))
    #expect(evaluation.intervals["fmr"]?.upper == 0.75)
  }

  @Test func jsonHasTheKeysOfTheContract() throws {
    let data = try JSONFile.data(Evaluation(matrix(), threshold: 0.5))
    let object = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    for key in [
      "threshold", "truePositives", "falsePositives", "falseNegatives", "trueNegatives", "tar",
      "fmr", "rank1", "intervals",
    ] {
      #expect(object[key] != nil, "\(key)")
    }
    let selection = try ThresholdSelection(matrix(), rule: .study, metric: .cosine)
    let chosen = try #require(
      JSONSerialization.jsonObject(with: JSONFile.data(selection)) as? [String: Any])
    for key in [
      "protocol", "metric", "rows", "columns", "auc", "auprcGrid", "auprcTrapezoid",
      "averagePrecision", "eer", "table", "youden", "f1",
    ] {
      #expect(chosen[key] != nil, "\(key)")
    }
    #expect(chosen["protocol"] as? String == "study")
    #expect(
      (chosen["f1"] as? [String: Any])?.keys.sorted()
        == ["falsePositives", "threshold", "truePositives", "value"])
  }

  @Test func matricesWithoutMatesAreRefused() throws {
    let strangers = try DistanceMatrix(csv: ",1_d\n2_n,0.5\n")
    #expect(throws: EffaceError.self) { try Evaluation(strangers, threshold: 1) }
    #expect(throws: EffaceError.self) { try ThresholdSelection(strangers, metric: .cosine) }
    let undetected = try DistanceMatrix(csv: ",1_d,2_d\n1_n,,\n2_n,,\n")
    #expect(throws: EffaceError.self) { try ThresholdSelection(undetected, metric: .cosine) }
    let evaluation = try Evaluation(undetected, threshold: 1)
    #expect(evaluation.tar == 0 && evaluation.rank1 == 0 && evaluation.auc == nil)
    #expect(evaluation.conditional.tar == nil)
    _ = try JSONFile.data(evaluation)
  }
}
