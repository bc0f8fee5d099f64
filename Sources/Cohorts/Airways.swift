internal import Geometry
internal import HeadModels

/// The air inside a head: nose, sinuses, throat, ear canals, mastoid cells. Depths in mm of the
/// head's frame, positive inside.
struct Airways: Sendable {
  typealias Point = SIMD3<Float>

  private let plan: FacialPlan
  private let cells: PlaneWaves
  private let sphenoid: Point
  private let sinus: Float
  private let frontal: Float

  init(_ plan: FacialPlan, frame: CranialFrame, generator: inout SeededGenerator) {
    self.plan = plan
    cells = PlaneWaves(wavelength: 9, count: 14, generator: &generator)
    sphenoid = frame.head(Point(7.5, 8, -35))
    sinus = Float(1 + 0.1 * generator.gaussian(within: 2))
    frontal = Float(1 + 0.25 * generator.gaussian(within: 2))
  }

  /// How deep `p` lies in air, `depth` being its depth below the skin.
  func depth(_ p: Point, below depth: Float) -> Float {
    let q = Point(abs(p.x), p.y, p.z)
    var air = -Float.infinity
    if p.z < plan.nasion.z + 35 {
      air = min(max(max(cavity(q), sinuses(p, q)), throat(p)), depth - 3.5)
    }
    let nostril = Shapes.capsule(
      q, plan.subnasale + Point(6.5, 0, 3), plan.subnasale + Point(5, -16, 11), 3, 3.5)
    let canal = Shapes.chain(
      q,
      [
        (Point(plan.earSide - 3, -4, 0), 3.5), (Point(plan.earSide - 14, -3, 3), 3),
        (Point(plan.earSide - 27, -1, 4), 3),
      ])
    return max(air, max(nostril, canal))
  }

  /// The bony walls of nose and maxillary sinuses at `p`, and how deep `p` lies within the nose,
  /// where septum and turbinates are too thin to be drawn as bone.
  func walls(_ p: Point) -> (wall: Float, within: Float) {
    let q = Point(abs(p.x), p.y, p.z)
    let hall = Shapes.ellipsoid(
      Point(max(q.x - 5.5, 0), q.y, q.z), plan.subnasale + Point(0, -38, 21), Point(7.5, 36, 20))
    // The front of the nose is cartilage.
    let bony = plan.nasion.y - 8 - p.y
    let nose = min(hall + 1.8, bony)
    return (max(nose, maxillary(q) + 1.8), hall)
  }

  private func maxillary(_ q: Point) -> Float {
    Shapes.ellipsoid(
      q, Point(plan.eyeSide - 5, plan.eye.y - 17, plan.eye.z - 33), Point(11, 15, 15) * sinus)
  }

  /// The nasal cavity, with septum and turbinates left standing.
  private func cavity(_ q: Point) -> Float {
    let middle = plan.subnasale + Point(5.5, -38, 21)
    let hall = Shapes.ellipsoid(q, middle, Point(7.5, 36, 20))
    let lower = Shapes.capsule(
      q, middle + Point(6, 20, -9), middle + Point(6, -22, -9), 4.2, 4.2)
    let upper = Shapes.capsule(q, middle + Point(5, 8, 3), middle + Point(5, -20, 3), 3.2, 3.2)
    return min(min(hall, q.x - 1.1), min(-lower, -upper))
  }

  private func sinuses(_ p: Point, _ q: Point) -> Float {
    let eye = plan.eye
    let front = Shapes.ellipsoid(
      q, plan.nasion + Point(9, -11, 13), Point(9 * frontal, 4.5, 9 * frontal))
    let back = min(Shapes.ellipsoid(q, sphenoid, Point(8, 11, 8)), q.x - 0.8)
    var air = max(max(maxillary(q), min(front, q.x - 0.8)), back)
    let ethmoid = Shapes.ellipsoid(q, Point(8, eye.y - 19, eye.z + 2), Point(5.5, 17, 9))
    let mastoid = Shapes.ellipsoid(
      q, Point(plan.earSide - 18, -16, -8), Point(10, 11, 17))
    if max(ethmoid, mastoid) > 0 {
      let (value, slope) = cells.valueAndSlope(p)
      let cell = value / max(slope, 0.3 * cells.wavenumber)
      air = max(air, max(min(ethmoid, abs(cell) - 0.7), min(mastoid, cell)))
    }
    return air
  }

  /// Nasopharynx to trachea, and the slit above the tongue.
  private func throat(_ p: Point) -> Float {
    let flat = Point(p.x * 0.75, p.y, p.z)
    let back = plan.subnasale.y - 72
    let tube = Shapes.chain(
      flat,
      [
        (Point(0, back + 6, plan.subnasale.z + 17), 7),
        (Point(0, back - 3, plan.subnasale.z + 4), 6.5),
        (Point(0, back - 6, plan.stomion.z - 6), 5.5),
        (Point(0, back - 4, plan.chin.z), 6),
        (Point(0, plan.neckFront - 25, plan.chin.z - 26), 5.5),
        (Point(0, plan.neckFront - 19, plan.floor + 5), 7.5),
        (Point(0, plan.neckFront - 18, plan.floor - 30), 7.5),
      ])
    let mouth = Shapes.ellipsoid(
      p, plan.stomion + Point(0, -42, 9), Point(17, 24, 1.8))
    return max(tube, mouth)
  }
}
