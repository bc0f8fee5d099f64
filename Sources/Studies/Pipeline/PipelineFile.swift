public import Files
public import Foundation

/// A pipeline as it stands on disk.
public struct PipelineFile: Sendable {
  /// What it says.
  public let pipeline: Pipeline
  /// Its bytes, which a run keeps a copy of.
  public let text: String
  /// The folder that paths in it are relative to.
  public let folder: URL

  /// Reads and checks the file at `url`.
  ///
  /// - Throws: `EffaceError.file` where it cannot be read; `.argument` naming the key, its place and
  ///   the nearest valid name where a key or value is unknown.
  public init(contentsOf url: URL) throws(EffaceError) {
    guard let data = try? Data(contentsOf: url) else {
      throw EffaceError(.file, "The pipeline \(url.path) does not exist or cannot be read.")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw EffaceError(
        .format, "The pipeline \(url.lastPathComponent) is not a text file in UTF-8.")
    }
    try self.init(
      text: text, named: url.lastPathComponent,
      folder: url.deletingLastPathComponent().standardizedFileURL)
  }

  /// Reads a pipeline from `text`; `name` is used in errors.
  ///
  /// - Throws: As `init(contentsOf:)`.
  public init(text: String, named name: String, folder: URL) throws(EffaceError) {
    self.text = text
    self.folder = folder
    pipeline = try YAMLText.decode(Pipeline.self, from: text, called: "pipeline \(name)")
  }

  /// Where `path`, as written in the file, lies.
  public func resolve(_ path: String) -> URL {
    path.hasPrefix("/")
      ? URL(fileURLWithPath: path) : folder.appendingPathComponent(path).standardizedFileURL
  }
}
