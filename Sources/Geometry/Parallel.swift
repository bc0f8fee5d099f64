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

extension Parallel {
  /// `body` of each piece of `length` (the last may be shorter) of `0..<count`, in order.
  public static func mapPieces<Result: Sendable>(
    of count: Int, length: Int, _ body: @Sendable (Range<Int>) -> Result
  ) -> [Result] {
    map((count + length - 1) / length) { body($0 * length..<min(count, ($0 + 1) * length)) }
  }

  /// Runs two pieces of work side by side and returns what both give. Loops within either still run on
  /// all cores, which they would not within `forEach`.
  public static func both<First: Sendable, Second: Sendable>(
    _ first: @Sendable () -> First, _ second: @Sendable () -> Second
  ) -> (First, Second) {
    // Written by the queue's thread, read after the group has been waited for.
    nonisolated(unsafe) var one: First?
    let other = withoutActuallyEscaping(first) { first in
      let group = DispatchGroup()
      DispatchQueue(label: "efface.both").async(group: group) { one = first() }
      let other = second()
      group.wait()
      return other
    }
    guard let one else { preconditionFailure("the first piece of work has been done") }
    return (one, other)
  }

  /// `body` of each of `0..<count`, in order.
  public static func map<Result: Sendable>(
    _ count: Int, _ body: @Sendable (Int) -> Result
  ) -> [Result] {
    let results = [Result?](unsafeUninitializedCapacity: count) { buffer, initialized in
      buffer.initialize(repeating: nil)
      // Every iteration writes its own element only.
      nonisolated(unsafe) let output = buffer
      forEach(count) { output[$0] = body($0) }
      initialized = count
    }
    return results.compactMap(\.self)
  }
}
