public import Foundation

/// JSON as Efface writes it: sorted keys, indented, slashes not escaped, one newline at the end.
public enum JSONFile {
  /// The bytes of `value`.
  public static func data(_ value: some Encodable) throws(EffaceError) -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return try encoder.encode(value) + Data("\n".utf8)
    } catch {
      throw EffaceError(.format, "A result cannot be written as JSON: \(error).")
    }
  }

  /// Writes `value` to `url`, whole or not at all.
  public static func write(_ value: some Encodable, to url: URL) throws(EffaceError) {
    try AtomicFile.write(data(value), to: url)
  }

  /// Reads a value of type `Value` from `url`.
  ///
  /// - Throws: `EffaceError.file` or `.format`, naming the file.
  public static func read<Value: Decodable>(
    _ type: Value.Type, from url: URL
  ) throws(EffaceError) -> Value {
    let data: Data
    do {
      data = try Data(contentsOf: url)
    } catch {
      throw EffaceError(.file, "The file \(url.path) cannot be read.")
    }
    do {
      return try JSONDecoder().decode(type, from: data)
    } catch {
      throw EffaceError(
        .format, "The file \(url.path) is not the JSON that is expected here: \(error).")
    }
  }
}
