public import Files

/// What a table withstands, whoever made it, and what generalising it has cost.
public struct TableAudit: Sendable, Codable, Equatable {
  /// The table that was audited.
  public var after: PrivacyMeasures
  /// The original table, where it was given.
  public var before: PrivacyMeasures?

  /// Audits `file`, and `original` beside it.
  ///
  /// Values of quasi-identifiers are taken as they are written: rows with the same words form a
  /// class. Losses are read from the words: `*`, `20..35`, `{a|b}`, groups of the hierarchy.
  ///
  /// - Parameters:
  ///   - file: The table.
  ///   - original: The same table before it was generalised, which tells how wide domains are.
  ///   - roles: What each column is.
  ///   - k: The k that discernibility and average class size refer to; nil for the one reached.
  ///   - samplingFraction: The share of the population that is in the table.
  /// - Throws: `EffaceError` for roles that do not fit and damaged tables.
  public init(
    _ file: DelimitedFile, original: DelimitedFile? = nil, roles: TableRoles, k: Int? = nil,
    samplingFraction: Double = 1
  ) throws(EffaceError) {
    guard samplingFraction > 0, samplingFraction <= 1 else {
      throw EffaceError(
        .argument, "The sampling fraction is \(samplingFraction); it must be above 0, at most 1.")
    }
    let columns = try roles.matched(to: file.header, of: file.name)
    guard columns.contains(where: { $0.role == .quasi }) else {
      throw EffaceError(
        .argument, "The roles name no quasi-identifier, so there are no classes to audit.")
    }
    let table = try EncodedTable(file, columns, asText: true)
    var source: EncodedTable?
    if let original {
      let columns = try roles.matched(to: original.header, of: original.name)
      source = try EncodedTable(original, columns, asText: true)
      before = TableAnonymizer.measures(
        of: source ?? table, k: k, samplingFraction: samplingFraction)
    }
    let described = columns.filter { $0.role == .quasi }
    let sizes = try Self.classes(of: table, described, source)
    after = PrivacyMeasures(
      sizes, sensitive: table.sensitive, k: k, samplingFraction: samplingFraction)
  }

  private static func classes(
    of table: EncodedTable, _ columns: [ColumnDescription], _ source: EncodedTable?
  ) throws(EffaceError) -> ClassSizes {
    let (numbers, count) = RowNumbering.numbers(table.quasi.map(\.ranks), rowCount: table.rowCount)
    var sums = [Double](repeating: 0, count: count)
    var firstRow = [Int](repeating: -1, count: count)
    for (row, number) in numbers.enumerated() where firstRow[Int(number)] < 0 {
      firstRow[Int(number)] = row
    }
    for (description, column) in zip(columns, table.quasi) {
      let original = source?.quasi.first { $0.domain.name == column.domain.name }
      let losses = try LabelLosses(
        description, labels: column.domain.labels, original: original?.domain.labels
      ).losses()
      for group in 0..<count { sums[group] += losses[Int(column.ranks[firstRow[group]])] }
    }
    let width = Double(table.quasi.count)
    return ClassSizes(
      numbers, count: count, losses: sums.map { $0 / width },
      suppressed: sums.firstIndex(of: width))
  }
}
