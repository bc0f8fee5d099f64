/// Signed distances of simple solids, in mm, POSITIVE INSIDE, and how they are joined.
///
/// Only sums, products, quotients and square roots, which every processor rounds alike.
enum Shapes {
  typealias Point = SIMD3<Float>

  /// How deep `p` lies in an ellipsoid along the axes; exact at the surface, first order beside it.
  @inline(__always) static func ellipsoid(_ p: Point, _ center: Point, _ radii: Point) -> Float {
    let q = (p - center) / radii
    let square = (q * q).sum()
    let slope = q / radii
    return square == 0
      ? radii.min()
      : (1 - square.squareRoot()) * square.squareRoot() / (slope * slope).sum().squareRoot()
  }

  /// How deep `p` lies in a ball swept from `a` to `b` while its radius goes from `ra` to `rb`.
  @inline(__always) static func capsule(
    _ p: Point, _ a: Point, _ b: Point, _ ra: Float, _ rb: Float
  ) -> Float {
    let axis = b - a
    let along = ((p - a) * axis).sum() / (axis * axis).sum()
    let t = min(max(along, 0), 1)
    let rest = p - a - t * axis
    return ra + t * (rb - ra) - (rest * rest).sum().squareRoot()
  }

  /// A chain of capsules.
  static func chain(_ p: Point, _ points: [(Point, Float)]) -> Float {
    var best = -Float.infinity
    for index in 1..<points.count {
      let (a, b) = (points[index - 1], points[index])
      best = max(best, capsule(p, a.0, b.0, a.1, b.1))
    }
    return best
  }

  /// The union of two solids with a fillet of about `k` mm.
  @inline(__always) static func join(_ a: Float, _ b: Float, _ k: Float) -> Float {
    let h = max(k - abs(a - b), 0) / k
    return max(a, b) + h * h * k / 4
  }

  /// The intersection of two solids with a rounding of about `k` mm.
  @inline(__always) static func meet(_ a: Float, _ b: Float, _ k: Float) -> Float {
    -join(-a, -b, k)
  }

  /// The length of the vector (x, y).
  @inline(__always) static func distance2(_ x: Float, _ y: Float) -> Float {
    (x * x + y * y).squareRoot()
  }

  /// 0 below `low`, 1 above `high`, smooth in between.
  @inline(__always) static func step(_ x: Float, _ low: Float, _ high: Float) -> Float {
    let t = min(max((x - low) / (high - low), 0), 1)
    return t * t * (3 - 2 * t)
  }
}
