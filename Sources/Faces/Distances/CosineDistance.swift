/// 1 - a . b / (|a| |b|), from 0 to 2.
public struct CosineDistance: Distance {
  /// Builds the distance.
  public init() {}

  public var name: String { "cosine" }
  public var highest: Double { 2 }

  public func value(product: Double, squaredLengths a: Double, _ b: Double) -> Double {
    1 - product / (a.squareRoot() * b.squareRoot())
  }
}
