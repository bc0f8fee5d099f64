internal import Synchronization

/// Counts finished pieces of work of several threads and tells how many there are.
public final class DoneCount: Sendable {
  private let done = Mutex(0)
  private let report: (@Sendable (Int) -> Void)?

  /// Nil tells nobody.
  public init(_ report: (@Sendable (Int) -> Void)?) { self.report = report }

  /// `count` more are done. Reports come in order, one at a time.
  public func step(by count: Int = 1) {
    guard let report else { return }
    done.withLock {
      $0 += count
      report($0)
    }
  }
}
