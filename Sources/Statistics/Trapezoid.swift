/// The trapezoid rule.
enum Trapezoid {
  /// The area under the straight lines that join the points, positive whether `x` ascends or
  /// descends.
  static func area(x: [Double], y: [Double]) -> Double {
    guard x.count > 1 else { return 0 }
    var doubled = 0.0
    for place in 1..<x.count { doubled += (x[place] - x[place - 1]) * (y[place] + y[place - 1]) }
    return x[x.count - 1] < x[0] ? -doubled / 2 : doubled / 2
  }
}
