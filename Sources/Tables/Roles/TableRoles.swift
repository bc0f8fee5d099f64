public import Files
public import Foundation

/// What each column of a table is.
public struct TableRoles: Sendable {
  /// Every column that is known, in the order of the file.
  public let columns: [ColumnDescription]

  /// Takes descriptions as they are.
  public init(_ columns: [ColumnDescription]) { self.columns = columns }

  /// Reads the YAML file at `url`: a mapping from column names to a role, or to a mapping with the
  /// keys `role`, `type`, `order`, `hierarchy` and `distance`.
  ///
  /// - Throws: `EffaceError.file` where it cannot be read, `.format` where it is not YAML,
  ///   `.argument` naming column and line where a role, type or key is unknown, with the nearest
  ///   valid name.
  public init(contentsOf url: URL) throws(EffaceError) {
    try self.init(
      text: TextFile.read(url), named: url.lastPathComponent,
      folder: url.deletingLastPathComponent())
  }

  /// Reads roles from `text`; `name` is used in errors, and files of hierarchies are relative to
  /// `folder`.
  ///
  /// - Throws: As `init(contentsOf:)`.
  public init(text: String, named name: String, folder: URL) throws(EffaceError) {
    columns = try RolesParser(file: name, folder: folder).columns(in: text)
  }

  /// The description of each of a table's `header`.
  ///
  /// - Throws: `EffaceError.argument` for a column without a role, a role without a column and a
  ///   column that comes twice; `table` names the table there.
  public func matched(
    to header: [String], of table: String
  ) throws(EffaceError) -> [ColumnDescription] {
    var known: [String: ColumnDescription] = [:]
    for column in columns { known[column.name] = column }
    var seen: Set<String> = []
    if let twice = header.first(where: { !seen.insert($0).inserted }) {
      throw EffaceError(.format, "\(table) has two columns called '\(twice)'; rename one.")
    }
    if let missing = columns.first(where: { !seen.contains($0.name) }) {
      throw EffaceError(
        .argument,
        "The roles name the column '\(missing.name)', which \(table) does not have; "
          + NearestName.suggestion(for: missing.name, in: header))
    }
    if let silent = header.first(where: { known[$0] == nil }) {
      throw EffaceError(
        .argument,
        "The roles say nothing of the column '\(silent)' of \(table); give it one of "
          + "\(ColumnRole.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    return header.compactMap { known[$0] }
  }
}
