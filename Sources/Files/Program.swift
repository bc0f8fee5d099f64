internal import CProcess
public import Foundation

/// Running another program: never through a shell, so that no file name is ever a command.
public struct Program: Sendable {
  /// What a program left behind.
  public struct Result: Sendable {
    /// Exit status, or 128 + the number of the signal that ended it.
    public let status: Int32
    /// What it wrote on standard output and standard error, in the order in which it came.
    public let output: String
    /// Whether it was ended because its time was up.
    public let isOverdue: Bool
  }

  /// The executable.
  public let executable: URL
  /// The environment that it gets.
  public let environment: [String: String]

  /// Takes the executable at `executable`, which should exist.
  public init(
    _ executable: URL, environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    self.executable = executable
    self.environment = environment
  }

  /// Looks for `name` in the folders of `PATH`, or takes it as it is where it holds a slash.
  ///
  /// The result is nil where there is no such executable.
  public init?(
    named name: String, environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    let folders = (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
    let places = name.contains("/") ? [name] : folders.map { "\($0)/\(name)" }
    let isProgram = { (path: String) in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        && !isFolder.boolValue && FileManager.default.isExecutableFile(atPath: path)
    }
    guard let path = places.first(where: isProgram) else { return nil }
    self.init(URL(fileURLWithPath: path), environment: environment)
  }

  /// Runs the program with nothing on its standard input and waits for its end.
  ///
  /// `whileRunning` is called about four times a second, for progress. With a time limit, in seconds,
  /// the program leads a process group, and when its time is up it is killed with all that it started.
  ///
  /// - Throws: `EffaceError.foreign` where the program cannot be started at all.
  public func run(
    _ arguments: [String], in folder: URL? = nil, timeLimit: Double? = nil,
    whileRunning: () -> Void = {}
  ) throws(EffaceError) -> Result {
    var ends: [Int32] = [-1, -1]
    let failure = cprocess_pipe(&ends)
    guard failure == 0 else { throw cannotStart(failure) }
    defer { close(ends[0]) }
    var child: pid_t = 0
    let code = start(
      arguments, in: folder, output: ends[1], ownGroup: timeLimit != nil, &child)
    close(ends[1])
    guard code == 0 else { throw cannotStart(code) }
    if timeLimit != nil { cprocess_remember_group(child) }
    defer { if timeLimit != nil { cprocess_forget_group(child) } }
    let (output, isOverdue) = collect(ends[0], of: child, timeLimit: timeLimit, whileRunning)
    return Result(
      status: wait(for: child), output: String(decoding: output, as: UTF8.self),
      isOverdue: isOverdue)
  }

  /// Kills every program that runs under a time limit, with all that it started; a signal handler may
  /// call it.
  public static func endAll() { cprocess_end_groups() }

  private func cannotStart(_ code: Int32) -> EffaceError {
    let reason = String(cString: strerror(code)).lowercased()
    return EffaceError(.foreign, "The program \(executable.path) cannot be started: \(reason).")
  }
}

// MARK: - POSIX

// Foundation's `Process` watches its child through a run loop and a socket pair, which hangs where
// a sandbox forbids sockets; POSIX needs neither.
extension Program {
  private func start(
    _ arguments: [String], in folder: URL?, output: Int32, ownGroup: Bool, _ child: inout pid_t
  ) -> Int32 {
    let words = ([executable.path] + arguments).map { strdup($0) } + [nil]
    let settings = environment.sorted { $0.key < $1.key }.map { strdup("\($0)=\($1)") } + [nil]
    defer { (words + settings).forEach { free($0) } }
    return cprocess_spawn(
      executable.path, words, settings, folder?.path, output, ownGroup ? 1 : 0, &child)
  }

  /// Reads until the program, and whatever it started, has closed its end, or its time is up.
  private func collect(
    _ descriptor: Int32, of child: pid_t, timeLimit: Double?, _ whileRunning: () -> Void
  ) -> (output: [UInt8], isOverdue: Bool) {
    let started = ContinuousClock.now
    var output: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      if let timeLimit, started.duration(to: .now) > .seconds(timeLimit) {
        kill(-child, SIGKILL)
        return (output, true)
      }
      var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let ready = poll(&state, 1, 250)
      if ready == 0 { whileRunning() }
      if ready < 0, errno != EINTR { return (output, false) }
      guard ready > 0 else { continue }
      let count = read(descriptor, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return (output, false) }
      output += piece[..<count]
    }
  }

  private func wait(for child: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }
}
