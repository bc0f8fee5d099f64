internal import Files
internal import Foundation
internal import Glibc

/// A worker seen from outside: the one owner of its process and its socket.
final class WorkerProcess: Sendable {
  private let process: pid_t
  private let channel: WorkerChannel

  /// Starts `arguments[0]`, an absolute path, with a socket as standard input.
  ///
  /// - Throws: `EffaceError.foreign` where it cannot be started.
  init(_ arguments: [String]) throws(EffaceError) {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
      throw EffaceError(.foreign, "No socket for the DICOM worker can be made.")
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO)
    // An abort in GDCM says where; the user is told which file instead.
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    let strings: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    var pid: pid_t = 0
    let status = posix_spawn(&pid, arguments[0], &actions, nil, strings, environ)
    posix_spawn_file_actions_destroy(&actions)
    for string in strings { free(string) }
    close(ends[1])
    guard status == 0 else {
      close(ends[0])
      throw EffaceError(.foreign, "The DICOM worker \(arguments[0]) cannot be started.")
    }
    process = pid
    channel = WorkerChannel(descriptor: ends[0])
  }

  deinit {
    close(channel.descriptor)
    kill(process, SIGKILL)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
  }

  /// Asks and waits for the answer.
  func ask(
    _ request: WorkerRequest, raw: [UInt8], seconds: Double
  ) throws(WorkerChannel.Failure) -> (answer: WorkerAnswer, raw: [UInt8]) {
    try channel.send(request, raw: raw)
    let (answer, bytes) = try channel.receive(WorkerAnswer.self, seconds: seconds)
    return (answer, bytes)
  }
}
