internal import Foundation

/// A point or direction in three dimensions. The frame (voxel, RAS+ mm, LPS mm) is said where it is
/// used.
public typealias Vector3 = SIMD3<Double>

/// A real 3 x 3 matrix, kept as its three columns.
public struct Matrix3: Hashable, Sendable {
  /// The images of the unit vectors.
  public var columns: (x: Vector3, y: Vector3, z: Vector3) {
    get { (x, y, z) }
    set { (x, y, z) = newValue }
  }

  private var x: Vector3
  private var y: Vector3
  private var z: Vector3

  /// Builds a matrix from its columns.
  public init(columns x: Vector3, _ y: Vector3, _ z: Vector3) {
    (self.x, self.y, self.z) = (x, y, z)
  }

  /// Builds a matrix from its rows.
  public init(rows a: Vector3, _ b: Vector3, _ c: Vector3) {
    x = Vector3(a.x, b.x, c.x)
    y = Vector3(a.y, b.y, c.y)
    z = Vector3(a.z, b.z, c.z)
  }

  /// The matrix with `diagonal` on its diagonal and 0 elsewhere.
  public init(diagonal: Vector3) {
    self.init(
      columns: Vector3(diagonal.x, 0, 0), Vector3(0, diagonal.y, 0), Vector3(0, 0, diagonal.z))
  }

  /// The identity.
  public static let identity = Matrix3(diagonal: Vector3(1, 1, 1))

  /// The element in `row` and `column`, both in 0..<3.
  public subscript(row: Int, column: Int) -> Double {
    get { column == 0 ? x[row] : column == 1 ? y[row] : z[row] }
    set {
      if column == 0 {
        x[row] = newValue
      } else if column == 1 {
        y[row] = newValue
      } else {
        z[row] = newValue
      }
    }
  }

  /// The determinant; negative for a left-handed set of axes.
  public var determinant: Double { dot(x, cross(y, z)) }

  /// The transpose, which is the inverse of a rotation.
  public var transpose: Matrix3 { Matrix3(rows: x, y, z) }

  /// The inverse, or nil where the determinant is 0 or not finite.
  public var inverse: Matrix3? {
    let determinant = determinant
    guard determinant.isFinite, abs(determinant) > 1e-300 else { return nil }
    return Matrix3(
      rows: cross(y, z) / determinant, cross(z, x) / determinant, cross(x, y) / determinant)
  }

  /// The product of a matrix and a column vector.
  public static func * (matrix: Matrix3, vector: Vector3) -> Vector3 {
    matrix.x * vector.x + matrix.y * vector.y + matrix.z * vector.z
  }

  /// The product of two matrices.
  public static func * (left: Matrix3, right: Matrix3) -> Matrix3 {
    Matrix3(columns: left * right.x, left * right.y, left * right.z)
  }

  /// A right-handed rotation by `degrees` about `axis`, which need not have length 1.
  ///
  /// Rodrigues' formula.
  public static func rotation(degrees: Double, about axis: Vector3) -> Matrix3 {
    let unit = normalized(axis)
    let radians = degrees * .pi / 180
    let (sine, cosine) = (sin(radians), cos(radians))
    func image(_ vector: Vector3) -> Vector3 {
      vector * cosine + cross(unit, vector) * sine + unit * (dot(unit, vector) * (1 - cosine))
    }
    return Matrix3(
      columns: image(Vector3(1, 0, 0)), image(Vector3(0, 1, 0)), image(Vector3(0, 0, 1)))
  }
}

/// The scalar product.
@inlinable public func dot(_ a: Vector3, _ b: Vector3) -> Double { (a * b).sum() }

/// The vector product, right-handed.
@inlinable public func cross(_ a: Vector3, _ b: Vector3) -> Vector3 {
  Vector3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
}

/// The Euclidean length.
@inlinable public func length(_ a: Vector3) -> Double { dot(a, a).squareRoot() }

/// `a` scaled to length 1; a zero vector stays zero.
@inlinable public func normalized(_ a: Vector3) -> Vector3 {
  let size = length(a)
  return size > 0 ? a / size : a
}
