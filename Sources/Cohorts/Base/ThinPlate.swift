internal import Geometry

/// The smoothest map of space that takes some points to others: in three dimensions the kernel is
/// the distance itself, so nothing but square roots is needed (Bookstein 1989).
struct ThinPlate: Sendable {
  private let points: [SIMD3<Float>]
  private let weights: [SIMD3<Float>]
  private let constant: SIMD3<Float>
  private let linear: [SIMD3<Float>]

  /// Takes `from` to `to`, pair by pair; the identity where the points do not span space.
  init(from: [Vector3], to: [Vector3], stiffness: Double = 0) {
    let count = from.count
    var matrix = [[Double]](repeating: [Double](repeating: 0, count: count + 4), count: count + 4)
    for row in 0..<count {
      for column in 0..<count { matrix[row][column] = length(from[row] - from[column]) }
      // In three dimensions the kernel is negative definite: stiffness is subtracted.
      matrix[row][row] = -stiffness
      let terms = [1, from[row].x, from[row].y, from[row].z]
      for (term, value) in terms.enumerated() {
        matrix[row][count + term] = value
        matrix[count + term][row] = value
      }
    }
    let sides = (0..<3).map { axis in to.map { $0[axis] } + [0, 0, 0, 0] }
    let zero = [Double](repeating: 0, count: count)
    let identity = [
      zero + [0, 1, 0, 0], zero + [0, 0, 1, 0], zero + [0, 0, 0, 1],
    ]
    let solution = LinearSystem.solve(matrix, sides) ?? identity
    func row(_ index: Int) -> SIMD3<Float> {
      SIMD3(
        Float(solution[0][index]), Float(solution[1][index]), Float(solution[2][index]))
    }
    points = from.map { SIMD3<Float>($0) }
    weights = (0..<count).map(row)
    constant = row(count)
    linear = (1...3).map { row(count + $0) }
  }

  /// Where `p` goes.
  func callAsFunction(_ p: SIMD3<Float>) -> SIMD3<Float> {
    var result = constant + p.x * linear[0] + p.y * linear[1] + p.z * linear[2]
    for index in points.indices {
      let arm = p - points[index]
      result += (arm * arm).sum().squareRoot() * weights[index]
    }
    return result
  }
}
