/// |a - b|.
public struct EuclideanDistance: Distance {
  /// Builds the distance.
  public init() {}

  public var name: String { "euclidean" }
  public var highest: Double { 2 }

  public func value(product: Double, squaredLengths a: Double, _ b: Double) -> Double {
    max(a + b - 2 * product, 0).squareRoot()
  }
}
