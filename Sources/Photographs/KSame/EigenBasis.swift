/// The foremost eigenvectors of a symmetric matrix, by Jacobi's rotations (1846).
struct EigenBasis {
  /// Unit vectors of the largest eigenvalues, largest first.
  let vectors: [[Double]]

  /// As many vectors as hold `share` of the sum of all eigenvalues; none where that sum is 0.
  init(_ matrix: [[Double]], share: Double) {
    let count = matrix.count
    var a = matrix
    var v = (0..<count).map { row in (0..<count).map { $0 == row ? 1.0 : 0.0 } }
    let scale = (0..<count).reduce(0) { $0 + abs(matrix[$1][$1]) }
    for _ in 0..<60 {
      var rest = 0.0
      for p in 0..<count { for q in 0..<p { rest += abs(a[p][q]) } }
      if rest <= 1e-13 * scale { break }
      for p in 0..<count { for q in (p + 1)..<max(count, p + 1) { Self.rotate(&a, &v, p, q) } }
    }
    let order = (0..<count).sorted { (a[$0][$0], $1) > (a[$1][$1], $0) }
    let whole = order.reduce(0) { $0 + max(a[$1][$1], 0) }
    var held = 0.0
    var chosen: [[Double]] = []
    for index in order where held < share * whole && a[index][index] > 1e-12 * whole {
      held += a[index][index]
      chosen.append((0..<count).map { v[$0][index] })
    }
    vectors = chosen
  }

  /// Turns the plane (p, q) until its element is 0.
  private static func rotate(_ a: inout [[Double]], _ v: inout [[Double]], _ p: Int, _ q: Int) {
    guard a[p][q] != 0 else { return }
    let theta = (a[q][q] - a[p][p]) / (2 * a[p][q])
    let sign: Double = theta >= 0 ? 1 : -1
    let t = sign / (abs(theta) + (theta * theta + 1).squareRoot())
    let c = 1 / (t * t + 1).squareRoot()
    let s = t * c
    for k in a.indices {
      let (x, y) = (a[k][p], a[k][q])
      a[k][p] = c * x - s * y
      a[k][q] = s * x + c * y
    }
    for k in a.indices {
      let (x, y) = (a[p][k], a[q][k])
      a[p][k] = c * x - s * y
      a[q][k] = s * x + c * y
      (v[k][p], v[k][q]) = (c * v[k][p] - s * v[k][q], s * v[k][p] + c * v[k][q])
    }
  }
}
