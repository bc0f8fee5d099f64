internal import Files

/// A key of any name.
struct AnyKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

/// A key that a pipeline file holds and that nothing reads.
struct UnknownKey: Error {
  let path: [any CodingKey]
  let key: String
  let known: [String]
}

/// The keys that one section of a pipeline file may hold.
typealias SectionKeys = CaseIterable & CodingKey

extension Decoder {
  /// The section's values, after a check that it holds no other key than those of `Keys`.
  ///
  /// - Throws: `UnknownKey`, so that a misspelt option never silently keeps its default.
  func section<Keys: SectionKeys>(_ keys: Keys.Type) throws -> Section<Keys> {
    let known = Keys.allCases.map(\.stringValue)
    let present = try container(keyedBy: AnyKey.self).allKeys.map(\.stringValue).sorted()
    if let stranger = present.first(where: { !known.contains($0) }) {
      throw UnknownKey(path: codingPath, key: stranger, known: known)
    }
    return Section(values: try container(keyedBy: keys))
  }
}

/// The checked values of one section.
struct Section<Keys: CodingKey> {
  let values: KeyedDecodingContainer<Keys>

  /// The value of `key`, which must be there.
  func required<Value: Decodable>(_ key: Keys) throws -> Value {
    try values.decode(Value.self, forKey: key)
  }

  /// The value of `key`, or nil.
  func optional<Value: Decodable>(_ key: Keys) throws -> Value? {
    try values.decodeIfPresent(Value.self, forKey: key)
  }

  /// The value of `key`, or `standard` where the section does not hold it.
  func value<Value: Decodable>(_ key: Keys, or standard: Value) throws -> Value {
    try values.decodeIfPresent(Value.self, forKey: key) ?? standard
  }
}
