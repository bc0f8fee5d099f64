public import Geometry
internal import Registration

/// A part of space round the template's head, as a function of position in its world (RAS+ mm).
///
/// Values are roughly distances in mm: negative inside, so that the border is sharp on any grid and
/// ramps of a given width can be made.
public protocol TemplateRegion: Sendable {
  /// A box that holds every point inside.
  var bounds: (low: Vector3, high: Vector3) { get }
  /// The value at `point`: negative inside, positive outside, roughly in mm.
  func callAsFunction(_ point: Vector3) -> Double
}

/// A region moved by a vector.
struct MovedRegion<Base: TemplateRegion>: TemplateRegion {
  let base: Base
  /// mm.
  let shift: Vector3

  var bounds: (low: Vector3, high: Vector3) {
    (base.bounds.low + shift, base.bounds.high + shift)
  }

  func callAsFunction(_ point: Vector3) -> Double { base(point - shift) }
}

/// A layer under and over the skin of the whole head down to the lobes of the ears, and the face.
struct HeadShell: TemplateRegion {
  /// What is taken of the face.
  let face: FaceRegion
  let template: HeadTemplate
  /// Depth under the average scalp, mm.
  let depth = 9.0
  /// How far outside the average skin it reaches, mm.
  let reach = 25.0
  /// Distance kept from where brains lie, mm.
  let brainMargin: Double

  var bounds: (low: Vector3, high: Vector3) {
    var (low, high) = face.bounds
    for point in template.points {
      low = pointwiseMin(low, point - reach)
      high = pointwiseMax(high, point + reach)
    }
    low.z = face.bounds.low.z
    return (low, high)
  }

  func callAsFunction(_ point: Vector3) -> Double {
    let marks = template.landmarks
    // The border runs down from the ears' lobes to the nape.
    let ear = (marks.leftEar + marks.rightEar) / 2
    let floor = ear.z - 30 - 0.3 * (ear.y - point.y)
    guard let (skin, _) = template.skin.sample(point) else { return 1 }
    let brain = template.brain.sample(point)?.distance ?? .infinity
    let scalp = max(floor - point.z, -skin - depth, skin - reach, brainMargin - brain)
    return min(face(point), scalp)
  }
}
