internal import Foundation

/// A bar on standard error that draws itself over; silent where that is no terminal.
struct ProgressBar {
  private let total: Int
  private let isShown: Bool

  /// Starts a bar of `total` steps; one step is not worth a bar.
  init(total: Int) {
    self.total = total
    isShown = total > 1 && isatty(STDERR_FILENO) == 1
  }

  /// Shows that `done` steps are done; the last one takes the bar away.
  func show(_ done: Int) {
    guard isShown else { return }
    let width = 30
    let full = width * done / total
    let bar = String(repeating: "#", count: full) + String(repeating: ".", count: width - full)
    let line = done < total ? "\r[\(bar)] \(done)/\(total)" : "\r\u{1B}[K"
    FileHandle.standardError.write(Data(line.utf8))
  }
}
