internal import CProcess
internal import Glibc

/// A copy of this process, for what must happen apart from it.
public enum ForkedProcess {
  /// Runs `body` in a copy of this process with `descriptor` as standard input, both outputs going
  /// nowhere and nothing else open; the copy ends with it. Starting it costs a hundredth of starting
  /// the program again.
  ///
  /// Only where this process has no threads yet, which would be missing in the copy.
  ///
  /// - Returns: The identifier of the copy, which the caller must wait for.
  /// - Throws: `EffaceError.foreign` where no process can be made.
  public static func start(
    input descriptor: Int32, _ body: () -> Void
  ) throws(EffaceError) -> Int32 {
    let child = cprocess_fork(descriptor)
    guard child >= 0 else {
      throw EffaceError(.foreign, "The system makes no further process; close other programs.")
    }
    guard child == 0 else { return child }
    body()
    _exit(0)
  }
}
