import Geometry
import Statistics

/// Matrices of people who look alike to a random degree.
enum RandomMatrices {
  /// A matrix of up to 16 x 16, often rounded (ties), sometimes with unequal sides, in a mixed order
  /// and with undetected people; never without both kinds of comparison.
  static func matrix(seed: UInt64) throws -> DistanceMatrix {
    var random = SeededGenerator(seed: seed)
    let count = 4 + Int(random.uniform() * 13)
    var rows = Array(1...count)
    var columns = Array(1...count)
    if seed % 5 == 0 { columns.removeLast(2) }
    if seed % 7 == 0 { rows.removeFirst() }
    if seed % 3 == 0 {
      rows.reverse()
      columns.swapAt(0, columns.count - 1)
    }
    let digits = [1, 2, 2, 16][Int(seed % 4)]
    let separation = random.uniform()
    var values: [Double] = []
    for row in rows {
      for column in columns {
        let mean = row == column ? 0.8 - 0.5 * separation : 0.8
        values.append(max(0, mean + 0.15 * random.normal()))
      }
    }
    if seed % 4 == 1 {
      // Person 3 has no face after, person 4 none before.
      for place in values.indices {
        if columns[place % columns.count] == 3 || rows[place / columns.count] == 4 {
          values[place] = .nan
        }
      }
    }
    return try DistanceMatrix(
      rowIdentifiers: rows.map { "\($0)_n" }, columnIdentifiers: columns.map { "\($0)_d" },
      values: values
    ).rounded(toDigits: digits)
  }
}
