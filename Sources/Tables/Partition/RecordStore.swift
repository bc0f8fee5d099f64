/// The rows of a table side by side: ranks of quasi-identifiers, ranks of sensitive values, row
/// number. Cutting moves whole records, so that each class is read in one sweep.
///
/// Two buffers of the same size: a cut writes to the second one and copies back what it keeps.
/// Pieces of work use disjoint ranges of both.
final class RecordStore: @unchecked Sendable {
  let rowCount: Int
  let quasiCount: Int
  let sensitiveCount: Int
  /// Numbers per record.
  let stride: Int
  let records: UnsafeMutablePointer<Int32>
  let scratch: UnsafeMutablePointer<Int32>

  init(_ table: EncodedTable) {
    rowCount = table.rowCount
    quasiCount = table.quasi.count
    sensitiveCount = table.sensitive.count
    stride = quasiCount + sensitiveCount + 1
    records = .allocate(capacity: rowCount * stride)
    scratch = .allocate(capacity: rowCount * stride)
    for (place, column) in (table.quasi + table.sensitive).enumerated() {
      for row in 0..<rowCount { records[row * stride + place] = column.ranks[row] }
    }
    for row in 0..<rowCount { records[row * stride + stride - 1] = Int32(row) }
  }

  deinit {
    records.deallocate()
    scratch.deallocate()
  }

  /// The row that the record at `place` came from.
  func row(_ place: Int) -> Int { Int(records[place * stride + stride - 1]) }

  /// Sorts the records of `range` into `parts` groups by the rank of `dimension`, each in the order
  /// in which it was, into the scratch buffer.
  ///
  /// - Returns: The ranges of the groups.
  func distribute(
    _ range: Range<Int>, _ dimension: Int, parts: Int, _ part: (Int32) -> Int
  ) -> [Range<Int>] {
    distribute(range, parts: parts) { part(records[$0 * stride + dimension]) }
  }

  /// The same by the place of a record, for which `part` must always give the same group.
  func distribute(_ range: Range<Int>, parts: Int, _ part: (Int) -> Int) -> [Range<Int>] {
    var counts = [Int](repeating: 0, count: parts)
    for place in range { counts[part(place)] += 1 }
    var starts: [Int] = []
    var ranges: [Range<Int>] = []
    var start = range.lowerBound
    for count in counts {
      starts.append(start)
      ranges.append(start..<start + count)
      start += count
    }
    for place in range {
      let group = part(place)
      (scratch + starts[group] * stride).update(from: records + place * stride, count: stride)
      starts[group] += 1
    }
    return ranges
  }

  /// Takes over what the scratch buffer holds in `range`.
  func keep(_ range: Range<Int>) {
    (records + range.lowerBound * stride)
      .update(from: scratch + range.lowerBound * stride, count: range.count * stride)
  }
}
