internal import Files
internal import Foundation

#if canImport(Glibc)
  internal import Glibc
#endif

/// Keeps a second process out of a run folder; let go by the system when the process ends, however
/// it ends.
struct RunLock: ~Copyable {
  private let descriptor: Int32

  /// Takes the lock file at `url`.
  ///
  /// - Throws: `EffaceError.file` where another process holds it or it cannot be made.
  init(_ url: URL) throws(EffaceError) {
    let opened = open(url.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard opened >= 0 else {
      throw EffaceError(
        .file, "The run folder \(url.deletingLastPathComponent().path) cannot be written.")
    }
    guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
      close(opened)
      throw EffaceError(
        .file,
        "Another efface works on the run \(url.deletingLastPathComponent().path); wait until it "
          + "ends or stop it.")
    }
    descriptor = opened
  }

  /// Runs `body` while the lock file at `url` is held.
  ///
  /// - Throws: As `init`, and what `body` throws.
  static func holding<Value>(_ url: URL, _ body: () throws -> Value) throws -> Value {
    let lock = try RunLock(url)
    let result = Result { try body() }
    _ = consume lock
    return try result.get()
  }

  deinit { close(descriptor) }
}
