public import Files
internal import Foundation

/// Any JSON value, for parameters and results whose type only their stage knows.
public enum JSONValue: Sendable, Hashable, Codable {
  /// `null`.
  case null
  /// `true` or `false`.
  case flag(Bool)
  /// A whole number.
  case whole(Int)
  /// Any other number.
  case number(Double)
  /// A text.
  case text(String)
  /// A list.
  case list([JSONValue])
  /// Named values.
  case object([String: JSONValue])

  /// What `value` is as JSON.
  ///
  /// - Throws: `EffaceError.format` where it holds a number that JSON cannot say.
  public init(_ value: some Encodable) throws(EffaceError) {
    let data = try JSONFile.data(value)
    do {
      self = try JSONDecoder().decode(JSONValue.self, from: data)
    } catch {
      throw EffaceError(.format, "A result cannot be kept as JSON: \(error).")
    }
  }

  /// Decodes any value.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .flag(value)
    } else if let value = try? container.decode(Int.self) {
      self = .whole(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .list(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  /// Encodes the value.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .flag(let value): try container.encode(value)
    case .whole(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .text(let value): try container.encode(value)
    case .list(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    }
  }

  /// This value as a `Value`.
  ///
  /// - Throws: `EffaceError.format` where it is something else.
  public func decoded<Value: Decodable>(as type: Value.Type) throws(EffaceError) -> Value {
    do {
      return try JSONDecoder().decode(type, from: JSONFile.data(self))
    } catch {
      throw EffaceError(.format, "A stored result is not a \(type): \(error).")
    }
  }
}
