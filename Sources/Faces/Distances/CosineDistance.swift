/// 1 - a . b / (|a| |b|), from 0 to 2.
struct CosineDistance: Distance {
  var name: String { "cosine" }
  var highest: Double { 2 }

  func value(product: Double, squaredLengths a: Double, _ b: Double) -> Double {
    let distance = 1 - product / (a.squareRoot() * b.squareRoot())
    // Rounding may put equal vectors a hair below zero.
    return distance < 0 ? 0 : distance
  }
}
