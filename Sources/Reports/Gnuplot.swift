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
    guard let program = Program(named: "gnuplot", environment: environment) else {
      throw EffaceError(
        .missing, "The program gnuplot, which draws figures, is not installed; install gnuplot-nox."
      )
    }
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("efface-figure-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let input = folder.appendingPathComponent("figure.gnuplot")
    let picture = folder.appendingPathComponent("picture")
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data("set output \(quoted(picture.path))\n\(script)".utf8).write(to: input)
    } catch {
      throw EffaceError(.file, "The temporary folder \(folder.path) cannot be written.")
    }
    let result = try program.run(["-d", input.path], in: folder, timeLimit: timeLimit)
    guard result.status == 0, let drawn = try? Data(contentsOf: picture), !drawn.isEmpty else {
      let reason = result.output.split(whereSeparator: \.isNewline)
        .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        .joined(separator: "; ")
      throw EffaceError(
        .foreign,
        "The program gnuplot failed to draw a figure: "
          + (result.isOverdue ? "it took longer than \(Int(timeLimit)) seconds." : "\(reason)."))
    }
    return drawn
  }

  /// What a figure may take, in seconds.
  private static let timeLimit = 300.0

  /// `text` as a literal in which nothing is expanded.
  static func quoted(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return "'" + line.replacing("'", with: "''") + "'"
  }

  /// Nothing of the user's but what is needed to run a program.
  private static var environment: [String: String] {
    let inherited = ProcessInfo.processInfo.environment
    return inherited.filter { ["PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH"].contains($0.key) }
      .merging(["LC_ALL": "C.UTF-8", "TZ": "UTC"]) { $1 }
  }
}
