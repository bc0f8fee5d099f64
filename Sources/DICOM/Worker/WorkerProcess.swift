internal import Files
internal import Foundation
internal import Glibc
internal import Synchronization

/// A worker seen from outside: the one owner of its process and its socket.
final class WorkerProcess: Sendable {
  private let process: pid_t
  private let descriptor: Int32
  /// Only one thread at a time talks to a worker.
  private let channel: Mutex<WorkerChannel>

  /// Starts `arguments[0]`, an absolute path, with a socket as standard input.
  ///
  /// - Throws: `EffaceError.foreign` where it cannot be started.
  init(_ arguments: [String]) throws(EffaceError) {
    let ends = try Self.socket()
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
    descriptor = ends[0]
    channel = Mutex(WorkerChannel(descriptor: ends[0]))
  }

  /// Copies this process, which must not have threads yet, as a worker.
  ///
  /// - Throws: `EffaceError.foreign` where it cannot be made.
  init(memoryLimit: Int) throws(EffaceError) {
    let ends = try Self.socket()
    defer { close(ends[1]) }
    do throws(EffaceError) {
      process = try ForkedProcess.start(input: ends[1]) {
        DICOMWorker.run(memoryLimit: memoryLimit)
      }
    } catch {
      close(ends[0])
      throw error
    }
    descriptor = ends[0]
    channel = Mutex(WorkerChannel(descriptor: ends[0]))
  }

  private static func socket() throws(EffaceError) -> [Int32] {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
      throw EffaceError(.foreign, "No socket for the DICOM worker can be made.")
    }
    return ends
  }

  deinit {
    close(descriptor)
    kill(process, SIGKILL)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
  }

  /// Asks about all of `requests` and hands each answer to `body` as it comes, in order. `raw`
  /// goes with the last request.
  ///
  /// - Throws: Where the worker ends or is late; the answers that came before were handed on.
  func ask(
    _ requests: [WorkerRequest], raw: [UInt8], seconds: Double,
    _ body: (WorkerAnswer, [UInt8]) -> Void
  ) throws(WorkerChannel.Failure) {
    try channel.withLock { (channel) throws(WorkerChannel.Failure) in
      var frames: [UInt8] = []
      for (index, request) in requests.enumerated() {
        let isLast = index == requests.count - 1
        WorkerChannel.append(request, rawCount: isLast ? raw.count : 0, to: &frames)
      }
      try channel.send(frames)
      if !raw.isEmpty { try channel.send(raw) }
      for _ in requests {
        let (answer, bytes) = try channel.receive(WorkerAnswer.self, seconds: seconds)
        body(answer, bytes)
      }
    }
  }
}
