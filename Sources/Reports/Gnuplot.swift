internal import Files
internal import Foundation

/// The program that draws the figures, run as a child process.
enum Gnuplot {
  /// What `script` draws, as the bytes of one picture.
  ///
  /// The user's own settings, the locale and the clock have no part in it, so that the same script
  /// gives the same bytes.
  ///
  /// - Throws: `EffaceError.missing` where gnuplot is not installed, `EffaceError.foreign` with its
  ///   words where it fails.
  static func draw(_ script: String) throws(EffaceError) -> Data {
    guard let program = locate() else {
      throw EffaceError(
        .missing, "The program gnuplot, which draws figures, is not installed; install gnuplot-nox."
      )
    }
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("efface-figure-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      return try run(program, script, in: folder)
    } catch let error as EffaceError {
      throw error
    } catch {
      throw EffaceError(.foreign, "The program \(program.path) cannot be run: \(error).")
    }
  }

  /// `text` as a literal in which nothing is expanded.
  static func quoted(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return "'" + line.replacing("'", with: "''") + "'"
  }

  /// Files, not pipes: neither side can wait for the other.
  private static func run(_ program: URL, _ script: String, in folder: URL) throws -> Data {
    let input = folder.appendingPathComponent("figure.gnuplot")
    let picture = folder.appendingPathComponent("picture")
    let words = folder.appendingPathComponent("words")
    try Data(script.utf8).write(to: input)
    for file in [picture, words] { try Data().write(to: file) }
    let process = Process()
    process.executableURL = program
    process.arguments = ["-d", input.path]
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: picture)
    process.standardError = try FileHandle(forWritingTo: words)
    try process.run()
    process.waitUntilExit()
    let drawn = try Data(contentsOf: picture)
    guard process.terminationStatus == 0, !drawn.isEmpty else {
      let reason = String(decoding: try Data(contentsOf: words), as: UTF8.self)
        .split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
        .filter { !$0.isEmpty }.joined(separator: "; ")
      throw EffaceError(.foreign, "The program gnuplot failed to draw a figure: \(reason).")
    }
    return drawn
  }

  /// Nothing of the user's but what is needed to run a program.
  private static var environment: [String: String] {
    let inherited = ProcessInfo.processInfo.environment
    return inherited.filter { ["PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH"].contains($0.key) }
      .merging(["LC_ALL": "C.UTF-8", "TZ": "UTC"]) { $1 }
  }

  private static func locate() -> URL? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return path.split(separator: ":")
      .map { URL(fileURLWithPath: String($0)).appendingPathComponent("gnuplot") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }
}
