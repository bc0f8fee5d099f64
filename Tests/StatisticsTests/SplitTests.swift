import Testing

@testable import Statistics

struct SplitTests {
  private func people(_ count: Int) -> [String] { (1...count).map { "\($0)" } }

  @Test func sizesAreThoseOfTheStudy() {
    // Published sizes of the 70 % and the 30 % part.
    for (first, second) in [(109, 47), (67, 28), (75, 32)] {
      let split = Split.sequential(people(first + second))
      #expect(split.training.count == first && split.testing.count == second)
    }
  }

  @Test func sequentialGoesByNumber() {
    let split = Split.sequential(["10", "9", "101", "1", "2", "30", "4", "5", "6", "7"])
    #expect(split.training == ["1", "2", "4", "5", "6", "7", "9"])
    #expect(split.testing == ["10", "30", "101"])
  }

  @Test func thoseWithoutAFaceGoWithTheirNeighbours() throws {
    let ids = 1...12
    let values = ids.flatMap { row in ids.map { $0 == 3 || $0 == 12 ? Double.nan : Double(row) } }
    let matrix = try DistanceMatrix(
      rowIdentifiers: ids.map { "\($0)_n" }, columnIdentifiers: ids.map { "\($0)_d" },
      values: values)
    let split = Split.sequential(matrix)
    #expect(split.training == (1...8).map { "\($0)" })
    #expect(split.testing == ["9", "10", "11", "12"])
  }

  @Test func randomSplitsDependOnSeedAndPeopleAlone() {
    let everyone = people(20)
    let split = Split.random(everyone, seed: 7)
    #expect(split == Split.random(everyone.reversed(), seed: 7))
    #expect(split != Split.random(everyone, seed: 8))
    #expect(split.training.count == 14)
    #expect(Set(split.training + split.testing) == Set(everyone))
  }

  @Test func stratifiedKeepsShares() {
    let everyone = people(50)
    let label = { (person: String) in (Int(person) ?? 0) % 5 == 0 ? "t1" : "ct" }
    let split = Split.stratified(everyone, seed: 3, label: label)
    #expect(split.training.count == 35)
    #expect(split.training.filter { label($0) == "t1" }.count == 7)
    #expect(Set(split.training).isDisjoint(with: split.testing))
    let odd = Split.stratified(people(11), seed: 3) { Int($0) ?? 0 < 4 ? "a" : "b" }
    #expect(odd.training.count == 8 && odd.testing.count == 3)
  }

  @Test func foldsTestEverybodyOnce() {
    let folds = Split.folds(people(23), count: 5, seed: 1)
    #expect(folds.flatMap(\.testing).sorted() == people(23).sorted())
    for fold in folds {
      #expect(fold.training.count + fold.testing.count == 23)
      #expect((4...5).contains(fold.testing.count))
    }
  }
}
