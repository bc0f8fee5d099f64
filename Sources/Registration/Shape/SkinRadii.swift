public import Geometry

/// The shape of a head as it remains after its face is gone: how far the skin lies from the middle of
/// the skull along fixed directions, and which way it faces there.
///
/// The head is turned as its registration to the template says and keeps its own size. Directions
/// point to forehead, vault, temples, ears and the back of the head as well as to the face; none to
/// the neck. Millimetres.
public struct SkinRadii: Sendable, Hashable, Codable {
  /// Distance from the middle to the outermost skin along each direction, mm; 0 where there is none.
  public let radii: [Float]
  /// Unit normals there, three numbers each; 0 where there is no skin.
  public let normals: [Float]

  /// Directions in the template's axes: points of a Fibonacci lattice that lie above the neck.
  static let directions: [Vector3] = {
    let count = 1600
    let golden = 2.399963229728653  // The golden angle in radians, pi * (3 - sqrt(5)).
    return (0..<count).compactMap { index in
      let z = 1 - 2 * (Double(index) + 0.5) / Double(count)
      guard z > -0.4 else { return nil }
      let across = (1 - z * z).squareRoot()
      let turn = Matrix3.rotation(
        degrees: (golden * Double(index)) * 57.29577951308232, about: Vector3(0, 0, 1))
      let flat = turn * Vector3(1, 0, 0)
      return Vector3(flat.x * across, flat.y * across, z)
    }
  }()

  /// The farthest skin in mm.
  private static let reach = 170.0

  /// Measures a head.
  ///
  /// - Parameters:
  ///   - field: Signed distance to its skin, world mm, RAS+.
  ///   - alignment: How it lies on the template.
  ///   - middle: The middle of the skull in the template's world, mm, RAS+.
  public init(_ field: DistanceField, alignment: Alignment, middle: Vector3) {
    let toTemplate = alignment.toTemplate
    let axes = Self.rotation(toTemplate.linear).transpose
    let origin = toTemplate.inverse?(middle) ?? Vector3()
    let hits = Parallel.map(Self.directions.count) { index in
      Self.hit(field, origin, axes * Self.directions[index])
    }
    radii = hits.map { Float($0?.radius ?? 0) }
    normals = hits.flatMap { hit -> [Float] in
      guard let hit else { return [0, 0, 0] }
      let turned = axes.transpose * hit.normal
      return [Float(turned.x), Float(turned.y), Float(turned.z)]
    }
  }

  /// The outermost skin along a ray: from outside inwards by the distance that is surely free.
  private static func hit(
    _ field: DistanceField, _ origin: Vector3, _ direction: Vector3
  ) -> (radius: Double, normal: Vector3)? {
    var radius = reach
    var outside: Double?
    while radius > 20 {
      guard let sample = field.sample(origin + direction * radius) else {
        radius -= 2
        continue
      }
      if sample.distance <= 0 {
        // Skin that the edge of the field cuts is not skin.
        guard let outside else { return nil }
        let crossing = refine(field, origin, direction, inside: radius, outside: outside)
        guard let skin = field.sample(origin + direction * crossing) else { return nil }
        return (crossing, normalized(skin.gradient))
      }
      outside = radius
      radius -= max(min(sample.distance * 0.7, 4), 0.25)
    }
    return nil
  }

  private static func refine(
    _ field: DistanceField, _ origin: Vector3, _ direction: Vector3, inside: Double,
    outside: Double
  ) -> Double {
    var (low, high) = (inside, outside)
    for _ in 0..<12 {
      let middle = (low + high) / 2
      let isInside = (field.sample(origin + direction * middle)?.distance ?? 1) <= 0
      if isInside { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// The rotation in `rotation * stretch`, where `stretch` is upper triangular (Gram and Schmidt).
  private static func rotation(_ linear: Matrix3) -> Matrix3 {
    let columns = linear.columns
    let x = normalized(columns.x)
    let y = normalized(columns.y - x * dot(columns.y, x))
    return Matrix3(columns: x, y, cross(x, y))
  }
}
