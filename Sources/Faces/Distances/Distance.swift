public import Files

/// How far two embeddings lie apart. A new distance is one file with one type and one line in
/// `Distances`.
///
/// Every distance here follows from the scalar product and the two squared lengths, so that a whole
/// matrix of distances costs one matrix product.
public protocol Distance: Sendable {
  /// The name on the command line and in tables, as deepface writes it.
  var name: String { get }

  /// The largest value for vectors of unit length.
  var highest: Double { get }

  /// The distance of vectors a and b.
  ///
  /// - Parameters:
  ///   - product: a . b
  ///   - a: |a|^2
  ///   - b: |b|^2
  /// - Returns: 0 for equal vectors, larger for less alike ones; not a number where it is undefined.
  func value(product: Double, squaredLengths a: Double, _ b: Double) -> Double
}

extension Distance {
  /// The distance of `a` and `b`, which have the same number of elements.
  public func between(_ a: [Float], _ b: [Float]) -> Double {
    precondition(a.count == b.count, "embeddings must come from one model")
    func product(_ x: [Float], _ y: [Float]) -> Double {
      var sum = 0.0
      for index in x.indices { sum += Double(x[index]) * Double(y[index]) }
      return sum
    }
    return value(product: product(a, b), squaredLengths: product(a, a), product(b, b))
  }
}

/// The distances of this suite.
public enum Distances {
  /// Every distance.
  public static let all: [any Distance] = [
    CosineDistance(),
    EuclideanDistance(),
    EuclideanL2Distance(),
    AngularDistance(),
  ]

  /// The distance called `name`.
  ///
  /// - Throws: `EffaceError.argument` for an unknown name.
  public static func named(_ name: String) throws(EffaceError) -> any Distance {
    guard let distance = all.first(where: { $0.name == name }) else {
      let names = all.map(\.name).joined(separator: ", ")
      throw EffaceError(.argument, "There is no distance called '\(name)'; there are: \(names).")
    }
    return distance
  }
}
