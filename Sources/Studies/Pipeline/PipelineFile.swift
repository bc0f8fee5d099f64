public import Files
public import Foundation
internal import Yams

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
    do {
      pipeline = try YAMLDecoder().decode(Pipeline.self, from: text)
    } catch {
      throw Self.explain(error, text: text, name: name)
    }
  }

  /// Where `path`, as written in the file, lies.
  public func resolve(_ path: String) -> URL {
    path.hasPrefix("/")
      ? URL(fileURLWithPath: path) : folder.appendingPathComponent(path).standardizedFileURL
  }

  /// The sentence for whatever the decoder or the parser threw.
  private static func explain(_ error: any Error, text: String, name: String) -> EffaceError {
    let inner: any Error
    if case DecodingError.dataCorrupted(let context) = error, let cause = context.underlyingError {
      inner = cause
    } else {
      inner = error
    }
    func place(_ path: [any CodingKey], _ key: String? = nil) -> String {
      let names =
        path.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue } + (key.map { [$0] } ?? [])
      let joined = names.joined(separator: ".").replacingOccurrences(of: ".[", with: "[")
      let line = Self.line(of: path, key: key, in: text).map { ", line \($0)" } ?? ""
      return joined.isEmpty ? "the top level\(line)" : "'\(joined)'\(line)"
    }
    switch inner {
    case let unknown as UnknownKey:
      return EffaceError(
        .argument,
        "The pipeline \(name) has an unknown key '\(unknown.key)' at "
          + "\(place(unknown.path, unknown.key)); "
          + NearestName.suggestion(for: unknown.key, in: unknown.known))
    case let refused as RefusedValue:
      return EffaceError(
        .argument,
        "The pipeline \(name) cannot be used: \(place(refused.path)) \(refused.sentence).")
    case DecodingError.keyNotFound(let key, let context):
      return EffaceError(
        .argument,
        "The pipeline \(name) lacks the key '\(key.stringValue)' in \(place(context.codingPath)).")
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
      DecodingError.dataCorrupted(let context):
      return EffaceError(
        .argument,
        "The pipeline \(name) has a value of the wrong kind at \(place(context.codingPath)): "
          + sentence(context.debugDescription))
    default:
      return EffaceError(
        .format, "The pipeline \(name) is not YAML: \(sentence("\(inner)"))")
    }
  }

  /// `words` on one line, with a full stop.
  private static func sentence(_ words: String) -> String {
    let line = words.split(whereSeparator: \.isNewline).map {
      $0.trimmingCharacters(in: .whitespaces)
    }.joined(separator: " ")
    return line.hasSuffix(".") ? line : line + "."
  }

  /// The line on which the value at `path` (or the key `key` there) stands.
  private static func line(of path: [any CodingKey], key: String?, in text: String) -> Int? {
    guard var node = try? Yams.compose(yaml: text) else { return nil }
    for step in path {
      if let index = step.intValue {
        guard let sequence = node.sequence, index < sequence.count else { return nil }
        node = sequence[index]
      } else {
        guard let child = node.mapping?[Node(step.stringValue)] else { return nil }
        node = child
      }
    }
    if let key {
      return node.mapping?.first { $0.key.string == key }?.key.mark?.line
    }
    return node.mark?.line
  }
}
