internal import Foundation
internal import Synchronization

/// A few threads that share a list of tasks.
enum Workers {
  /// Runs `body` for each of `0..<count`, at most `jobs` at once, starting them in order.
  ///
  /// The threads have a stack of 16 MB: deep networks built from templates need more than the
  /// half megabyte of a dispatch thread.
  static func run(_ count: Int, jobs: Int, _ body: @escaping @Sendable (Int) -> Void) {
    let next = Atomic<Int>(0)
    let gate = DispatchGroup()
    let threads = max(1, min(jobs, count))
    let take: @Sendable () -> Int = { next.wrappingAdd(1, ordering: .relaxed).oldValue }
    withoutActuallyEscaping(take) { take in
      for _ in 0..<threads {
        gate.enter()
        let thread = Thread {
          var index = take()
          while index < count {
            body(index)
            index = take()
          }
          gate.leave()
        }
        thread.stackSize = 16 << 20
        thread.start()
      }
      gate.wait()
    }
  }
}
