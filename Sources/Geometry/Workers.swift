internal import Foundation
internal import Synchronization

/// A few threads that share a list of tasks.
///
/// For tasks of seconds or minutes, each of which needs memory of its own; `Parallel` is for loops.
public enum Workers {
  /// Runs `body` for each of `0..<count`, at most `jobs` at once, starting them in order, and waits
  /// for them.
  ///
  /// The threads have a stack of 16 MB: deep networks built from templates need more than the
  /// half megabyte of a dispatch thread.
  public static func run(
    _ count: Int, jobs: Int, _ body: @escaping @Sendable (Int) -> Void
  ) {
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

  /// `body` of each of `0..<count`, in order, at most `jobs` at once.
  public static func map<Result: Sendable>(
    _ count: Int, jobs: Int, _ body: @escaping @Sendable (Int) -> Result
  ) -> [Result] {
    let results = Mutex([Result?](repeating: nil, count: count))
    run(count, jobs: jobs) { index in
      let result = body(index)
      results.withLock { $0[index] = result }
    }
    return results.withLock { $0.compactMap(\.self) }
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
