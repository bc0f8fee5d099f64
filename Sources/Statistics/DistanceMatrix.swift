public import Files

/// The distances between pictures of people before (rows) and after (columns) defacing.
///
/// Row `<id>_n` and column `<id>_d` show the same person, so their cell is a *mated* comparison; all
/// other cells are *non-mated* (ISO/IEC 2382-37). A cell is NaN where no comparison was possible
/// because no face was found on one of the two pictures (failure to acquire). Such people keep their
/// row or column, so that failures are counted, not lost.
public struct DistanceMatrix: Hashable, Sendable {
  /// The name of each row, `<id>_n` for the picture of an undefaced scan.
  public let rowIdentifiers: [String]
  /// The name of each column, `<id>_d` for the picture of a defaced scan.
  public let columnIdentifiers: [String]
  /// The distances, row after row; smaller is more alike; finite, or NaN.
  public let values: [Double]
  /// For each row the column that shows the same person, where there is one.
  public let mateOfRow: [Int?]
  /// For each column the row that shows the same person, where there is one.
  public let mateOfColumn: [Int?]

  /// Builds a matrix of `rowIdentifiers.count` times `columnIdentifiers.count` values.
  ///
  /// - Throws: `EffaceError.format` where the counts do not fit, where two rows or two columns show
  ///   the same person, and where a value is infinite.
  public init(
    rowIdentifiers: [String], columnIdentifiers: [String], values: [Double]
  ) throws(EffaceError) {
    guard values.count == rowIdentifiers.count * columnIdentifiers.count else {
      throw EffaceError(
        .format,
        """
        A distance matrix of \(rowIdentifiers.count) rows and \(columnIdentifiers.count) columns \
        cannot hold \(values.count) values.
        """)
    }
    if let cell = values.firstIndex(where: { $0.isInfinite }) {
      throw EffaceError(
        .format,
        """
        The distance of row \(rowIdentifiers[cell / columnIdentifiers.count]) and column \
        \(columnIdentifiers[cell % columnIdentifiers.count]) is infinite.
        """)
    }
    let rowOfPerson = try Self.places(rowIdentifiers, called: "row")
    let columnOfPerson = try Self.places(columnIdentifiers, called: "column")
    self.rowIdentifiers = rowIdentifiers
    self.columnIdentifiers = columnIdentifiers
    self.values = values
    mateOfRow = rowIdentifiers.map { columnOfPerson[Self.person($0)] }
    mateOfColumn = columnIdentifiers.map { rowOfPerson[Self.person($0)] }
  }

  /// The number of rows.
  public var rowCount: Int { rowIdentifiers.count }

  /// The number of columns.
  public var columnCount: Int { columnIdentifiers.count }

  /// The distance of a row and a column.
  public subscript(row: Int, column: Int) -> Double { values[row * columnCount + column] }

  /// Whether the cell compares two pictures of one person.
  public func isMated(row: Int, column: Int) -> Bool { mateOfRow[row] == column }

  /// The person of a row or column: its name without `_n` or `_d` at the end.
  public static func person(_ identifier: String) -> String {
    identifier.hasSuffix("_n") || identifier.hasSuffix("_d")
      ? String(identifier.dropLast(2)) : identifier
  }

  /// Everybody who has a row or a column, in `NaturalOrder`.
  public var people: [String] {
    Set((rowIdentifiers + columnIdentifiers).map(Self.person)).sorted(by: NaturalOrder.precedes)
  }

  /// Everybody who could be compared with themselves, in `NaturalOrder`: who has a row and a column,
  /// and whose face was found on both pictures.
  public var survivors: [String] {
    mateOfRow.enumerated().compactMap { row, mate in
      guard let mate, !self[row, mate].isNaN else { return nil }
      return Self.person(rowIdentifiers[row])
    }.sorted(by: NaturalOrder.precedes)
  }

  /// The rows and columns of `people`, in the order in which they stand here.
  public func selecting(_ people: some Sequence<String>) -> DistanceMatrix {
    let wanted = Set(people)
    let rows = rowIdentifiers.indices.filter { wanted.contains(Self.person(rowIdentifiers[$0])) }
    let columns = columnIdentifiers.indices.filter {
      wanted.contains(Self.person(columnIdentifiers[$0]))
    }
    return keeping(rows: rows, columns: columns)
  }

  /// The given rows and columns, in the given order. None may be given twice.
  public func keeping(rows: [Int], columns: [Int]) -> DistanceMatrix {
    var kept: [Double] = []
    kept.reserveCapacity(rows.count * columns.count)
    for row in rows { for column in columns { kept.append(self[row, column]) } }
    return replacing(
      rowIdentifiers: rows.map { rowIdentifiers[$0] },
      columnIdentifiers: columns.map { columnIdentifiers[$0] }, values: kept)
  }

  /// The matrix with each distance rounded to `digits` decimals.
  public func rounded(toDigits digits: Int) -> DistanceMatrix {
    replacing(
      rowIdentifiers: rowIdentifiers, columnIdentifiers: columnIdentifiers,
      values: values.map { DecimalNumber.rounded($0, toDigits: digits) })
  }

  /// A matrix made of parts of this one, which need no further checks.
  private func replacing(
    rowIdentifiers: [String], columnIdentifiers: [String], values: [Double]
  ) -> DistanceMatrix {
    do {
      return try DistanceMatrix(
        rowIdentifiers: rowIdentifiers, columnIdentifiers: columnIdentifiers, values: values)
    } catch {
      preconditionFailure("Part of a distance matrix is not a distance matrix: \(error)")
    }
  }

  /// The place of each person among `identifiers`.
  private static func places(
    _ identifiers: [String], called kind: String
  ) throws(EffaceError) -> [String: Int] {
    var places: [String: Int] = [:]
    for (place, identifier) in identifiers.enumerated() {
      if let earlier = places.updateValue(place, forKey: person(identifier)) {
        throw EffaceError(
          .format,
          """
          The \(kind)s \(identifiers[earlier]) and \(identifier) of a distance matrix show the same \
          person; each person has one \(kind).
          """)
      }
    }
    return places
  }
}
