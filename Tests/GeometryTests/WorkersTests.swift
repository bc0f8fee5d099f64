import Foundation
import Geometry
import Synchronization
import Testing

@Suite struct WorkersTests {
  @Test func workersStartEverythingOnceAndRunAtMostSoMany() {
    let seen = Mutex<(ids: Set<Int>, now: Int, most: Int)>(([], 0, 0))
    Workers.run(50, jobs: 3) { index in
      seen.withLock {
        $0.ids.insert(index)
        $0.now += 1
        $0.most = max($0.most, $0.now)
      }
      usleep(500)
      seen.withLock { $0.now -= 1 }
    }
    let result = seen.withLock { $0 }
    #expect(result.ids.count == 50)
    #expect(result.most <= 3)
  }

  @Test(arguments: [1, 2, 7])
  func resultsComeInOrderHoweverLongEachTakes(_ jobs: Int) {
    let done = Mutex<[Int]>([])
    let count = DoneCount { now in done.withLock { $0.append(now) } }
    let squares = Workers.map(20, jobs: jobs) { index in
      usleep(UInt32((20 - index) * 50))
      count.step(by: 2)
      return index * index
    }
    #expect(squares == (0..<20).map { $0 * $0 })
    #expect(done.withLock { $0 } == (1...20).map { 2 * $0 })
    #expect(Workers.map(0, jobs: jobs) { $0 }.isEmpty)
  }
}
