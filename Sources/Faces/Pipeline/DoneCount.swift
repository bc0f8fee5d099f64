internal import Synchronization

/// Counts finished pieces of work of several threads and tells how many there are.
final class DoneCount: Sendable {
  private let done = Mutex(0)
  private let report: (@Sendable (Int) -> Void)?

  init(_ report: (@Sendable (Int) -> Void)?) { self.report = report }

  /// One more is done. Reports come in order, one at a time.
  func step() {
    guard let report else { return }
    done.withLock {
      $0 += 1
      report($0)
    }
  }
}
