public import Files
public import Foundation

/// Makes a table of people safe to share: direct identifiers become `*`, quasi-identifiers are
/// generalised until every class of rows that look alike satisfies the model, the rest stays.
public struct TableAnonymizer: Sendable {
  /// What each column is.
  public var roles: TableRoles
  /// What every class must satisfy.
  public var model: PrivacyModel
  /// How rows are cut into classes.
  public var method: PartitionMethod

  /// What became of a table.
  public struct Result: Sendable, Codable, Equatable {
    /// The way of cutting.
    public var method: PartitionMethod
    /// The k that was asked for.
    public var k: Int
    /// The table as it was.
    public var before: PrivacyMeasures
    /// The table as it was written.
    public var after: PrivacyMeasures
  }

  /// Prepares the work.
  public init(roles: TableRoles, model: PrivacyModel, method: PartitionMethod = .strict) {
    self.roles = roles
    self.model = model
    self.method = method
  }

  /// Writes `file`, anonymised, to `output`: one row for each row, in the same order.
  ///
  /// The file is read twice, so that columns that stay are never held in memory.
  ///
  /// - Throws: `EffaceError` for roles that do not fit the table, a damaged table, a column that is
  ///   not of its type, k larger than the table, or a model that even the whole table misses;
  ///   nothing is written then.
  public func anonymize(_ file: DelimitedFile, to output: URL) throws(EffaceError) -> Result {
    try model.check()
    let columns = try roles.matched(to: file.header, of: file.name)
    try check(columns)
    let table = try EncodedTable(file, columns)
    guard table.rowCount >= model.k else {
      throw EffaceError(
        .unsuitable,
        "k is \(model.k), but \(file.name) has only \(table.rowCount) rows; choose a smaller k.")
    }
    if method == .anonypy, let column = table.quasi.first(where: { $0.domain.hasMissing }) {
      throw EffaceError(
        .unsuitable,
        "The method anonypy knows no missing numbers, but column '\(column.domain.name)' has some; "
          + "take strict or relaxed.")
    }
    let before = Self.measures(of: table, k: model.k)
    let partition = try Partition(table, model, method)
    let after = PrivacyMeasures(
      partition.sizes, sensitive: table.sensitive, k: model.k, samplingFraction: 1)
    try TableWriter(file, columns, table, partition).write(to: output)
    return Result(method: method, k: model.k, before: before, after: after)
  }

  /// The measures of a table that is not generalised.
  static func measures(
    of table: EncodedTable, k: Int?, samplingFraction: Double = 1
  ) -> PrivacyMeasures {
    let (numbers, count) = RowNumbering.numbers(
      table.quasi.map(\.ranks), rowCount: table.rowCount)
    let sizes = ClassSizes(
      numbers, count: count, losses: [Double](repeating: 0, count: count), suppressed: nil)
    return PrivacyMeasures(
      sizes, sensitive: table.sensitive, k: k, samplingFraction: samplingFraction)
  }

  private func check(_ columns: [ColumnDescription]) throws(EffaceError) {
    guard columns.contains(where: { $0.role == .quasi }) else {
      throw EffaceError(
        .argument, "The roles name no quasi-identifier, so there is nothing to generalise.")
    }
    guard
      model.diversity == nil && model.closeness == nil
        || columns.contains(where: { $0.role == .sensitive })
    else {
      throw EffaceError(
        .argument, "l or t is asked for, but the roles name no sensitive column that they protect.")
    }
  }
}
