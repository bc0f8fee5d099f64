/// An affine map of three-dimensional space: `point -> linear * point + translation`.
///
/// As the affine of a volume it takes voxel indices (i, j, k), where a whole number is the centre of
/// a voxel, to world coordinates in mm, RAS+ (x to the right, y to the front, z to the top), as
/// NIfTI defines them.
public struct Affine: Hashable, Sendable {
  /// The linear part.
  public var linear: Matrix3
  /// The image of the origin.
  public var translation: Vector3

  /// Builds an affine from its two parts.
  public init(linear: Matrix3 = .identity, translation: Vector3 = Vector3()) {
    self.linear = linear
    self.translation = translation
  }

  /// The identity.
  public static let identity = Affine()

  /// The image of `point`.
  @inlinable public func callAsFunction(_ point: Vector3) -> Vector3 {
    linear * point + translation
  }

  /// `left * right` applies `right` first.
  public static func * (left: Affine, right: Affine) -> Affine {
    Affine(linear: left.linear * right.linear, translation: left(right.translation))
  }

  /// The inverse map, or nil where the linear part is singular.
  public var inverse: Affine? {
    guard let linear = linear.inverse else { return nil }
    return Affine(linear: linear, translation: linear * (Vector3() - translation))
  }

  /// The lengths of the columns of the linear part: the voxel size in mm of a volume's affine.
  public var columnLengths: Vector3 {
    let columns = linear.columns
    return Vector3(length(columns.x), length(columns.y), length(columns.z))
  }

  /// The smallest box with edges along the axes that holds the image of the box from `low` to `high`.
  public func bounds(of low: Vector3, _ high: Vector3) -> (low: Vector3, high: Vector3) {
    var (least, most) = (Vector3(repeating: .infinity), Vector3(repeating: -.infinity))
    for corner in 0..<8 {
      let image = self(
        Vector3(
          corner & 1 == 0 ? low.x : high.x, corner & 2 == 0 ? low.y : high.y,
          corner & 4 == 0 ? low.z : high.z))
      least = pointwiseMin(least, image)
      most = pointwiseMax(most, image)
    }
    return (least, most)
  }

  /// The first three rows of the 4 x 4 matrix, row by row.
  public var rows: [[Double]] {
    (0..<3).map { row in (0..<3).map { linear[row, $0] } + [translation[row]] }
  }
}
