internal import Geometry

/// The signal of white matter as a smooth function of place: a cubic polynomial, fitted to the
/// brightest tissue of the brain.
struct SignalFit: Sendable {
  private let terms: [Float]

  /// Fits `samples` (place, signal), leaving out what lies farther than a sixth below the fit.
  init(_ samples: [(SIMD3<Float>, Float)], start: Float) {
    var terms = [Float](repeating: 0, count: 20)
    terms[0] = start
    for _ in 0..<5 {
      var matrix = [[Double]](repeating: [Double](repeating: 0, count: 20), count: 20)
      var side = [Double](repeating: 0, count: 20)
      for (place, signal) in samples {
        let basis = Self.basis(place)
        let ratio = signal / Self.value(terms, basis)
        guard ratio > 0.87, ratio < 1.25 else { continue }
        for row in 0..<20 {
          for column in 0...row { matrix[row][column] += Double(basis[row] * basis[column]) }
          side[row] += Double(basis[row] * signal)
        }
      }
      for row in 0..<20 {
        matrix[row][row] += 1e-3
        for column in 0..<row { matrix[column][row] = matrix[row][column] }
      }
      guard let solution = LinearSystem.solve(matrix, [side])?.first else { break }
      terms = solution.map { Float($0) }
    }
    self.terms = terms
  }

  func callAsFunction(_ p: SIMD3<Float>) -> Float { Self.value(terms, Self.basis(p)) }

  private static func value(_ terms: [Float], _ basis: [Float]) -> Float {
    var sum: Float = 0
    for index in 0..<20 { sum += terms[index] * basis[index] }
    return sum
  }

  private static func basis(_ place: SIMD3<Float>) -> [Float] {
    let p = (place - SIMD3(103.5, 115, 140)) / 80
    let (x, y, z) = (p.x, p.y, p.z)
    return [
      1, x, y, z, x * x, y * y, z * z, x * y, y * z, z * x, x * x * x, y * y * y, z * z * z,
      x * x * y, x * x * z, y * y * x, y * y * z, z * z * x, z * z * y, x * y * z,
    ]
  }
}
