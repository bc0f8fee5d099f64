internal import Foundation
internal import Studies
internal import Synchronization

/// A line on standard error that says how far a study is and how long it will take; on a terminal
/// only.
final class StudyBar: StudyProgress {
  private struct State {
    var total = 0
    var ended = 0
    /// Units that cost time in this run.
    var worked = 0
    let start = Date()
    var isOpen = false
  }

  private let state = Mutex(State())
  private let isTerminal = isatty(FileHandle.standardError.fileDescriptor) == 1

  func expect(_ count: Int) {
    state.withLock { $0.total += count }
  }

  func ended(_ unit: UnitName, _ outcome: UnitOutcome) {
    state.withLock { state in
      state.ended += 1
      if outcome != .kept { state.worked += 1 }
      guard isTerminal else { return }
      FileHandle.standardError.write(Data("\r\u{1B}[K\(Self.line(state, unit))".utf8))
      state.isOpen = true
    }
  }

  /// Clears the line.
  func finish() {
    state.withLock { state in
      if state.isOpen { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
      state.isOpen = false
    }
  }

  private static func line(_ state: State, _ unit: UnitName) -> String {
    let share = Double(state.ended) / Double(max(1, state.total))
    let filled = Int(share * 24)
    let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: 24 - filled)
    let percent = String(format: "%3.0f %%", share * 100)
    return "[\(bar)] \(percent)  \(left(state))  \(unit)"
  }

  /// The time left, judged by the units done in this run.
  private static func left(_ state: State) -> String {
    guard state.worked > 0 else { return "" }
    let each = Date().timeIntervalSince(state.start) / Double(state.worked)
    let seconds = Int(each * Double(state.total - state.ended))
    return seconds < 60
      ? "\(seconds) s left" : "\(seconds / 60) min \(seconds % 60) s left"
  }
}
