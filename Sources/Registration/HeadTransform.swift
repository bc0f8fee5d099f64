internal import Foundation
internal import Geometry

/// The twelve numbers of an affine map from a scan's head to the template's, kept so that each has
/// a meaning and can be held near what heads allow.
///
/// `point -> rotation * stretch * (point - center) + center + translation`, where `stretch` is upper
/// triangular with the three scales on its diagonal. World coordinates, RAS+ mm.
struct HeadTransform: Sendable {
  var rotation: Matrix3
  /// The template's point on which `center` comes to lie.
  var position: Vector3
  /// Natural logarithms of the scales along x, y, z.
  var logScales = Vector3()
  /// Shears xy, xz, yz.
  var shears = Vector3()
  /// The scan's point about which it turns.
  let center: Vector3

  /// What heads allow: one standard deviation of the size of adults' and children's heads against
  /// the average, and of the shears that facial asymmetry and gradients' distortions bring.
  static let scaleDeviation = 0.08
  static let shearDeviation = 0.04

  var stretch: Matrix3 {
    Matrix3(
      rows: Vector3(exp(logScales.x), shears.x, shears.y),
      Vector3(0, exp(logScales.y), shears.z),
      Vector3(0, 0, exp(logScales.z)))
  }

  var affine: Affine {
    let linear = rotation * stretch
    return Affine(linear: linear, translation: position - linear * center)
  }

  /// How the image of a point moves with the parameters.
  func derivative(freedom: Freedom) -> Derivative {
    Derivative(
      center: center, rotation: rotation, stretch: stretch,
      scales: Vector3(exp(logScales.x), exp(logScales.y), exp(logScales.z)), freedom: freedom)
  }

  /// The derivative of images by the parameters: rotation vector (3), position (3), common log scale
  /// (1) or log scales (3) and shears (3).
  struct Derivative {
    fileprivate let center: Vector3
    fileprivate let rotation: Matrix3
    fileprivate let stretch: Matrix3
    fileprivate let scales: Vector3
    fileprivate let freedom: Freedom

    /// Writes the derivative of the image of `point` along `direction` into `row`.
    func along(_ direction: Vector3, at point: Vector3, into row: inout [Double]) {
      let local = point - center
      let stretched = stretch * local
      let turned = rotation * stretched
      row[0] = dot(direction, cross(Vector3(1, 0, 0), turned))
      row[1] = dot(direction, cross(Vector3(0, 1, 0), turned))
      row[2] = dot(direction, cross(Vector3(0, 0, 1), turned))
      (row[3], row[4], row[5]) = (direction.x, direction.y, direction.z)
      let axes = rotation.columns
      switch freedom {
      case .similarity:
        row[6] = dot(direction, turned)
      case .affine:
        row[6] = dot(direction, axes.x * (scales.x * local.x))
        row[7] = dot(direction, axes.y * (scales.y * local.y))
        row[8] = dot(direction, axes.z * (scales.z * local.z))
        row[9] = dot(direction, axes.x * local.y)
        row[10] = dot(direction, axes.x * local.z)
        row[11] = dot(direction, axes.y * local.z)
      }
    }
  }

  /// This transform after the step `delta` in the parameters of `derivative(freedom:)`.
  func moved(_ delta: [Double], freedom: Freedom) -> HeadTransform {
    var next = self
    let turn = Vector3(delta[0], delta[1], delta[2])
    let angle = length(turn)
    if angle > 0 {
      next.rotation = Matrix3.rotation(degrees: angle * 180 / .pi, about: turn) * rotation
    }
    next.position += Vector3(delta[3], delta[4], delta[5])
    switch freedom {
    case .similarity:
      next.logScales += Vector3(repeating: delta[6])
    case .affine:
      next.logScales += Vector3(delta[6], delta[7], delta[8])
      next.shears += Vector3(delta[9], delta[10], delta[11])
    }
    return next
  }

  /// Deviations of the parameters from their means, in standard deviations, and where they enter.
  func prior(freedom: Freedom) -> [(parameter: Int, value: Double, weight: Double)] {
    let scale = 1 / (Self.scaleDeviation * Self.scaleDeviation)
    let shear = 1 / (Self.shearDeviation * Self.shearDeviation)
    switch freedom {
    case .similarity:
      return [(6, logScales.sum() / 3, scale)]
    case .affine:
      return (0..<3).map { (6 + $0, logScales[$0], scale) }
        + (0..<3).map { (9 + $0, shears[$0], shear) }
    }
  }

  /// Which parameters may move.
  enum Freedom {
    /// Rotation, translation and one scale.
    case similarity
    /// All twelve.
    case affine

    var count: Int { self == .similarity ? 7 : 12 }
  }
}
