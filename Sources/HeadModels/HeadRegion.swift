internal import Geometry

/// A part of the skin of a head. Left and right are the person's own.
public enum HeadRegion: UInt8, Sendable, Hashable, CaseIterable, Codable {
  case scalp
  case forehead
  /// Lids, brows and the skin about them.
  case eyes
  case nose
  case cheeks
  /// Lips and the skin between nose and chin.
  case mouth
  case chin
  case leftEar
  case rightEar
  case neck

  /// Whether usual defacing must take it: everything between brow and chin.
  public var isFace: Bool {
    switch self {
    case .eyes, .nose, .cheeks, .mouth, .chin: true
    case .scalp, .forehead, .leftEar, .rightEar, .neck: false
    }
  }
}

extension HeadRegion {
  /// The region of `point` (mm, RAS+) of the average head, whose landmarks are given; `isAuricle`
  /// says whether it stands off the head as part of an ear.
  static func of(
    _ point: Vector3, isAuricle: Bool, _ landmark: (HeadLandmark) -> Vector3
  ) -> HeadRegion {
    if isAuricle { return point.x < 0 ? .leftEar : .rightEar }
    let (nasion, subnasale) = (landmark(.nasion), landmark(.subnasale))
    let (chin, lip) = (landmark(.menton), landmark(.lowerLip))
    let tragus = landmark(.rightTragus)
    let aside = abs(point.x)
    // The border of face and neck rises from below the chin to behind the ear lobe.
    let back = min(max((chin.y - point.y) / (chin.y - tragus.y + 8), 0), 1)
    let jaw = chin.z - 6 + (tragus.z - 18 - chin.z) * back * back
    let occiput = tragus.z - 35 - 0.25 * (point.y - tragus.y)
    if point.y < tragus.y - 8 { return point.z < occiput ? .neck : .scalp }
    if point.z < jaw { return .neck }
    let brow = landmark(.glabella).z + 4
    if point.z > brow + 55 - 0.012 * aside * aside || point.y < tragus.y + 22 && point.z > tragus.z
    {
      return point.y < tragus.y + 45 || point.z > brow + 30 ? .scalp : .forehead
    }
    if point.z > brow { return .forehead }
    if aside < 22, point.z > subnasale.z - 2, point.z < nasion.z, point.y > nasion.y - 16,
      aside < 9 + 13 * (nasion.z - point.z) / (nasion.z - subnasale.z)
    {
      return .nose
    }
    let eye = landmark(point.x < 0 ? .leftEye : .rightEye)
    let (dx, dz) = ((point.x - eye.x) / 27, (point.z - eye.z) / 21)
    if dx * dx + dz * dz < 1, point.y > eye.y - 8 { return .eyes }
    if point.z <= subnasale.z, aside < 38, point.y > lip.y - 32 {
      return point.z > lip.z - 6 ? .mouth : .chin
    }
    return .cheeks
  }
}
