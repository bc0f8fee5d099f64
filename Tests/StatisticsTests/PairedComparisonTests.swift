import Testing

@testable import Statistics

struct PairedComparisonTests {
  private func results(_ both: Int, _ first: Int, _ second: Int) -> ([Bool], [Bool]) {
    let pairs =
      Array(repeating: (true, true), count: both) + Array(repeating: (true, false), count: first)
      + Array(repeating: (false, true), count: second)
    return (pairs.map(\.0), pairs.map(\.1))
  }

  @Test func mcNemarIsTheSignTestOfTheDiffering() {
    let (a, b) = results(30, 9, 1)
    // 2 (1 + 10) / 1024.
    #expect(abs(PairedComparison.mcNemar(a, b) - 22.0 / 1024) < 1e-14)
    #expect(abs(PairedComparison.mcNemar(b, a) - 22.0 / 1024) < 1e-14)
    let (c, d) = results(0, 5, 0)
    #expect(abs(PairedComparison.mcNemar(c, d) - 2.0 / 32) < 1e-14)
    let (e, f) = results(7, 4, 4)
    #expect(PairedComparison.mcNemar(e, f) == 1)
    #expect(PairedComparison.mcNemar([], []) == 1)
  }

  @Test func holmStepsDown() {
    let adjusted = PairedComparison.holm([0.01, 0.04, 0.03, 0.005])
    for (own, known) in zip(adjusted, [0.03, 0.06, 0.06, 0.02]) {
      #expect(abs(own - known) < 1e-15)
    }
    #expect(PairedComparison.holm([0.9, 0.8]) == [1, 1])
  }

  @Test func differencesOfOneMatrixWithItselfAreNothing() throws {
    let matrix = try RandomMatrices.matrix(seed: 6)
    let bootstrap = SubjectBootstrap(replicates: 100)
    let same = bootstrap.differences(matrix, matrix, thresholds: (0.5, 0.5))
    #expect(same.areaUnderROC?.lower == 0 && same.areaUnderROC?.upper == 0)
    #expect(same.falseMatchRate?.lower == 0 && same.falseMatchRate?.upper == 0)
    let better = bootstrap.differences(matrix, matrix, thresholds: (2, -1))
    #expect(better.falseMatchRate?.lower == 1 && better.falseMatchRate?.upper == 1)
  }
}
