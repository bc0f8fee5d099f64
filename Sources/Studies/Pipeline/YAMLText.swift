internal import Files
internal import Foundation
internal import Yams

/// YAML that must hold what is expected and nothing else.
enum YAMLText {
  /// The value in `text`; errors call the file `name`, for example `pipeline study.yaml`.
  ///
  /// - Throws: `EffaceError.argument` naming the key, its place and the nearest valid name where a key
  ///   or value is unknown, `.format` where the text is not YAML.
  static func decode<Value: Decodable>(
    _ type: Value.Type, from text: String, called name: String
  ) throws(EffaceError) -> Value {
    do {
      return try YAMLDecoder().decode(type, from: text)
    } catch {
      throw explain(error, text: text, name)
    }
  }

  /// The sentence for whatever the decoder or the parser threw.
  private static func explain(_ error: any Error, text: String, _ name: String) -> EffaceError {
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
        "The \(name) has an unknown key '\(unknown.key)' at "
          + "\(place(unknown.path, unknown.key)); "
          + NearestName.suggestion(for: unknown.key, in: unknown.known))
    case let refused as RefusedValue:
      return EffaceError(
        .argument,
        "The \(name) cannot be used: \(place(refused.path)) \(refused.sentence).")
    case DecodingError.keyNotFound(let key, let context):
      return EffaceError(
        .argument,
        "The \(name) lacks the key '\(key.stringValue)' in \(place(context.codingPath)).")
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
      DecodingError.dataCorrupted(let context):
      return EffaceError(
        .argument,
        "The \(name) has a value of the wrong kind at \(place(context.codingPath)): "
          + sentence(context.debugDescription))
    default:
      return EffaceError(
        .format, "The \(name) is not YAML: \(sentence("\(inner)"))")
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
