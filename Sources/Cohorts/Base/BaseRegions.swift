internal import Geometry
internal import HeadModels

/// Facts about the base scan: where its parts lie, in its own voxels, which are 1 mm and run to the
/// right, the front and the top. `q` is the distance from its middle plane.
///
/// Only regions are given here; where the border of a structure runs within them, the signal says.
enum BaseRegions {
  typealias Point = SIMD3<Float>

  /// The middle plane.
  static let middle: Float = 103.5

  /// Where the brain and its fluid may lie.
  @inline(__always) static func mayBeCranial(_ p: Point, _ q: Float) -> Bool {
    let (y, z) = (p.y, p.z)
    let floor: Float =
      q < 12 ? 134 + 0.45 * max(y - 160, 0) : y > 158 ? 141 + 0.2 * (y - 158) : 134
    if z >= floor { return true }
    if z >= 104, z < 134, q > 18, y <= 141 + (z - 104) * 0.55 { return true }
    if z >= 70, z < 136, q <= 26, y < 117 + (z - 85) * 0.2 { return true }
    if z >= 70, z < 110, y < 108 { return true }
    return z < 72 && isCanal(p, q)
  }

  @inline(__always) private static func isCanal(_ p: Point, _ q: Float) -> Bool {
    let y = (p.y - (108.5 - 0.05 * min(p.z, 80))) / 9.5
    return (q / 12) * (q / 12) + y * y < 1
  }

  /// Where dark voxels are air: nose, sinuses of forehead, jaw and skull base, throat.
  @inline(__always) static func mayBeAir(_ p: Point, _ q: Float) -> Bool {
    let (y, z) = (p.y, p.z)
    return q < 19 && y > 134 && y < 246 && z > 86 && z < 143
      || isSinus(p, q) || q < 16 && y > 138 && y < 166 && z < 112
  }

  /// Where air has walls of bone.
  @inline(__always) static func isSinus(_ p: Point, _ q: Float) -> Bool {
    let (y, z) = (p.y, p.z)
    return q < 44 && y > 158 && y < 206 && z > 76 && z < 124 && q > 12
      || q < 36 && y > 186 && y < 206 && z > 143 && z < 186
      || q < 22 && y > 124 && y < 166 && z > 103 && z < 140
  }

  /// Cells of the mastoid and the ear.
  @inline(__always) static func isMastoid(_ p: Point, _ q: Float) -> Bool {
    Shapes.ellipsoid(Point(q, p.y, p.z), Point(57, 102, 102), Point(17, 18, 20)) > 0
  }

  /// How deep a point lies in the nearer eyeball.
  @inline(__always) static func eye(_ p: Point) -> Float {
    let arm = p - (p.x < middle ? leftEye : rightEye)
    return 12 - (arm * arm).sum().squareRoot()
  }

  /// How deep a point lies in a lens.
  @inline(__always) static func lens(_ p: Point) -> Float {
    let center = (p.x < middle ? leftEye : rightEye) + Point(0, 8.4, 0)
    return Shapes.ellipsoid(p, center, Point(4.6, 2.2, 4.6))
  }

  static let leftEye = Point(73, 190, 135)
  static let rightEye = Point(134.5, 190, 135)

  /// What lies about the eyeballs is never bone.
  @inline(__always) static func isOrbit(_ p: Point, _ q: Float) -> Bool {
    eye(p) > -1.5
      || Shapes.ellipsoid(Point(q, p.y, p.z), Point(29, 176, 136), Point(15, 25, 13)) > 0
  }

  /// Tongue and floor of the mouth, whose weak signal is no bone, and soft parts of the neck.
  @inline(__always) static func isSoft(_ p: Point, _ q: Float) -> Bool {
    let (y, z) = (p.y, p.z)
    if q < 22, y > 138, y < 202, z < 79 { return true }
    // Auricles, nose and lips are gristle; the nasal septum is too thin to be drawn as bone.
    if q > 68 && z < 132 || y > 223 || q < 17 && y > 152 && z > 88 && z < 131 { return true }
    if z < 20, y > 136 { return true }
    if z < 76, q > 42, y < 128 { return true }
    if z < 76, y < 74 { return true }
    return z < 34 && y > 136 && y < 200 && q < 26
  }

  /// The dental arch, where dark voxels are teeth.
  @inline(__always) static func isTooth(_ p: Point, _ q: Float) -> Bool {
    let front = 217 - 0.036 * q * q
    let slope = 0.072 * q
    return p.z > 50 && p.z < 82 && q < 38
      && abs(p.y - front) < 5.5 * (1 + slope * slope).squareRoot()
  }

  /// The lower jaw, whose marrow a shell of dark bone encloses.
  @inline(__always) static func isJaw(_ p: Point, _ q: Float) -> Bool {
    p.z < 84 && p.z > 18 && p.y > 126 && q < 58 && (q > 24 || p.y > 196)
  }

  /// How deep a point lies in the vertebrae, which signal alone does not tell from muscle.
  static func vertebra(_ p: Point, _ q: Float) -> Float {
    let here = Point(q, p.y, p.z)
    var best: Float = -10
    for (center, radii) in vertebrae { best = max(best, Shapes.ellipsoid(here, center, radii)) }
    return best
  }

  private static let vertebrae: [(Point, Point)] = [
    (Point(0, 126, 48), Point(9, 7.5, 18)), (Point(0, 127, 20), Point(11, 8.5, 8)),
    (Point(0, 128, 2), Point(11, 8.5, 8)), (Point(22, 114, 66), Point(10, 8, 8)),
    (Point(20, 115, 46), Point(9, 8, 8)), (Point(21, 112, 27), Point(7, 7, 8)),
    (Point(21, 112, 9), Point(7, 7, 8)), (Point(0, 89, 33), Point(5, 12, 8)),
    (Point(0, 90, 13), Point(4, 11, 6)), (Point(0, 88, 62), Point(16, 5, 5)),
  ]

  /// Where the landmarks of the head lie.
  static let landmarks: [HeadLandmark: Vector3] = [
    .vertex: Vector3(103.5, 118, 234), .glabella: Vector3(103.5, 212, 156),
    .nasion: Vector3(103.5, 207, 139), .pronasale: Vector3(103.5, 243, 106),
    .subnasale: Vector3(103.5, 230, 91), .upperLip: Vector3(103.5, 234, 82),
    .stomion: Vector3(103.5, 228, 72), .lowerLip: Vector3(103.5, 232, 62),
    .pogonion: Vector3(103.5, 231, 42), .menton: Vector3(103.5, 221, 22),
    .leftMouthCorner: Vector3(77, 219, 71), .rightMouthCorner: Vector3(130, 219, 71),
    .leftInnerCanthus: Vector3(87, 197, 135), .rightInnerCanthus: Vector3(120, 197, 135),
    .leftOuterCanthus: Vector3(60, 190, 135), .rightOuterCanthus: Vector3(147, 190, 135),
    .leftTragus: Vector3(27, 118, 100), .rightTragus: Vector3(180, 118, 100),
    .leftEye: Vector3(leftEye), .rightEye: Vector3(rightEye),
  ]
}
