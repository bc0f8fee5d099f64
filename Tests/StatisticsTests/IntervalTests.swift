import Geometry
import Testing

@testable import Statistics

struct IntervalTests {
  /// Newcombe, Statistics in Medicine 17 (1998), table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
  @Test func wilsonAsPublished() {
    for (successes, trials, lower, upper) in [
      (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611),
      (1, 29, 0.0061, 0.1718),
    ] {
      let interval = ConfidenceInterval.wilson(successes: Double(successes), trials: trials)
      #expect(abs(interval.lower - lower) < 5e-5 && abs(interval.upper - upper) < 5e-5)
    }
  }

  @Test func clopperPearsonAsPublished() {
    for (successes, trials, lower, upper) in [
      (81, 263, 0.2527, 0.3676), (15, 148, 0.0578, 0.1617), (0, 20, 0, 0.1684),
      (1, 29, 0.0009, 0.1776),
    ] {
      let interval = ConfidenceInterval.clopperPearson(successes: successes, trials: trials)
      #expect(abs(interval.lower - lower) < 5e-5 && abs(interval.upper - upper) < 5e-5)
    }
    #expect(ConfidenceInterval.clopperPearson(successes: 5, trials: 5).upper == 1)
    // Symmetric parameters meet in the middle.
    #expect(abs(Beta.quantile(0.5, 7, 7) - 0.5) < 1e-15)
  }

  @Test func ruleOfThree() {
    #expect(ConfidenceInterval.ruleOfThree(trials: 300).upper == 0.01)
    #expect(ConfidenceInterval.ruleOfThree(trials: 0).upper == 1)
  }

  @Test func normalQuantiles() {
    #expect(abs(Normal.quantile(0.975) - 1.959963984540054) < 1e-14)
    #expect(abs(Normal.quantile(1e-10) + 6.361340902404056) < 1e-12)
    #expect(Normal.quantile(0.5) == 0)
  }

  /// With every person drawn once, the binned counts must give the plain numbers.
  @Test func bootstrapOfTheWholeIsTheWhole() throws {
    for seed in 0..<40 as Range<UInt64> {
      let matrix = try RandomMatrices.matrix(seed: seed)
      let threshold = 0.6
      let binned = BinnedComparisons(matrix, threshold: threshold)
      let measured = binned.measures(weights: Array(repeating: 1, count: binned.peopleCount))
      let scores = ComparisonScores(matrix)
      let evaluation = try Evaluation(
        matrix, threshold: threshold, bootstrap: SubjectBootstrap(replicates: 1))
      #expect(abs(measured.areaUnderROC - scores.areaUnderROC) < 1e-14)
      #expect(abs(measured.equalErrorRate - scores.equalErrorRate) < 1e-14)
      #expect(measured.trueAcceptRate == evaluation.tar)
      #expect(measured.falseMatchRate == evaluation.fmr)
    }
  }

  /// A replicate against the definition: the drawn matrix written out, copies of one person apart.
  @Test func drawnPeopleCountAsOftenAsDrawn() throws {
    let matrix = try RandomMatrices.matrix(seed: 8)
    let people = matrix.people
    let weights = people.indices.map { [0, 2, 1, 3][$0 % 4] }
    var mated: [Double] = []
    var nonMated: [Double] = []
    for row in 0..<matrix.rowCount {
      for column in 0..<matrix.columnCount {
        let (a, b) = (row, column)
        let first = weights[people.firstIndex(of: person(matrix.rowIdentifiers[a])) ?? 0]
        let second = weights[people.firstIndex(of: person(matrix.columnIdentifiers[b])) ?? 0]
        if matrix.isMated(row: a, column: b) {
          mated += Array(repeating: matrix[a, b], count: first)
        } else {
          nonMated += Array(repeating: matrix[a, b], count: first * second)
        }
      }
    }
    let measured = BinnedComparisons(matrix, threshold: 0.5).measures(weights: weights)
    let scores = ComparisonScores(mated: mated, nonMated: nonMated)
    #expect(abs(measured.areaUnderROC - scores.areaUnderROC) < 1e-14)
    #expect(abs(measured.equalErrorRate - scores.equalErrorRate) < 1e-14)
    let point = scores.operatingPoint(at: 0.5)
    #expect(measured.falseMatchRate == point.falseMatchRate)
  }

  private func person(_ identifier: String) -> String { DistanceMatrix.person(identifier) }

  /// The interval of the area must hold the true area about as often as it says: people's pictures
  /// are points on a line, drawn anew 200 times.
  @Test func bootstrapCoversTheTruth() throws {
    var random = SeededGenerator(seed: 11)
    var areas: [Double] = []
    var intervals: [ConfidenceInterval] = []
    for _ in 0..<200 {
      let before = (0..<30).map { _ in random.normal() }
      let after = before.map { $0 + 0.5 * random.normal() }
      let matrix = try DistanceMatrix(
        rowIdentifiers: before.indices.map { "\($0)_n" },
        columnIdentifiers: after.indices.map { "\($0)_d" },
        values: before.flatMap { x in after.map { abs(x - $0) } })
      areas.append(ComparisonScores(matrix).areaUnderROC)
      let drawn = SubjectBootstrap(replicates: 200).intervals(matrix, threshold: 0.5)
      intervals.append(try #require(drawn.areaUnderROC))
    }
    let truth = areas.reduce(0, +) / 200
    let covered = intervals.filter { $0.lower <= truth && truth <= $0.upper }.count
    #expect((178...198).contains(covered), "\(covered) of 200")
  }

  @Test func bootstrapRepeatsItself() throws {
    let matrix = try RandomMatrices.matrix(seed: 2)
    let first = SubjectBootstrap(replicates: 50, seed: 5).intervals(matrix, threshold: 0.5)
    let second = SubjectBootstrap(replicates: 50, seed: 5).intervals(matrix, threshold: 0.5)
    let other = SubjectBootstrap(replicates: 50, seed: 6).intervals(matrix, threshold: 0.5)
    #expect(first.areaUnderROC == second.areaUnderROC)
    #expect(first.areaUnderROC != other.areaUnderROC)
  }
}
