public import Foundation

/// The built executable, run as a user runs it.
public enum Efface {
  /// What a run left behind.
  public struct Outcome: Sendable {
    /// The exit status.
    public let status: Int32
    /// What came on standard output.
    public let output: Data
    /// What was said on standard error.
    public let talk: String

    /// Standard output as one JSON object; empty where it is none.
    public var json: [String: Any] {
      (try? JSONSerialization.jsonObject(with: output) as? [String: Any]) ?? [:]
    }
  }

  /// The executable lies beside the test bundle.
  public static let executable = URL(fileURLWithPath: CommandLine.arguments[0])
    .deletingLastPathComponent().appendingPathComponent("efface")

  /// Runs the executable and waits for it.
  ///
  /// - Parameters:
  ///   - arguments: Without the program's name.
  ///   - environment: Variables set in addition to those of the test.
  /// - Returns: What it left behind.
  /// - Throws: Where it could not be started.
  public static func run(
    _ arguments: [String], environment: [String: String] = [:]
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let output = Pipe()
    process.standardOutput = output
    // A file, so that neither stream can fill up while the other one is read.
    let talk = FileManager.default.temporaryDirectory
      .appendingPathComponent("efface-talk-\(UUID().uuidString)")
    try Data().write(to: talk)
    defer { try? FileManager.default.removeItem(at: talk) }
    process.standardError = try FileHandle(forWritingTo: talk)
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: data,
      talk: try String(contentsOf: talk, encoding: .utf8))
  }
}
