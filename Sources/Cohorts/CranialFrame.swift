internal import Geometry
internal import HeadModels

/// How the inside of a standard head lies in one person's.
///
/// Inner structures are described in mm in a frame like that of the MNI templates (origin at the
/// anterior commissure, x to the right, y to the front, z to the top) and brought into the head so
/// that the brain fills the person's vault.
struct CranialFrame: Sendable {
  typealias Point = SIMD3<Float>

  /// The middle of the cerebrum in the standard frame.
  static let center = Point(0, -16, 14)
  /// Its half axes there.
  static let radii = Point(71, 90, 67)

  /// The same point in the head's frame.
  let origin: Point
  /// Scale from standard to head.
  let scale: Point
  /// Cosine and sine of the pitch between both frames, about 14 degrees: heads stand with the
  /// Frankfort plane level, the standard frame with the line of the commissures.
  private let cosine: Float = 0.970_296
  private let sine: Float = 0.241_922

  /// Fits the frame to `head`.
  init(_ head: Head) {
    var (front, back, top, side) = (-Float.infinity, Float.infinity, -Float.infinity, Float(0))
    let (low, high) = (Float(head[.glabella].z), Float(head[.vertex].z) - 30)
    for (vertex, region) in zip(head.skin.vertices, head.regions)
    where region == .scalp || region == .forehead {
      top = max(top, vertex.z)
      guard vertex.z > low, vertex.z < high else { continue }
      front = max(front, vertex.y)
      back = min(back, vertex.y)
      side = max(side, abs(vertex.x))
    }
    // Scalp, skull and fluid: what lies between the skin and the brain.
    let cover = Point(12, 13, 13.5)
    let rotated = Point(
      Self.radii.x, (Self.radii.y * 0.9703 * Self.radii.y * 0.9703 + 240).squareRoot(),
      (Self.radii.z * 0.9703 * Self.radii.z * 0.9703 + 453).squareRoot())
    let y = ((front - back) / 2 - cover.y) / rotated.y
    let x = (side - cover.x) / rotated.x
    let z = (x + y) / 2
    scale = Point(x, y, z)
    origin = Point(0, (front + back) / 2, top - cover.z - rotated.z * z)
  }

  /// From the head's frame (mm) to the standard one.
  @inline(__always) func standard(_ p: Point) -> Point {
    let q = p - origin
    let turned = Point(q.x, cosine * q.y + sine * q.z, cosine * q.z - sine * q.y)
    return turned / scale + Self.center
  }

  /// From the standard frame to the head's.
  @inline(__always) func head(_ p: Point) -> Point {
    let q = (p - Self.center) * scale
    return Point(q.x, cosine * q.y - sine * q.z, cosine * q.z + sine * q.y) + origin
  }

  /// How many mm of the head one mm of the standard frame is, on average.
  var size: Float { (scale.x + scale.y + scale.z) / 3 }
}
