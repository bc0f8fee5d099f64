internal import Files
internal import Foundation
internal import Glibc

/// A child process `efface-video` seen from outside: the one owner of its process and its socket.
final class VideoWorker {
  /// Which way frames go.
  enum Direction {
    case decode
    case encode
  }

  private let process: pid_t
  private var descriptor: Int32
  private var isOver = false

  /// Starts the worker with `arguments`.
  ///
  /// - Throws: `EffaceError.missing` where it is not installed beside efface, `.foreign` where it
  ///   cannot be started.
  init(_ direction: Direction, _ arguments: [String]) throws(EffaceError) {
    let program = try Self.locate()
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
      throw EffaceError(.foreign, "No socket for the video can be made.")
    }
    let isDecoding = direction == .decode
    let (own, other) = isDecoding ? (ends[0], ends[1]) : (ends[1], ends[0])
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, other, isDecoding ? STDOUT_FILENO : STDIN_FILENO)
    posix_spawn_file_actions_addopen(
      &actions, isDecoding ? STDIN_FILENO : STDOUT_FILENO, "/dev/null", O_RDWR, 0)
    // The codecs write what they think of a file; the user is told which file it is instead.
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    let words = [program.path, isDecoding ? "decode" : "encode"] + arguments
    let strings: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    var pid: pid_t = 0
    let status = posix_spawn(&pid, program.path, &actions, nil, strings, environ)
    posix_spawn_file_actions_destroy(&actions)
    for string in strings { free(string) }
    close(other)
    guard status == 0 else {
      close(own)
      throw EffaceError(.foreign, "The program \(program.path) cannot be started.")
    }
    process = pid
    descriptor = own
    // A worker that ends early must not end efface.
    signal(SIGPIPE, SIG_IGN)
  }

  deinit {
    guard !isOver else { return }
    close(descriptor)
    kill(process, SIGKILL)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
  }

  /// Closes the socket and waits for the end of the worker; whether it ended well.
  func finish() -> Bool {
    guard !isOver else { return false }
    isOver = true
    close(descriptor)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status == 0
  }

  /// One line of text, without its end; nil where the worker has nothing to say.
  func line(unless isStopped: () -> Bool) -> String? {
    var bytes: [UInt8] = []
    while bytes.count < 200, let byte = bytesRead(1, unless: isStopped)?.first {
      if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(byte)
    }
    return nil
  }

  /// Exactly `count` bytes; nil at the end, or when `isStopped`, which is asked ten times a second,
  /// says so.
  func bytesRead(_ count: Int, unless isStopped: () -> Bool) -> [UInt8]? {
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      while initialized < count, let base = buffer.baseAddress {
        var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        let ready = poll(&wait, 1, 100)
        if isStopped() { return }
        if ready == 0 || ready < 0 && errno == EINTR { continue }
        let got = read(descriptor, base + initialized, count - initialized)
        if got < 0, errno == EINTR { continue }
        if got <= 0 { return }
        initialized += got
      }
    }
    return bytes.count == count ? bytes : nil
  }

  /// Whether all of `bytes` went through.
  func write(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var sent = 0
      while sent < buffer.count, let base = buffer.baseAddress {
        let count = Glibc.write(descriptor, base + sent, buffer.count - sent)
        if count < 0, errno == EINTR { continue }
        if count <= 0 { return false }
        sent += count
      }
      return true
    }
  }

  /// The worker lies beside the executable; beside the test bundle in tests.
  private static func locate() throws(EffaceError) -> URL {
    let places = ["/proc/self/exe", CommandLine.arguments[0]].map {
      URL(fileURLWithPath: $0).resolvingSymlinksInPath().deletingLastPathComponent()
        .appendingPathComponent("efface-video")
    }
    guard let found = places.first(where: { FileManager.default.isExecutableFile(atPath: $0.path) })
    else {
      throw EffaceError(
        .missing, "The program efface-video is not installed beside efface; run 'make install'.")
    }
    return found
  }
}
