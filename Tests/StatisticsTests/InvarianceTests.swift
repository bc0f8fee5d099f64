import Foundation
import Geometry
import Testing

@testable import Statistics

/// What must not change a number, and what must change it in a known way.
struct InvarianceTests {
  private let seeds: Range<UInt64> = 0..<40

  private func numbers(_ matrix: DistanceMatrix) -> [Double] {
    let scores = ComparisonScores(matrix)
    let ranks = CumulativeMatch(matrix)
    return [
      scores.areaUnderROC, scores.averagePrecision, scores.areaUnderPrecisionRecall,
      scores.equalErrorRate, Double(scores.f1Optimum?.truePositives ?? -1),
      Double(scores.f1Optimum?.falsePositives ?? -1),
      Double(scores.youdenOptimum?.falsePositives ?? -1),
    ] + ranks.rates
  }

  @Test func theOrderOfPeopleDoesNotMatter() throws {
    for seed in seeds {
      let matrix = try RandomMatrices.matrix(seed: seed)
      let rows = Array((0..<matrix.rowCount).reversed())
      let columns = (0..<matrix.columnCount).map { ($0 + 3) % matrix.columnCount }
      let mixed = matrix.keeping(rows: rows, columns: columns)
      let close = zip(numbers(matrix), numbers(mixed)).allSatisfy { abs($0 - $1) < 1e-12 }
      #expect(close, "matrix \(seed)")
    }
  }

  @Test func onlyTheOrderOfDistancesMatters() throws {
    for seed in seeds {
      let matrix = try RandomMatrices.matrix(seed: seed)
      let bent = try DistanceMatrix(
        rowIdentifiers: matrix.rowIdentifiers, columnIdentifiers: matrix.columnIdentifiers,
        values: matrix.values.map { exp(3 * $0) - 20 })
      #expect(numbers(matrix) == numbers(bent), "matrix \(seed)")
    }
  }

  @Test func reversedDistancesReverseTheArea() throws {
    for seed in seeds {
      let matrix = try RandomMatrices.matrix(seed: seed)
      let reversed = try DistanceMatrix(
        rowIdentifiers: matrix.rowIdentifiers, columnIdentifiers: matrix.columnIdentifiers,
        values: matrix.values.map { -$0 })
      let sum =
        ComparisonScores(matrix).areaUnderROC + ComparisonScores(reversed).areaUnderROC
      #expect(abs(sum - 1) < 1e-12, "matrix \(seed)")
    }
  }

  @Test func tiePoliciesAreInOrder() throws {
    for seed in seeds {
      let matrix = try RandomMatrices.matrix(seed: seed)
      let optimistic = CumulativeMatch(matrix, ties: .optimistic).rates
      let expected = CumulativeMatch(matrix, ties: .expected).rates
      let pessimistic = CumulativeMatch(matrix, ties: .pessimistic).rates
      for rank in expected.indices {
        #expect(optimistic[rank] >= expected[rank] - 1e-12)
        #expect(expected[rank] >= pessimistic[rank] - 1e-12)
      }
    }
  }
}
