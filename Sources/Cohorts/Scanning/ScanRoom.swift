internal import Geometry
internal import HeadModels

/// What a CT shows beside the patient: couch, head-holder, streaks of dental metal, the kernel.
struct ScanRoom: Sendable {
  typealias Point = SIMD3<Float>

  /// How much edges are raised: 0 for a soft kernel, up to 1 for bone.
  let sharpness: Float
  /// Metal in teeth, world mm.
  let metal: [Point]
  private let couch: Float
  private let middle: Point
  private let holder: Float
  private let hasHolder: Bool
  private let phase: Float

  init(
    _ target: ScanTarget, _ pose: Affine, generator: inout SeededGenerator
  ) {
    var back = Float.infinity
    for vertex in target.outline {
      back = min(back, Float(pose(Vector3(vertex)).y))
    }
    middle = Point(pose(target.vertex - Vector3(0, 20, 85)))
    hasHolder = generator.uniform() < 0.7
    holder = middle.y - back + 3 + Float(4 * generator.uniform())
    couch = back - (hasHolder ? 14 : 5) - Float(14 * generator.uniform())
    sharpness = generator.uniform() < 0.4 ? Float(0.5 + 0.5 * generator.uniform()) : 0
    phase = Float(generator.uniform())
    let count = generator.uniform() < 0.5 ? Int(1 + 4 * generator.uniform()) : 0
    metal = (0..<count).compactMap { _ in
      guard !target.teeth.isEmpty else { return nil }
      let tooth = target.teeth[Int(generator.uniform() * Double(target.teeth.count))]
      return Point(pose(Vector3(tooth)))
    }
  }

  /// The value in HU of what stands at `p` (world mm) outside the head, or nil for air.
  @inline(__always) func furniture(_ p: Point) -> Float? {
    let q = p - middle
    if hasHolder, q.y < 28 {
      // A shell of carbon fibre round a pad of foam, open to the front.
      let reach = Shapes.distance2(q.x * 0.98, q.y)
      if abs(reach - holder - 4) < 1.2 { return -180 }
      if reach > holder - 8, reach < holder + 3 { return -945 }
    }
    // The couch is a flat trough with a skin and a light core.
    let surface = couch + 0.0011 * q.x * q.x
    let below = surface - p.y
    if below > 0, below < 40, abs(q.x) < 210 { return below < 2 || below > 38 ? -120 : -920 }
    return nil
  }

  /// What dental metal adds at `p` (world mm), in HU.
  @inline(__always) func streaks(_ p: Point) -> Float {
    var sum: Float = 0
    for (number, place) in metal.enumerated() {
      let arm = p - place
      let height = abs(arm.z)
      guard height < 6 else { continue }
      let reach = Shapes.distance2(arm.x, arm.y)
      guard reach < 160 else { continue }
      if reach < 3.2, height < 3.5 { sum += 2200 * (1 - height / 3.5) }
      // Rays of both signs, whose pattern turns with the angle alone.
      let angle = Self.turns(arm.x, arm.y)
      let rays =
        PlaneWaves.cosine(9 * angle + phase + 0.37 * Float(number))
        + 0.8 * PlaneWaves.cosine(23 * angle + 2 * phase)
        + 0.6 * PlaneWaves.cosine(41 * angle - phase)
      sum += (1 - height / 6) * 620 * rays / (1 + 0.09 * reach) * min(reach / 3, 1)
    }
    return sum
  }

  /// A number that grows by one with each turn: the angle, roughly, without a tangent.
  @inline(__always) private static func turns(_ x: Float, _ y: Float) -> Float {
    let sum = abs(x) + abs(y)
    guard sum > 0 else { return 0 }
    let share = y / sum
    return x >= 0 ? 0.25 * share : 0.5 - 0.25 * share
  }
}
