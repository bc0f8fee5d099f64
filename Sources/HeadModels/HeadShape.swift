internal import Files
internal import Foundation
internal import Geometry

/// The coarse head: base mesh and morph targets, turned into corners in mm.
struct HeadShape: Sendable {
  /// The corners of one person.
  struct Corners {
    /// Surface corners, then the points on the eyeballs; mm, RAS+, origin between the tragi.
    var points: [Vector3]
    /// Middle of the person's left and right eyeball.
    var eyes: [Vector3]
    /// Mean radius of the eyeballs.
    var eyeRadius: Double
    /// Middle of the neck joint.
    var neck: Vector3
  }

  let topology: HeadTopology
  let details: [DetailTarget]
  private let base: [Vector3]
  private let macros: [MorphTarget]
  private let morphs: [(negative: MorphTarget?, positive: MorphTarget)]
  private let eyes: [[Int]]
  private let neck: [Int]
  /// For each surface corner whether it stands off the head as part of an ear.
  let isAuricle: [Bool]

  /// Heads as composed are too narrow and too low for their length. These factors (right, front, up)
  /// bring the average adult near a breadth of 150, a length of 190 and an eye-to-vertex height of
  /// 113 mm (means of both sexes of ISO/TR 7250-2).
  private static let calibration = Vector3(1.06, 0.985, 1.05)

  /// The extent (see `extent`) of the average adult in mm.
  private static let averageExtent = 103.2525

  /// Reads the model below `root`, the folder `mpfb2`.
  init(root: URL) throws(EffaceError) {
    let mesh = try BaseMesh(contentsOf: root.appendingPathComponent("3dobjs/base.obj"))
    let markers = ["helper-l-eye", "helper-r-eye", "joint-neck"]
    let topology = try HeadTopology(mesh, markers: markers)
    let places = markers.map { name in
      (mesh.groups[name] ?? []).map { Int(topology.position[$0]) }
    }
    guard places.allSatisfy({ !$0.isEmpty }) else {
      throw EffaceError(.format, "The base mesh in \(root.path) lacks eyes or joints.")
    }
    let targets = root.appendingPathComponent("targets")
    details = try DetailTarget.all(in: targets)
    let files =
      MacroTarget.all.map(\.file) + details.map(\.positive) + details.compactMap(\.negative)
    let read = try Self.load(files, from: targets, kept: topology.position)
    base = topology.kept.map { mesh.vertices[$0] }
    macros = MacroTarget.all.compactMap { read[$0.file] }
    morphs = details.compactMap { detail in
      read[detail.positive].map { (detail.negative.flatMap { read[$0] }, $0) }
    }
    (eyes, neck) = (Array(places[0..<2]), places[2])
    self.topology = topology
    var isAuricle = [Bool](
      repeating: false, count: topology.surfaceCount + topology.eyePoints.count)
    for side in ["l", "r"] {
      guard let wing = read["ears/\(side)-ear-wing-incr"] else { continue }
      let most = wing.offsets.map(length).max() ?? 0
      for (index, offset) in zip(wing.indices, wing.offsets)
      where length(offset) > 0.08 * most && Int(index) < topology.surfaceCount {
        isAuricle[Int(index)] = true
      }
    }
    self.isAuricle = isAuricle
  }

