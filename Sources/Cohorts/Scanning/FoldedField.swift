internal import Geometry

/// A field that is narrower than what was excited: the columns beside it fold into it from the
/// other side, as in MR with too few phase-encoding steps.
struct FoldedField {
  /// The field without the columns beside it.
  let grid: Grid
  private let full: SIMD3<Int>
  private let columns: Int

  /// Cuts `columns` columns from either side of `field`.
  init(_ field: Grid, columns: Int) {
    full = field.size
    self.columns = columns
    grid = Grid(
      size: SIMD3(field.size.x - 2 * columns, field.size.y, field.size.z),
      affine: Affine(
        linear: field.affine.linear,
        translation: field.affine(Vector3(Double(columns), 0, 0))))
  }

  /// Each value with what lies a whole field beside it.
  func fold(_ values: [Float]) -> [Float] {
    guard columns > 0 else { return values }
    var result = cut(values)
    let width = grid.size.x
    for row in 0..<full.y * full.z {
      for column in 0..<columns {
        result[row * width + width - columns + column] += values[row * full.x + column]
        result[row * width + column] += values[row * full.x + width + columns + column]
      }
    }
    return result
  }

  /// What lies in the field.
  func cut<Value>(_ values: [Value]) -> [Value] {
    guard columns > 0 else { return values }
    var result: [Value] = []
    result.reserveCapacity(grid.count)
    for row in 0..<full.y * full.z {
      let start = row * full.x + columns
      result += values[start..<start + grid.size.x]
    }
    return result
  }
}
