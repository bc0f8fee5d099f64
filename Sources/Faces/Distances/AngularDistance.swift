internal import Foundation

/// The angle between a and b in half turns, from 0 to 1.
struct AngularDistance: Distance {
  var name: String { "angular" }
  var highest: Double { 1 }

  func value(product: Double, squaredLengths a: Double, _ b: Double) -> Double {
    let cosine = product / (a.squareRoot() * b.squareRoot())
    // Not a number must stay so, which a plain minimum and maximum would not promise.
    return cosine.isNaN ? .nan : acos(min(max(cosine, -1), 1)) / .pi
  }
}