  /// Reads `files` on all cores.
  private static func load(
    _ files: [String], from folder: URL, kept: [Int32]
  ) throws(EffaceError) -> [String: MorphTarget] {
    let pieces = 8
    var results = [Result<[MorphTarget], EffaceError>](repeating: .success([]), count: pieces)
    results.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let output = buffer
      Parallel.forEach(pieces) { piece in
        output[piece] = Result { () throws(EffaceError) in
          var list: [MorphTarget] = []
          for index in stride(from: piece, to: files.count, by: pieces) {
            let url = folder.appendingPathComponent("\(files[index]).target.gz")
            list.append(try MorphTarget(contentsOf: url, kept: kept))
          }
          return list
        }
      }
    }
    var morphs: [String: MorphTarget] = [:]
    for (piece, result) in results.enumerated() {
      for (number, morph) in try result.get().enumerated() {
        morphs[files[piece + number * pieces]] = morph
      }
    }
    return morphs
  }

  /// Where the corners of person `identity` lie.
  func corners(_ identity: HeadIdentity) -> Corners {
    var all = base
    for (target, morph) in zip(MacroTarget.all, macros) {
      morph.add(target.weight(identity), to: &all)
    }
    for (detail, morph) in zip(details, morphs) {
      guard let weight = identity.details[detail.name] else { continue }
      if weight < 0, let negative = morph.negative {
        negative.add(-weight, to: &all)
      } else {
        morph.positive.add(morph.negative == nil ? abs(weight) : weight, to: &all)
      }
    }
    let scale = 100 * identity.size * Self.calibration
    // Left, up, front becomes right, front, up: a rotation, so faces keep their sense.
    all = all.map { Vector3(-$0.x, $0.z, $0.y) * scale }
    let origin = (corner(.leftTragus, all) + corner(.rightTragus, all)) / 2
    // As targets compose them, heads differ more in size than people's do: three quarters of the
    // difference are taken back.
    let root = (Self.averageExtent * identity.size / extent(all, origin)).squareRoot()
    let correction = root * root.squareRoot()
    all = all.map { ($0 - origin) * correction }
    let centers = eyes.map { mean(of: $0, all) }
    let radii = zip(eyes, centers).map { eye, center in
      eye.reduce(0) { $0 + length(all[$1] - center) } / Double(eye.count)
    }
    let radius = radii.reduce(0, +) / Double(radii.count)
    var points = Array(all[0..<topology.surfaceCount])
    points += eyePoints(all, centers, radius: radius, closure: identity.lidClosure)
    return Corners(
      points: points, eyes: centers, eyeRadius: radius, neck: mean(of: neck, all))
  }

  /// The position among surface corners of `landmark`, or 0 for one that is not on the surface.
  func index(of landmark: HeadLandmark) -> Int {
    landmark.corner.map { Int(topology.position[$0]) } ?? 0
  }

  private func corner(_ landmark: HeadLandmark, _ all: [Vector3]) -> Vector3 {
    all[index(of: landmark)]
  }

  private func mean(of indices: [Int], _ all: [Vector3]) -> Vector3 {
    indices.reduce(Vector3()) { $0 + all[$1] } / Double(indices.count)
  }

  /// The size of a head in mm: the mean of its reaches from between the ears to the side, to the
  /// front and to the top.
  private func extent(_ all: [Vector3], _ origin: Vector3) -> Double {
    let side = length(corner(.leftTragus, all) - corner(.rightTragus, all)) / 2
    let front = length(corner(.glabella, all) - origin)
    return (side + front + length(corner(.vertex, all) - origin)) / 3
  }

  /// Points on the eyeball between the lids; where the lids are closed, at the depth of their
  /// margins.
  private func eyePoints(
    _ all: [Vector3], _ centers: [Vector3], radius: Double, closure: Double
  ) -> [Vector3] {
    let depths = zip(topology.lidMargins, centers).map { margin, center in
      margin.reduce(0) { $0 + length(all[$1] - center) } / Double(margin.count)
    }
    let poles = zip(topology.lidMargins, centers).map { margin, center in
      normalized(margin.reduce(Vector3()) { $0 + normalized(all[$1] - center) })
    }
    return topology.eyePoints.map { point in
      let arm = all[point.margin] - centers[point.eye]
      let target = radius + closure * (depths[point.eye] - radius)
      let reach = length(arm) + (target - length(arm)) * point.fraction
      let direction = normalized(
        (1 - point.fraction) * normalized(arm) + point.fraction * poles[point.eye])
      return centers[point.eye] + reach * direction
    }
  }
}
