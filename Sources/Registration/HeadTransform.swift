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

  /// The columns of the derivative of the image of `point` by the first `count` parameters:
  /// rotation vector (3), position (3), common log scale (1) or log scales (3) and shears (3).
  func derivative(at point: Vector3, freedom: Freedom) -> [Vector3] {
    let local = point - center
    let stretched = stretch * local
    let turned = rotation * stretched
    var columns = [
      cross(Vector3(1, 0, 0), turned), cross(Vector3(0, 1, 0), turned),
      cross(Vector3(0, 0, 1), turned),
      Vector3(1, 0, 0), Vector3(0, 1, 0), Vector3(0, 0, 1),
    ]
    let axes = rotation.columns
    switch freedom {
    case .similarity:
      columns.append(turned)
    case .affine:
      columns.append(axes.x * (exp(logScales.x) * local.x))
      columns.append(axes.y * (exp(logScales.y) * local.y))
      columns.append(axes.z * (exp(logScales.z) * local.z))
      columns.append(axes.x * local.y)
      columns.append(axes.x * local.z)
      columns.append(axes.y * local.z)
    }
    return columns
  }

  /// This transform after the step `delta` in the parameters of `derivative(at:freedom:)`.
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
