internal import ArgumentParser
internal import Files
internal import Foundation
internal import Synchronization

/// What happens on Ctrl-C and on a polite kill: status 130, no words over the user's prompt.
///
/// Files are only ever renamed into place when they are whole, so there is nothing to undo but the
/// temporary files, which carry a dot in front and `.partial` at the end. Foreign programs that run in
/// process groups of their own hear nothing of Ctrl-C, so they are ended here.
enum Interruption {
  /// Installs the handlers; `_exit` is one of the few calls that a signal handler may make.
  static func install() {
    // A parent that blocks signals in its threads passes that on.
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM] { sigaddset(&signals, number) }
    sigprocmask(SIG_UNBLOCK, &signals, nil)
    for number in [SIGINT, SIGTERM] {
      signal(number) { _ in
        Program.endAll()
        _exit(130)
      }
    }
  }

  /// Whether a signal asked for the end since `endInOrder` was called.
  static var isAsked: Bool { asked.load(ordering: .relaxed) }

  /// From now on the first signal only asks, so that the command can finish what it has; the second
  /// one ends it at once.
  static func endInOrder() {
    // A handler must not be the first to touch it.
    asked.store(false, ordering: .relaxed)
    for number in [SIGINT, SIGTERM] {
      signal(number) { _ in
        guard Interruption.asked.exchange(true, ordering: .relaxed) else { return }
        Program.endAll()
        _exit(130)
      }
    }
  }

  private static let asked = Atomic(false)
}

extension ExitCode {
  /// A signal ended the command.
  static let interrupted = ExitCode(130)
}
