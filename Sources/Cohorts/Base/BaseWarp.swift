internal import Geometry
internal import HeadModels
internal import Volumes

/// Takes places in one person's head to places in the base head.
struct BaseWarp: Sendable {
  typealias Point = SIMD3<Float>

  private let skin: Volume
  private let toSkin: Affine
  private let base: BaseHead
  private let plate: ThinPlate
  /// Whether left and right of the base head change places.
  private let isMirrored: Bool
  private let coarse: [PlaneWaves]
  private let fine: [PlaneWaves]
  /// How much smaller than the base head's the ventricles are drawn: negative widens them.
  private let ventricles: Float
  /// How much thinner what covers bone is than in the base head.
  private let cover: Float
  /// The height at which the neck is cut: depths near it say nothing about the neck's side.
  private let cut: Float

  init(_ head: Head, skin: Volume, base: BaseHead, generator: inout SeededGenerator) {
    self.skin = skin
    toSkin = skin.grid.affine.inverse ?? .identity
    self.base = base
    isMirrored = generator.next() & 1 == 1
    coarse = (0..<3).map { _ in PlaneWaves(wavelength: 75, count: 10, generator: &generator) }
    fine = (0..<3).map { _ in PlaneWaves(wavelength: 34, count: 14, generator: &generator) }
    let age = Float(min(max(head.identity.age - 25, 0) / 55, 1))
    ventricles = 0.22 - 0.55 * age + 0.12 * Float(generator.gaussian(within: 2))
    cover =
      Float(-0.5 * (head.identity.weight - 0.5)) + 0.06 * Float(generator.gaussian(within: 2))
    cut = Float(head.neckCut)
    let pairs = Self.pairs(head, skin, base, isMirrored)
    plate = ThinPlate(from: pairs.map(\.0), to: pairs.map(\.1), stiffness: 2)
  }

  /// The voxel position in the base head of `p` (head's frame, mm).
  func callAsFunction(_ p: Point) -> Point {
    let depth = depth(p)
    var place = plate(p)
    // Thick fat lies in cheeks and neck, where the layers vary; the scalp varies less.
    let wanted = depth * (1 + cover * max(1 - abs(depth) / 40, 0))
    let pull = min(max((55 - depth) / 45, 0), 1) * Shapes.step(p.z, cut + 6, cut + 40)
    for _ in 0..<4 {
      let own = flip(place)
      let missing = (wanted - base.depth(own)) * pull
      guard abs(missing) > 0.05 else { break }
      var step = base.inwards(own) * min(max(missing, -8), 8)
      if isMirrored { step.x = -step.x }
      place += step
    }
    let inner = Shapes.step(depth, 7, 26)
    if inner > 0 {
      let wave = Point(coarse[0].value(place), coarse[1].value(place), coarse[2].value(place))
      let ripple = Point(fine[0].value(place), fine[1].value(place), fine[2].value(place))
      place += inner * (2.4 * wave + 0.9 * ripple)
      place = widened(place)
    }
    return flip(place)
  }

  /// Ventricles larger or smaller than the base head's, what lies about them making room.
  private func widened(_ p: Point) -> Point {
    let arm = p - Point(BaseRegions.middle, 112, 160)
    let q = arm / Point(46, 62, 40)
    let square = (q * q).sum()
    guard square < 1 else { return p }
    let fall = (1 - square) * (1 - square)
    return p + ventricles * fall * arm
  }

  private func flip(_ p: Point) -> Point {
    isMirrored ? Point(2 * BaseRegions.middle - p.x, p.y, p.z) : p
  }

  private func depth(_ p: Point) -> Float {
    let last = Vector3(skin.grid.size &- 1) - 1e-3
    let place = pointwiseMin(pointwiseMax(toSkin(Vector3(p)), Vector3()), last)
    return -skin.trilinear(atVoxel: place, outside: 0)
  }

  // MARK: - Points that belong together

  /// Points of the head and of the base head (mirrored where it is).
  private static func pairs(
    _ head: Head, _ skin: Volume, _ base: BaseHead, _ isMirrored: Bool
  ) -> [(Vector3, Vector3)] {
    func mirrored(_ p: Vector3) -> Vector3 {
      isMirrored ? Vector3(2 * Double(BaseRegions.middle) - p.x, p.y, p.z) : p
    }
    var pairs: [(Vector3, Vector3)] = []
    for landmark in HeadLandmark.allCases {
      let own = isMirrored ? landmark.opposite : landmark
      guard let place = BaseRegions.landmarks[own] else { continue }
      pairs.append((head[landmark], mirrored(place)))
    }
    // Both heads are looked at along the line from ear to nasion, so that nods cancel.
    let ears = Vector3(Double(BaseRegions.middle), 118, 100)
    let (a, b) = (head[.nasion], (BaseRegions.landmarks[.nasion] ?? ears) - ears)
    let norm = ((a.y * a.y + a.z * a.z) * (b.y * b.y + b.z * b.z)).squareRoot()
    let cosine = (a.y * b.y + a.z * b.z) / norm
    let sine = (a.y * b.z - a.z * b.y) / norm
    func turned(_ p: Vector3) -> Vector3 {
      Vector3(p.x, cosine * p.y + sine * p.z, cosine * p.z - sine * p.y)
    }
    let middle = Vector3(0, 5, 35)
    for direction in directions {
      let hit = Self.skin(skin, from: turned(middle), along: turned(direction))
      let own = isMirrored ? Vector3(-direction.x, direction.y, direction.z) : direction
      pairs.append((hit, mirrored(base.skin(from: ears + middle, along: own))))
    }
    for direction in [(1, 0), (-1, 0), (1, -1), (-1, -1), (0, -1)] as [(Double, Double)] {
      let way = normalized(Vector3(direction.0, direction.1, 0))
      let hit = Self.skin(skin, from: Vector3(0, -10, head[.menton].z - 16), along: way)
      let own = isMirrored ? Vector3(-way.x, way.y, 0) : way
      pairs.append((hit, mirrored(base.skin(from: Vector3(103.5, 108, 5), along: own))))
    }
    return pairs
  }

  /// Ways from the middle of the brain to the vault and the nape.
  private static let directions: [Vector3] = {
    var list: [Vector3] = []
    for z in -1...2 {
      for y in -2...2 {
        for x in -2...2 where max(abs(x), abs(y), abs(z)) == 2 {
          if z <= 0, y > 0 { continue }
          if z < 0, y > -2 { continue }
          list.append(normalized(Vector3(Double(x), Double(y), Double(z))))
        }
      }
    }
    return list
  }()

  private static func skin(
    _ skin: Volume, from origin: Vector3, along direction: Vector3
  ) -> Vector3 {
    let toVoxel = skin.grid.affine.inverse ?? .identity
    var reach = 150.0
    while reach > 1 {
      let p = origin + reach * direction
      if skin.trilinear(atVoxel: toVoxel(p), outside: 10) < 0 { return p }
      reach -= 0.5
    }
    return origin
  }
}

extension HeadLandmark {
  /// The landmark of the other side.
  fileprivate var opposite: HeadLandmark {
    let name = rawValue
    if name.hasPrefix("left") {
      return HeadLandmark(rawValue: "right" + name.dropFirst(4)) ?? self
    }
    if name.hasPrefix("right") {
      return HeadLandmark(rawValue: "left" + name.dropFirst(5)) ?? self
    }
    return self
  }
}
