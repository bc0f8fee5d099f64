/// What a column of a table of people is to an attacker.
public enum ColumnRole: String, Sendable, CaseIterable, Codable {
  /// Names a person by itself (name, record number); every value becomes `*`.
  case direct
  /// Known to an attacker from elsewhere and, with others, singles a person out; generalised.
  case quasi
  /// What an attacker wants to learn; kept, and protected by l-diversity and t-closeness.
  case sensitive
  /// Neither; kept as it is.
  case insensitive
}

/// How the values of a column are compared.
public enum ColumnKind: String, Sendable, CaseIterable, Codable {
  /// Finite decimal numbers.
  case numeric
  /// Words.
  case categorical
}

/// How far apart two values of a sensitive column lie, for t-closeness (Li 2007).
public enum ValueDistance: String, Sendable, CaseIterable, Codable {
  /// The difference of their ranks, by the largest one.
  case ordered
  /// 1 for any two different values.
  case equal
  /// The height of their lowest common ancestor, by that of the hierarchy.
  case hierarchical
}

/// What a roles file says of one column.
public struct ColumnDescription: Sendable {
  /// The name in the table's first line.
  public var name: String
  /// What the column is to an attacker.
  public var role: ColumnRole
  /// How values are compared; nil: numeric where all values are numbers.
  public var kind: ColumnKind?
  /// The order of categories, or nil for alphabetical order.
  public var order: [String]?
  /// Which categories belong together, or nil.
  public var hierarchy: Hierarchy?
  /// The ground distance of t-closeness; nil: hierarchical with a hierarchy, ordered for numbers
  /// and ordered categories, else equal.
  public var distance: ValueDistance?

  /// Describes a column.
  public init(
    _ name: String, _ role: ColumnRole, kind: ColumnKind? = nil, order: [String]? = nil,
    hierarchy: Hierarchy? = nil, distance: ValueDistance? = nil
  ) {
    self.name = name
    self.role = role
    self.kind = kind
    self.order = order
    self.hierarchy = hierarchy
    self.distance = distance
  }
}
