internal import Geometry
internal import HeadModels

/// Where the bones and hollows of one person's face and neck lie, from the landmarks of the skin.
///
/// Head's frame, mm, RAS+. Left and right mirror each other, so x is that of the right side.
struct FacialPlan: Sendable {
  typealias Point = SIMD3<Float>

  let nasion: Point
  let subnasale: Point
  let stomion: Point
  let chin: Point
  let pogonion: Point
  /// Half the distance of the tragi.
  let earSide: Float
  /// Middle of the right eyeball.
  let eye: Point
  /// Middle of the left eyeball.
  let leftEye: Point
  let eyeRadius: Float = 12.3
  /// Half the distance of the eyes.
  let eyeSide: Float
  /// Where the neck is cut, and its front and back there.
  let floor: Float
  let neckFront: Float
  let neckBack: Float
  /// The upper end of the spinal canal.
  let foramen: Point

  init(_ head: Head, frame: CranialFrame) {
    func place(_ landmark: HeadLandmark) -> Point { Point(head[landmark]) }
    nasion = place(.nasion)
    subnasale = place(.subnasale)
    stomion = place(.stomion)
    chin = place(.menton)
    pogonion = place(.pogonion)
    earSide = (place(.rightTragus).x - place(.leftTragus).x) / 2
    // Eyeballs are smaller than the model's and lie against the lids.
    let forward = Point(0, Float(head.eyeRadius) - eyeRadius - 0.3, 0)
    eye = place(.rightEye) + forward
    leftEye = place(.leftEye) + forward
    eyeSide = (eye.x - leftEye.x) / 2
    floor = Float(head.neckCut)
    var (front, back) = (-Float.infinity, Float.infinity)
    for vertex in head.skin.vertices where vertex.z < Float(head.neckCut) + 2 {
      if abs(vertex.x) < 15 { (front, back) = (max(front, vertex.y), min(back, vertex.y)) }
    }
    (neckFront, neckBack) = (front, back)
    foramen = frame.head(Point(0, -43, -64))
  }

  /// The middle of the spinal canal at height `z`, as its y.
  @inline(__always) func canal(_ z: Float) -> Float {
    let t = min(max((foramen.z - z) / (foramen.z - floor), 0), 1)
    let end = neckBack + 0.45 * (neckFront - neckBack)
    // A straight line with the forward bulge of the neck's lordosis.
    return foramen.y + t * (end - foramen.y) + 14 * t * (1 - t)
  }
}
