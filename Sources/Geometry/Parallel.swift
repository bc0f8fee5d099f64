internal import Dispatch

/// Loops over independent pieces of work.
///
/// Each piece must write only to its own part of the result, so that the result does not depend on
/// the number of cores.
public enum Parallel {
  /// Runs `body` for each of `0..<count` on all cores and waits for them.
  public static func forEach(_ count: Int, _ body: @Sendable (Int) -> Void) {
    guard count > 1 else {
      for index in 0..<count { body(index) }
      return
    }
    DispatchQueue.concurrentPerform(iterations: count, execute: body)
  }
}
