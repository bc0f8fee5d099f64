/// How many pictures had no usable face (failure to acquire, ISO/IEC 19795-1) and what that cost.
public struct Acquisition: Codable, Hashable, Sendable {
  /// Undefaced pictures.
  public let rows: Int
  /// Undefaced pictures that could be compared with at least one other.
  public let detectedRows: Int
  /// Defaced pictures.
  public let columns: Int
  /// Defaced pictures that could be compared with at least one other.
  public let detectedColumns: Int
  /// Mated comparisons that were wanted.
  public let matedComparisons: Int
  /// Mated comparisons that were not possible.
  public let failedMatedComparisons: Int

  /// Counts the cells of `matrix`.
  public init(_ matrix: DistanceMatrix) {
    var columnSeen = [Bool](repeating: false, count: matrix.columnCount)
    var seenRows = 0
    for row in 0..<matrix.rowCount {
      var rowSeen = false
      for column in 0..<matrix.columnCount where !matrix[row, column].isNaN {
        rowSeen = true
        columnSeen[column] = true
      }
      if rowSeen { seenRows += 1 }
    }
    let pairs = matrix.mateOfRow.enumerated().compactMap { row, mate in mate.map { (row, $0) } }
    rows = matrix.rowCount
    detectedRows = seenRows
    columns = matrix.columnCount
    detectedColumns = columnSeen.filter { $0 }.count
    matedComparisons = pairs.count
    failedMatedComparisons = pairs.filter { matrix[$0.0, $0.1].isNaN }.count
  }

  /// The part of undefaced pictures without a face: failure to enrol.
  public var failureToEnrol: Double { Double(rows - detectedRows) / Double(rows) }

  /// The part of defaced pictures without a face: failure to acquire.
  public var failureToAcquire: Double { Double(columns - detectedColumns) / Double(columns) }
}
