internal import Geometry
internal import HeadModels

/// The brain in the standard frame. All functions are depths in mm of that frame, positive inside.
struct Brain: Sendable {
  typealias Point = SIMD3<Float>

  private let folds: PlaneWaves
  private let depths: PlaneWaves
  private let wobble: PlaneWaves
  /// Scale of the ventricles.
  private let ventricles: Float

  /// Draws a person's folding; ventricles widen with `age` (years).
  init(age: Double, generator: inout SeededGenerator) {
    folds = PlaneWaves(wavelength: 12.5, count: 30, generator: &generator)
    depths = PlaneWaves(wavelength: 45, count: 12, generator: &generator)
    wobble = PlaneWaves(wavelength: 50, count: 8, generator: &generator)
    ventricles = Float(0.85 + 0.006 * max(age - 25, 0) + 0.1 * generator.gaussian(within: 2))
  }

  /// Cerebrum without its sulci.
  func cerebrum(_ p: Point) -> Float {
    let q = Point(abs(p.x), p.y, p.z)
    let body = Shapes.ellipsoid(q, CranialFrame.center, CranialFrame.radii)
    // Below lie the orbital roofs, the middle fossa and the tentorium.
    let floor =
      p.y > 0 ? -23 + 0.12 * p.y : p.y > -25 ? -23 + 0.6 * -p.y : -8 + 0.2 * (p.y + 25)
    let upper = Shapes.meet(body, p.z - floor, 14)
    let temporal = Shapes.chain(
      q,
      [
        (Point(36, 8, -32), 13), (Point(45, -8, -28), 19), (Point(46, -38, -14), 20),
        (Point(42, -60, 0), 20),
      ])
    return Shapes.join(upper, Shapes.meet(temporal, body + 9, 6), 6)
  }

  /// Cerebellum without its folia.
  func cerebellum(_ p: Point) -> Float {
    let q = Point(abs(p.x), p.y, p.z)
    let lobe = Shapes.ellipsoid(q, Point(22, -64, -38), Point(29, 28, 21))
    let vermis = Shapes.ellipsoid(q, Point(0, -62, -32), Point(14, 24, 19))
    return Shapes.meet(Shapes.join(lobe, vermis, 8), -10 + 0.2 * (p.y + 25) - p.z, 4)
  }

  /// Midbrain, pons, medulla.
  func stem(_ p: Point) -> Float {
    let axis = Shapes.chain(
      p,
      [
        (Point(0, -18, -2), 13), (Point(0, -27, -14), 12), (Point(0, -25, -30), 14),
        (Point(0, -36, -48), 9), (Point(0, -42, -66), 6.5),
      ])
    let peduncle = Shapes.capsule(
      Point(abs(p.x), p.y, p.z), Point(10, -34, -32), Point(20, -54, -36), 8, 8)
    return Shapes.join(axis, peduncle, 5)
  }

  /// Lateral, third and fourth ventricles.
  func ventricle(_ p: Point) -> Float {
    let q = Point(abs(p.x), p.y, p.z)
    let v = ventricles
    let lateral = Shapes.chain(
      q,
      [
        (Point(13, 30, 2), 3.5 * v), (Point(9, 16, 12), 5.5 * v), (Point(11, -8, 21), 5 * v),
        (Point(19, -34, 18), 6 * v), (Point(27, -42, 8), 7.5 * v), (Point(33, -30, -8), 3.5 * v),
        (Point(31, -14, -19), 2.5 * v),
      ])
    let occipital = Shapes.capsule(q, Point(26, -44, 8), Point(24, -68, 4), 5.5 * v, 2 * v)
    let third = Shapes.ellipsoid(p, Point(0, -12, -1), Point(2.4 * v, 14, 10))
    let aqueduct = Shapes.capsule(p, Point(0, -28, -6), Point(0, -38, -22), 1.2, 1.5)
    let fourth = Shapes.ellipsoid(p, Point(0, -43, -33), Point(5 * v, 5 * v, 9))
    return max(max(max(lateral, occipital), max(third, aqueduct)), fourth)
  }

  /// Caudate, putamen, pallidum, thalamus, hippocampus.
  func nuclei(_ p: Point) -> Float {
    let q = Point(abs(p.x), p.y, p.z)
    let caudate = Shapes.chain(
      q, [(Point(13, 18, 4), 6.5), (Point(15, 4, 14), 5), (Point(18, -16, 20), 3)])
    let lentiform = Shapes.ellipsoid(q, Point(25, 2, 0), Point(6.5, 16, 10))
    let thalamus = Shapes.ellipsoid(q, Point(11.5, -18, 7), Point(8.5, 14, 8.5))
    let hippocampus = Shapes.capsule(q, Point(25, -14, -20), Point(28, -34, -8), 5.5, 4)
    return max(max(caudate, lentiform), max(thalamus, hippocampus))
  }

  /// Signed distance to the nearest sulcal sheet: 0 in the middle of a sulcus.
  func sulcus(_ p: Point) -> Float {
    // Sheets stand on the surface: along a radius the pattern changes slowly.
    let arm = p - Point(0, -16, 0)
    let reach = max((arm * arm).sum().squareRoot(), 8)
    let squeeze = (60 / reach).squareRoot() * (60 / reach).squareRoot().squareRoot()
    // Each hemisphere folds in its own way.
    let side: Float = p.x < 0 ? 200 : 0
    let (value, slope) = folds.valueAndSlope(arm * squeeze + side)
    return value / max(slope * squeeze, 0.35 * folds.wavenumber * squeeze)
  }

  /// How deep sulci reach below the surface, at least 1; none reach the middle of the brain.
  func sulcalDepth(_ p: Point) -> Float {
    let arm = p - Point(0, -16, 0)
    let reach = (arm * arm).sum().squareRoot()
    return max(min(14.5 + 5 * depths.value(p), reach - 30), 1)
  }

  /// Distance from the fissure between the hemispheres, and whether (positive) it is there.
  func midline(_ p: Point) -> (sheet: Float, gate: Float) {
    let sheet = p.x + 0.7 * wobble.value(Point(0, p.y, p.z))
    let (y, z) = ((p.y + 6) / 40, (p.z - 2) / 25)
    let callosum = ((y * y + z * z).squareRoot() - 1) * 28
    return (sheet, min(callosum, p.z + 22))
  }

  /// Distance from the lateral (Sylvian) fissure, and whether (positive) it is there.
  func sylvian(_ p: Point) -> (sheet: Float, gate: Float) {
    let course = -13 + 0.42 * (14 - p.y) + 2 * wobble.value(p)
    let sheet = (p.z - course) * 0.92
    let gate = min(abs(p.x) - 33, min(22 - p.y, p.y + 48))
    return (sheet, gate)
  }
}
