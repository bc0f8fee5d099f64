/// Small dense systems of linear equations.
enum LinearSystem {
  /// Solves `matrix` times x = each of `sides` by elimination with pivots.
  ///
  /// - Parameters:
  ///   - matrix: Square, row by row.
  ///   - sides: One or more right sides, each as long as the matrix.
  /// - Returns: One solution for each side, or nil where the matrix is singular.
  static func solve(_ matrix: [[Double]], _ sides: [[Double]]) -> [[Double]]? {
    let count = matrix.count
    var rows = (0..<count).map { row in matrix[row] + sides.map { $0[row] } }
    for column in 0..<count {
      let pivot = (column..<count).max { abs(rows[$0][column]) < abs(rows[$1][column]) } ?? column
      guard abs(rows[pivot][column]) > 1e-12 else { return nil }
      rows.swapAt(column, pivot)
      let head = rows[column]
      for row in (column + 1)..<max(count, column + 1) {
        let factor = rows[row][column] / head[column]
        guard factor != 0 else { continue }
        for index in column..<head.count { rows[row][index] -= factor * head[index] }
      }
    }
    return sides.indices.map { side in
      var solution = [Double](repeating: 0, count: count)
      for row in (0..<count).reversed() {
        var sum = rows[row][count + side]
        for column in (row + 1)..<max(count, row + 1) {
          sum -= rows[row][column] * solution[column]
        }
        solution[row] = sum / rows[row][row]
      }
      return solution
    }
  }
}
