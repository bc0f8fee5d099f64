internal import Foundation

/// The standard normal distribution.
enum Normal {
  /// The value below which a part `probability` of the distribution lies: Newton's method on `erfc`,
  /// to about 1e-15.
  static func quantile(_ probability: Double) -> Double {
    guard probability > 0, probability < 1 else { return probability > 0 ? .infinity : -.infinity }
    guard probability <= 0.5 else { return -quantile(1 - probability) }
    var z = 0.0
    for _ in 0..<100 {
      let error = erfc(-z / 2.0.squareRoot()) / 2 - probability
      let step = error / (exp(-z * z / 2) / (2 * Double.pi).squareRoot())
      // Long steps in the tail would leave the region of convergence.
      z -= max(-1, min(1, step))
      if abs(step) < 1e-15 { break }
    }
    return z
  }
}

/// The beta distribution.
enum Beta {
  /// The value below which a part `probability` lies, by bisection to the last bit.
  static func quantile(_ probability: Double, _ a: Double, _ b: Double) -> Double {
    var low = 0.0
    var high = 1.0
    while true {
      let middle = (low + high) / 2
      guard middle > low, middle < high else { return middle }
      if regularized(middle, a, b) < probability { low = middle } else { high = middle }
    }
  }

  /// The part of the distribution below `x`: the regularised incomplete beta function.
  static func regularized(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    return x <= (a + 1) / (a + b + 2)
      ? continuedFraction(x, a, b) : 1 - continuedFraction(1 - x, b, a)
  }

  /// The same by its continued fraction (Lentz's method), which converges fast below the mean.
  private static func continuedFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let logFront = lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)
    let tiny = 1e-300
    var c = 1.0
    var d = 1 / (1 - (a + b) * x / (a + 1))
    var fraction = d
    for term in 1...10_000 {
      let m = Double(term)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      var change = 1.0
      for coefficient in [even, odd] {
        d = 1 + coefficient * d
        d = 1 / (abs(d) < tiny ? tiny : d)
        c = 1 + coefficient / c
        c = abs(c) < tiny ? tiny : c
        change = c * d
        fraction *= change
      }
      if abs(change - 1) < 1e-15 { break }
    }
    return exp(logFront) / a * fraction
  }
}
