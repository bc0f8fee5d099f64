/// |a / (|a| + e) - b / (|b| + e)| with e = 1e-10: the Euclidean distance on the unit sphere.
struct EuclideanL2Distance: Distance {
  private static let guardTerm = 1e-10

  var name: String { "euclidean_l2" }
  var highest: Double { 2 }

  func value(product: Double, squaredLengths a: Double, _ b: Double) -> Double {
    let (lengthA, lengthB) = (a.squareRoot() + Self.guardTerm, b.squareRoot() + Self.guardTerm)
    let unitA = a / (lengthA * lengthA)
    let unitB = b / (lengthB * lengthB)
    return max(unitA + unitB - 2 * (product / (lengthA * lengthB)), 0).squareRoot()
  }
}
