public import Geometry

extension SeededGenerator {
  /// A draw that is normal for all practical purposes, from integer arithmetic alone.
  ///
  /// The number of ones among 64 random bits is binomial with variance 16; a uniform number fills
  /// the steps. Mean 0, standard deviation 1, excess kurtosis -0.03, never beyond 8. No logarithm is
  /// taken, whose last bit differs between processors, so the same seed gives the same bytes on all
  /// of them.
  @inlinable public mutating func gaussian() -> Double {
    let ones = next().nonzeroBitCount
    return (Double(ones - 32) + uniform() - 0.5) * 0.249_351_547_2
  }

  /// `gaussian`, cut to -limit...limit by drawing again.
  public mutating func gaussian(within limit: Double) -> Double {
    while true {
      let value = gaussian()
      if abs(value) <= limit { return value }
    }
  }
}
