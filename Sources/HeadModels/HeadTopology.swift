internal import Files
internal import Geometry

/// Which faces of the base mesh make the head, and how its openings are closed.
///
/// The body of hm08 is a closed surface whose mouth and eye sockets are pockets. Pockets leak when
/// such a head is voxelised, so they are taken out: the lips are joined, and the eye between the
/// lids becomes a patch of the eyeball. What remains open is only the cut through the shoulders.
struct HeadTopology: Sendable {
  /// A corner that is not one of the base mesh's: on the eyeball, between lid margin and pupil.
  struct EyePoint: Sendable {
    /// 0 the person's left eye, 1 the right.
    let eye: Int
    /// The corner on the lid margin, as position among `kept`.
    let margin: Int
    /// 0 at the margin, 1 at the pupil.
    let fraction: Double
  }

  /// Corners of the base mesh that are kept, ascending: those of the head's faces, then markers.
  let kept: [Int]
  /// Position in `kept`, or -1, for each corner of the base mesh.
  let position: [Int32]
  /// How many of `kept` belong to faces.
  let surfaceCount: Int
  /// Corners to be added after those.
  let eyePoints: [EyePoint]
  /// The lid margins, left and right, as positions in `kept`.
  let lidMargins: [[Int]]
  /// Faces over the surface corners followed by the eye points.
  let faces: [[Int32]]

  /// Chooses the faces of `base` above `lowest` (decimetres, the file's y axis).
  init(_ base: BaseMesh, lowest: Double = 5.0, markers: [String]) throws(EffaceError) {
    var loops = [HeadOpenings.mouth, HeadOpenings.leftEye, HeadOpenings.rightEye]
    let closed = try Self.withoutPockets(base.body, loops: &loops)
    let head = closed.filter { face in face.allSatisfy { base.vertices[Int($0)].y > lowest } }
    var used = [Bool](repeating: false, count: base.vertices.count)
    for face in head { for corner in face { used[Int(corner)] = true } }
    var kept = used.indices.filter { used[$0] }
    let surfaceCount = kept.count
    kept += markers.flatMap { base.groups[$0] ?? [] }
    var position = [Int32](repeating: -1, count: base.vertices.count)
    for (index, corner) in kept.enumerated() { position[corner] = Int32(index) }
    var faces = head.map { $0.map { position[Int($0)] } }
    faces += Self.ladder(loops[0], base.vertices).map { $0.map { position[Int($0)] } }
    var eyePoints: [EyePoint] = []
    var margins: [[Int]] = []
    for eye in 0..<2 {
      let margin = loops[1 + eye].map { Int(position[Int($0)]) }
      margins.append(margin)
      var outer = margin.map(Int32.init)
      for fraction in [0.3, 0.6, 0.85] {
        let start = Int32(surfaceCount + eyePoints.count)
        eyePoints += margin.map { EyePoint(eye: eye, margin: $0, fraction: fraction) }
        let inner = margin.indices.map { start + Int32($0) }
        for index in margin.indices {
          let next = (index + 1) % margin.count
          faces.append([outer[index], outer[next], inner[next], inner[index]])
        }
        outer = inner
      }
      faces.append(outer)
    }
    self.kept = kept
    self.position = position
    self.surfaceCount = surfaceCount
    self.eyePoints = eyePoints
    lidMargins = margins
    self.faces = faces
  }

  /// Takes out the faces behind each loop, and turns the loop so that it runs as the border of the
  /// patch that will close it.
  private static func withoutPockets(
    _ faces: [[Int32]], loops: inout [[Int32]]
  ) throws(EffaceError) -> [[Int32]] {
    var owner: [SIMD2<Int32>: Int] = [:]
    for (index, face) in faces.enumerated() {
      for (corner, next) in zip(face, face.dropFirst() + face.prefix(1)) {
        owner[SIMD2(corner, next)] = index
      }
    }
    var removed = [Bool](repeating: false, count: faces.count)
    for number in loops.indices {
      let loop = loops[number]
      let pairs = zip(loop, loop.dropFirst() + loop.prefix(1)).map { SIMD2($0, $1) }
      let border = Set(pairs + pairs.map { SIMD2($0.y, $0.x) })
      // The pocket is the smaller of the two sides.
      let sides = [pairs[0], SIMD2(pairs[0].y, pairs[0].x)].map { start in
        pocket(from: owner[start], faces, owner, border)
      }
      guard let inner = sides.min(by: { $0.count < $1.count }), inner.count > 100,
        inner.count < 1000
      else {
        throw EffaceError(.format, "The base mesh of the head model has no pocket where one was.")
      }
      for face in inner { removed[face] = true }
      // A half-edge of the pocket runs as the patch must.
      if let face = owner[pairs[0]], !inner.contains(face) { loops[number] = loop.reversed() }
    }
    return faces.indices.filter { !removed[$0] }.map { faces[$0] }
  }

  private static func pocket(
    from start: Int?, _ faces: [[Int32]], _ owner: [SIMD2<Int32>: Int], _ border: Set<SIMD2<Int32>>
  ) -> Set<Int> {
    guard let start else { return [] }
    var found: Set = [start]
    var queue = [start]
    while let index = queue.popLast() {
      let face = faces[index]
      for (corner, next) in zip(face, face.dropFirst() + face.prefix(1)) {
        guard !border.contains(SIMD2(corner, next)), let other = owner[SIMD2(next, corner)],
          found.insert(other).inserted
        else { continue }
        queue.append(other)
      }
    }
    return found
  }

  /// Triangles that join the two sides of a slit whose border is `loop`, from corner to corner.
  private static func ladder(_ loop: [Int32], _ vertices: [Vector3]) -> [[Int32]] {
    func x(_ corner: Int32) -> Double { vertices[Int(corner)].x }
    guard let start = loop.indices.min(by: { x(loop[$0]) < x(loop[$1]) }),
      let end = loop.indices.max(by: { x(loop[$0]) < x(loop[$1]) })
    else { return [] }
    let count = loop.count
    let forward = Array(0...(end - start + count) % count).map { loop[(start + $0) % count] }
    let backward = Array(0...(start - end + count) % count)
      .map { loop[(start - $0 + count) % count] }
    var triangles: [[Int32]] = []
    var (i, j) = (0, 0)
    while i + 1 < forward.count || j + 1 < backward.count {
      let takeForward =
        j + 1 >= backward.count
        || (i + 1 < forward.count && x(forward[i + 1]) <= x(backward[j + 1]))
      if takeForward {
        triangles.append([backward[j], forward[i], forward[i + 1]])
        i += 1
      } else {
        triangles.append([backward[j + 1], backward[j], forward[i]])
        j += 1
      }
    }
    // The first and the last triangle touch the slit's corners, where both sides meet.
    return triangles.filter { Set($0).count == 3 }
  }
}
