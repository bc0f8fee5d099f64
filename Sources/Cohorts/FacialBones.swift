internal import Geometry
internal import HeadModels

/// Bones of the face, jaw, skull base and neck. Depths in mm of the head's frame, positive inside.
struct FacialBones: Sendable {
  typealias Point = SIMD3<Float>

  private let plan: FacialPlan
  private let frame: CranialFrame
  private let clivus: Point
  private let petrous: (Point, Point)

  init(_ plan: FacialPlan, frame: CranialFrame) {
    self.plan = plan
    self.frame = frame
    clivus = frame.head(Point(0, 2, -38))
    petrous = (frame.head(Point(58, -24, -46)), frame.head(Point(13, -12, -38)))
  }

  /// Upper face and skull base without jaw and spine.
  func face(_ p: Point) -> Float {
    let q = Point(abs(p.x), p.y, p.z)
    let (eye, side) = (plan.eye, plan.eyeSide)
    let maxilla = Shapes.ellipsoid(q, plan.subnasale + Point(0, -26, -3), Point(27, 20, 10))
    let zygoma = Shapes.ellipsoid(q, Point(side + 13, eye.y - 8, eye.z - 21), Point(13, 10, 11))
    let arch = Shapes.chain(
      q,
      [
        (Point(side + 18, eye.y - 14, eye.z - 21), 5), (Point(plan.earSide - 8, 32, 1), 3.6),
        (Point(plan.earSide - 10, 14, 6), 4),
      ])
    let brow = Shapes.chain(
      q,
      [
        (plan.nasion + Point(4, -8, 8), 7), (Point(side, eye.y + 4, eye.z + 19), 6),
        (Point(side + 17, eye.y - 6, eye.z + 9), 6),
        (Point(side + 19, eye.y - 10, eye.z - 12), 5.5),
      ])
    let nose = Shapes.capsule(
      p, plan.nasion + Point(0, -6, 0), plan.nasion + Point(0, -3, -15), 4.5, 3.5)
    let base = Shapes.ellipsoid(p, clivus, Point(24, 26, 13))
    let ear = Shapes.capsule(q, petrous.0, petrous.1, 11, 7)
    let mastoid = Shapes.ellipsoid(q, Point(plan.earSide - 18, -16, -10), Point(13, 14, 21))
    let back = Shapes.capsule(
      q, plan.subnasale + Point(13, -58, 20), plan.subnasale + Point(14, -60, -4), 4, 3.5)
    let upper = Shapes.join(
      Shapes.join(maxilla, zygoma, 4), max(arch, Shapes.join(brow, nose, 4)), 3)
    return max(max(upper, back), max(Shapes.join(base, ear, 4), mastoid))
  }

  /// What is hollow in the bones of the face but holds no air: mouth and orbits.
  func hollow(_ p: Point) -> Float {
    let mouth = Shapes.ellipsoid(
      p, plan.stomion + Point(0, -44, -2), Point(24, 33, 13))
    return max(mouth, orbit(p))
  }

  /// The orbits, behind and about the eyeballs.
  func orbit(_ p: Point) -> Float {
    let center = p.x < 0 ? plan.leftEye : plan.eye
    let apex = Point((p.x < 0 ? -1 : 1) * (plan.eyeSide - 17), center.y - 38, center.z + 2)
    return Shapes.capsule(p, center + Point(0, 6, 0), apex, 16.5, 4)
  }

  /// Optic nerve and straight muscles of the eye.
  func recti(_ p: Point) -> Float {
    let center = p.x < 0 ? plan.leftEye : plan.eye
    let apex = Point((p.x < 0 ? -1 : 1) * (plan.eyeSide - 17), center.y - 38, center.z + 2)
    let nerve = Shapes.capsule(p, center + Point(0, -11, 0), apex, 2.2, 2.2)
    var best = nerve
    for offset in [Point(11, 0, 0), Point(-11, 0, 0), Point(0, 0, 11), Point(0, 0, -11)] {
      let middle = center + offset + Point(0, -14, 0)
      best = max(best, Shapes.capsule(p, center + offset * 1.1, middle, 1.1, 2.3))
      best = max(best, Shapes.capsule(p, middle, apex + offset * 0.15, 2.3, 1.2))
    }
    return best
  }

  /// The lower jaw.
  func mandible(_ p: Point) -> Float {
    let q = Point(abs(p.x), p.y, p.z)
    let (chin, front) = (plan.chin.z, plan.pogonion.y)
    let body = Shapes.chain(
      q,
      [
        (Point(0, front - 13, chin + 14), 8), (Point(17, front - 18, chin + 15), 7.5),
        (Point(36, front - 46, chin + 21), 6.5), (Point(plan.earSide - 28, 14, chin + 33), 6),
      ])
    let ramus = Shapes.chain(
      q,
      [
        (Point(plan.earSide - 28, 14, chin + 33), 6), (Point(plan.earSide - 26, 19, chin + 52), 6),
        (Point(plan.earSide - 22, 12, -1), 5),
      ])
    let process = Shapes.capsule(
      q, Point(plan.earSide - 27, 22, chin + 48), Point(plan.earSide - 27, 33, 0), 6, 3)
    let alveolar = DentalArch.alveolar(q, plan.stomion + Point(0, -9, -13))
    return Shapes.join(Shapes.join(body, max(ramus, process), 5), alveolar, 4)
  }

  /// The ridge that holds the upper teeth.
  func upperRidge(_ p: Point) -> Float {
    DentalArch.alveolar(Point(abs(p.x), p.y, p.z), plan.stomion + Point(0, -8, 14))
  }

  /// Upper and lower teeth.
  func teeth(_ p: Point) -> Float {
    let q = Point(abs(p.x), p.y, p.z)
    let upper = DentalArch.teeth(q, plan.stomion + Point(0, -8, -1), up: true)
    return max(upper, DentalArch.teeth(q, plan.stomion + Point(0, -9, -2), up: false))
  }

  /// Cervical vertebrae, seven at most, down to the cut.
  func spine(_ p: Point) -> Float {
    let below = plan.foramen.z - p.z
    guard below > -4 else { return -.infinity }
    let pitch: Float = 17.5
    let number = max((below - 3) / pitch, 0).rounded(.down)
    var best = -Float.infinity
    for index in [number - 1, number, number + 1] where index >= 0 {
      best = max(best, vertebra(p, plan.foramen.z - 10 - pitch * index, first: index == 0))
    }
    return best
  }

  private func vertebra(_ p: Point, _ z: Float, first: Bool) -> Float {
    let center = Point(0, plan.canal(z), z)
    let q = Point(abs(p.x), p.y, p.z) - center
    let radius = (q.x * q.x + q.y * q.y).squareRoot()
    let arch = min(2.6 - abs(radius - 11), 5.5 - abs(q.z + 0.25 * q.y))
    let body = Shapes.ellipsoid(
      q, Point(0, 16.5, 1), Point(first ? 6 : 11.5, 8.5, first ? 12 : 8.2))
    let mass = Shapes.ellipsoid(q, Point(first ? 21 : 18, 6, 1), Point(first ? 11 : 8, 7, 6.5))
    let spinous = Shapes.capsule(q, Point(0, -12, -1), Point(0, first ? -14 : -27, -7), 3.2, 3)
    return max(max(min(body, 7.6 - abs(q.z - (first ? -4 : 1))), mass), max(arch, spinous))
  }
}
