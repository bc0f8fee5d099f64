/// 1 - a . b / (|a| |b|), from 0 to 2.
struct CosineDistance: Distance {
  var name: String { "cosine" }
  var highest: Double { 2 }

  func value(product: Double, squaredLengths a: Double, _ b: Double) -> Double {
    1 - product / (a.squareRoot() * b.squareRoot())
  }
}
