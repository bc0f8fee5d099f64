import Geometry
import Testing

@testable import Volumes

struct SelectionTests {
  @Test func ranksAreThoseOfTheSortedNumbers() {
    var generator = SeededGenerator(seed: 3, stream: 1)
    for count in [1, 2, 3, 10, 97, 1000] {
      for levels in [1, 2, 5, 100_000] {
        let numbers = (0..<count).map { _ in Float(generator.next() % UInt64(levels)) }
        let sorted = numbers.sorted()
        for rank in Set([0, count / 3, count / 2, count - 1]) {
          var copy = numbers
          #expect(copy.selected(rank) == sorted[rank])
          #expect(copy.sorted() == sorted)
        }
      }
    }
  }

  @Test func sortedAndReversedNumbersAreNoTrap() {
    for numbers in [(0..<50_000).map(Float.init), (0..<50_000).reversed().map(Float.init)] {
      var copy = numbers
      #expect(copy.selected(12_345) == 12_345)
    }
  }
}
