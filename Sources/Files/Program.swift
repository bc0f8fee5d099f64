public import Foundation
internal import Synchronization

/// Running another program: never through a shell, so that no file name is ever a command.
public struct Program: Sendable {
  /// What a program left behind.
  public struct Result: Sendable {
    /// Exit status, or 128 + the number of the signal that ended it.
    public let status: Int32
    /// What it wrote on standard output and standard error, in the order in which it came.
    public let output: String
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
  /// `whileRunning` is called about four times a second, for progress.
  ///
  /// - Throws: `EffaceError.foreign` where the program cannot be started at all.
  public func run(
    _ arguments: [String], in folder: URL? = nil, whileRunning: () -> Void = {}
  ) throws(EffaceError) -> Result {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    if let folder { process.currentDirectoryURL = folder }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    do {
      try process.run()
    } catch {
      throw EffaceError(.foreign, "The program \(executable.path) cannot be started.")
    }
    let output = collect(pipe.fileHandleForReading, whileRunning)
    process.waitUntilExit()
    let died = process.terminationReason == .uncaughtSignal
    return Result(
      status: (died ? 128 : 0) + process.terminationStatus,
      output: String(decoding: output, as: UTF8.self))
  }

  /// Reads until the program closes its end, on another thread so that progress can be shown.
  private func collect(_ handle: FileHandle, _ whileRunning: () -> Void) -> Data {
    let received = Received()
    let isDone = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      received.store(handle.readDataToEndOfFile())
      isDone.signal()
    }
    while isDone.wait(timeout: .now() + .milliseconds(250)) == .timedOut { whileRunning() }
    return received.load()
  }

  private final class Received: Sendable {
    private let data = Mutex(Data())
    func store(_ value: Data) { data.withLock { $0 = value } }
    func load() -> Data { data.withLock { $0 } }
  }
}
