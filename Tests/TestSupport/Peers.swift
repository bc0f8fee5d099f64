internal import Foundation

/// Scripts that ask other people's programs for the truth.
public enum Peers {
  /// A Python with the packages of Scripts/peers-requirements.txt, named by the environment; nil
  /// switches these tests off.
  public static let python = ProcessInfo.processInfo.environment["EFFACE_PEERS_PYTHON"]

  /// Sends `question` as JSON to `Tests/Peers/<script>` and reads the answer.
  ///
  /// - Throws: Where the script fails or its answer is not of `type`.
  public static func ask<Answer: Decodable>(
    _ script: String, _ question: some Encodable, as type: Answer.Type
  ) throws -> Answer {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let input = folder.appendingPathComponent("question.json")
    let output = folder.appendingPathComponent("answer.json")
    try JSONEncoder().encode(question).write(to: input)
    try Data().write(to: output)
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Peers/\(script)")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [python ?? "python3", file.path]
    process.standardInput = try FileHandle(forReadingFrom: input)
    process.standardOutput = try FileHandle(forWritingTo: output)
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(script: script) }
    return try JSONDecoder().decode(type, from: Data(contentsOf: output))
  }

  /// A script that ended badly.
  public struct Failure: Error {
    /// Its name.
    public let script: String
  }
}
