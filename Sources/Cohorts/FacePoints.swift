internal import Geometry
internal import HeadModels
internal import Volumes

/// The 68 points of a face that landmark detectors mark (the scheme of iBUG 300-W), constructed from
/// the anatomical landmarks and laid on the skin.
///
/// In that order: jaw from the person's right ear over the chin to the left (17), right and left
/// brow (5 each), bridge and base of the nose (4, 5), right and left eye (6 each), outer and inner
/// border of the lips (12, 8). Head's frame, mm.
struct FacePoints {
  private let head: Head
  private let skin: Volume
  private let toVoxel: Affine

  init(_ head: Head, skin: Volume) {
    self.head = head
    self.skin = skin
    toVoxel = skin.grid.affine.inverse ?? .identity
  }

  /// All 68.
  var all: [Vector3] { jaw + brows + nose + eyes + lips }

  /// The foremost point of the skin at (`x`, `z`).
  private func front(_ x: Double, _ z: Double) -> Vector3 {
    ray(from: Vector3(x, head[.pronasale].y + 25, z), along: Vector3(0, -1, 0))
  }

  /// Where a way from outside first meets the skin.
  private func ray(from start: Vector3, along direction: Vector3) -> Vector3 {
    var (reach, before) = (0.0, Float(10))
    while reach < 220 {
      let p = start + reach * direction
      let distance = skin.trilinear(atVoxel: toVoxel(p), outside: 10)
      if distance <= 0 {
        return p - direction * (0.5 * Double(-distance / max(before - distance, 1e-3)))
      }
      before = distance
      reach += 0.5
    }
    return start + direction * reach / 2
  }

  /// The outline of the lower face in planes that turn from the ears, upright, to the chin.
  private var jaw: [Vector3] {
    let (chin, ear) = (head[.menton], head[.rightTragus])
    let eyes = (head[.rightEye].z + head[.leftEye].z) / 2
    return (0..<17).map { number in
      let share = abs(Double(number) - 8) / 8
      let side = number < 8 ? 1.0 : -1.0
      let turns = Float(0.25 * (1 - share))
      let way = Vector3(
        side * Double(PlaneWaves.cosine(turns)), 0, -Double(PlaneWaves.cosine(0.25 - turns)))
      let back = share * share
      let middle = Vector3(
        0, (chin.y - 6) * (1 - back) + (ear.y + 14) * back, eyes - 0.08 * (eyes - chin.z))
      return number == 8 ? chin : ray(from: middle + 150 * way, along: -way)
    }
  }

  private var brows: [Vector3] {
    func brow(_ eye: HeadLandmark) -> [Vector3] {
      let center = head[eye]
      let outward = center.x < 0 ? -1.0 : 1.0
      return [(21, 13), (13, 18), (3, 19.5), (-7, 18), (-16, 14.5)].map { aside, above in
        front(center.x + outward * aside, center.z + above)
      }
    }
    return brow(.rightEye) + brow(.leftEye).reversed()
  }

  private var nose: [Vector3] {
    let (root, tip, base) = (head[.nasion], head[.pronasale], head[.subnasale])
    let bridge = (0..<3).map { number in
      let share = Double(number) / 3
      return front(root.x + share * (tip.x - root.x), root.z + share * (tip.z - root.z))
    }
    let wings = [13.5, 6.5, 0, -6.5, -13.5].map { aside in
      aside == 0 ? base : front(base.x + aside, base.z + (abs(aside) > 10 ? 4 : 2))
    }
    return bridge + [tip] + wings
  }

  private var eyes: [Vector3] {
    func lids(_ from: HeadLandmark, _ to: HeadLandmark) -> [Vector3] {
      let (a, b) = (head[from], head[to])
      func lid(_ share: Double, _ height: Double) -> Vector3 {
        front(a.x + share * (b.x - a.x), a.z + share * (b.z - a.z) + height)
      }
      return [a, lid(0.33, 4), lid(0.67, 4), b, lid(0.67, -3), lid(0.33, -3)]
    }
    return lids(.rightOuterCanthus, .rightInnerCanthus)
      + lids(.leftInnerCanthus, .leftOuterCanthus)
  }

  private var lips: [Vector3] {
    let (right, left) = (head[.rightMouthCorner], head[.leftMouthCorner])
    /// Shares of the way between the corners, and of the height of `middle` above their line.
    func border(_ middle: HeadLandmark, _ places: [(Double, Double)]) -> [Vector3] {
      let center = head[middle]
      return places.map { share, height in
        if share == 0.5 { return center }
        let line = right + share * (left - right)
        return front(line.x, line.z + height * (center.z - (right.z + left.z) / 2))
      }
    }
    let arc = [(0.17, 0.55), (0.36, 1.0), (0.5, 1.0), (0.64, 1.0), (0.83, 0.55)]
    let inner = [(0.25, 0.9), (0.5, 1.0), (0.75, 0.9)]
    return [right] + border(.upperLip, arc) + [left] + border(.lowerLip, arc.reversed()) + [right]
      + border(.stomion, inner) + [left] + border(.stomion, inner.reversed())
  }
}
