/// |a - b|.
struct EuclideanDistance: Distance {
  var name: String { "euclidean" }
  var highest: Double { 2 }

  func value(product: Double, squaredLengths a: Double, _ b: Double) -> Double {
    max(a + b - 2 * product, 0).squareRoot()
  }
}
