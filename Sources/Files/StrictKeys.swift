/// A key of any name.
struct AnyKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

/// A key that a file holds and that nothing reads.
public struct UnknownKey: Error {
  /// Where the key stands.
  public let path: [any CodingKey]
  /// The key.
  public let key: String
  /// The keys that may stand there.
  public let known: [String]
}

/// The keys that one section of a file may hold.
public typealias SectionKeys = CaseIterable & CodingKey

extension Decoder {
  /// The section's values, after a check that it holds no other key than those of `Keys`.
  ///
  /// - Throws: `UnknownKey`, so that a misspelt option never silently keeps its default.
  public func section<Keys: SectionKeys>(_ keys: Keys.Type) throws -> Section<Keys> {
    let known = Keys.allCases.map(\.stringValue)
    let present = try container(keyedBy: AnyKey.self).allKeys.map(\.stringValue).sorted()
    if let stranger = present.first(where: { !known.contains($0) }) {
      throw UnknownKey(path: codingPath, key: stranger, known: known)
    }
    return Section(values: try container(keyedBy: keys))
  }
}

/// The checked values of one section.
public struct Section<Keys: CodingKey> {
  let values: KeyedDecodingContainer<Keys>

  /// The value of `key`, which must be there.
  public func required<Value: Decodable>(_ key: Keys) throws -> Value {
    try values.decode(Value.self, forKey: key)
  }

  /// The value of `key`, or nil.
  public func optional<Value: Decodable>(_ key: Keys) throws -> Value? {
    try values.decodeIfPresent(Value.self, forKey: key)
  }

  /// The value of `key`, or `standard` where the section does not hold it.
  public func value<Value: Decodable>(_ key: Keys, or standard: Value) throws -> Value {
    try values.decodeIfPresent(Value.self, forKey: key) ?? standard
  }
}

/// A value that is readable and cannot be used, with the place where it stands.
public struct RefusedValue: Error {
  /// Where the value stands.
  public let path: [any CodingKey]
  /// What is wrong with it, to follow the name of its place.
  public let sentence: String
}

/// An error for the section that `decoder` is in; `sentence` follows the name of the section.
public func refusal(_ decoder: any Decoder, _ sentence: String) -> RefusedValue {
  RefusedValue(path: decoder.codingPath, sentence: sentence)
}
