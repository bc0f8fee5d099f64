internal import Foundation
internal import Synchronization

/// A few threads that share a list of tasks.
enum Workers {
  /// Runs `body` for each of `0..<count`, at most `jobs` at once, starting them in order.
  ///
  /// The threads have a stack of 16 MB: deep networks built from templates need more than the
  /// half megabyte of a dispatch thread.
  static func run(_ count: Int, jobs: Int, _ body: @escaping @Sendable (Int) -> Void) {
    let queue = Queue(count: count)
    let gate = DispatchGroup()
    for _ in 0..<max(1, min(jobs, count)) {
      gate.enter()
      let thread = Thread {
        while let index = queue.take() { body(index) }
        gate.leave()
      }
      thread.stackSize = 16 << 20
      thread.start()
    }
    gate.wait()
  }

  /// The tasks that nobody has taken yet.
  private final class Queue: Sendable {
    private let count: Int
    private let next = Mutex(0)

    init(count: Int) { self.count = count }

    func take() -> Int? {
      next.withLock { next in
        guard next < count else { return nil }
        defer { next += 1 }
        return next
      }
    }
  }
}
