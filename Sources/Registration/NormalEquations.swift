/// A weighted least-squares problem with few unknowns.
struct NormalEquations {
  private let count: Int
  private var matrix: [Double]
  private var right: [Double]
  private(set) var weight = 0.0

  init(count: Int) {
    self.count = count
    matrix = [Double](repeating: 0, count: count * count)
    right = [Double](repeating: 0, count: count)
  }

  /// Equations that were added up elsewhere, of which the upper half of `matrix` counts.
  init(matrix: [[Double]], right: [Double], weight: Double) {
    count = right.count
    self.matrix = matrix.flatMap(\.self)
    self.right = right
    self.weight = weight
  }

  /// Adds one equation `row . x = residual`.
  mutating func add(_ row: [Double], residual: Double, weight: Double) {
    self.weight += weight
    for a in 0..<count {
      let scaled = weight * row[a]
      right[a] += scaled * residual
      for b in a..<count { matrix[a * count + b] += scaled * row[b] }
    }
  }

  /// Divides by the sum of weights, so that priors need not know how many points there are.
  mutating func normalize() {
    for index in matrix.indices { matrix[index] /= weight }
    for index in right.indices { right[index] /= weight }
  }

  /// Adds `weight * (x[parameter] - value)^2` with the sign convention of `add`.
  mutating func addPrior(_ parameter: Int, value: Double, weight: Double) {
    matrix[parameter * count + parameter] += weight
    right[parameter] += weight * value
  }

  /// The solution by Cholesky's decomposition with a trace-sized ridge of 1e-9, or nil where the
  /// matrix is not positive definite.
  func solve() -> [Double]? {
    var lower = [Double](repeating: 0, count: count * count)
    for a in 0..<count {
      for b in 0...a {
        var sum = matrix[b * count + a]
        if a == b { sum *= 1 + 1e-9 }
        for c in 0..<b { sum -= lower[a * count + c] * lower[b * count + c] }
        if a == b {
          guard sum > 0 else { return nil }
          lower[a * count + a] = sum.squareRoot()
        } else {
          lower[a * count + b] = sum / lower[b * count + b]
        }
      }
    }
    var solution = right
    for a in 0..<count {
      for c in 0..<a { solution[a] -= lower[a * count + c] * solution[c] }
      solution[a] /= lower[a * count + a]
    }
    for a in stride(from: count - 1, through: 0, by: -1) {
      for c in a + 1..<max(count, a + 1) { solution[a] -= lower[c * count + a] * solution[c] }
      solution[a] /= lower[a * count + a]
    }
    return solution
  }
}
