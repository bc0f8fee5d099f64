internal import Geometry
internal import HeadModels

/// The part of the face, ear, scalp or neck under which a point near the skin lies.
struct SkinRegions: Sendable {
  typealias Point = SIMD3<Float>

  /// How deep regions reach below the skin, in mm.
  static let depth: Float = 20

  private let lattice: Grid
  private let toLattice: Affine
  private let codes: [UInt8]

  /// Gives each point of the anatomy's lattice the region of the nearest corner of the skin.
  init(_ head: Head, _ anatomy: Anatomy) {
    let (lattice, cell) = (anatomy.lattice, 2)
    self.lattice = lattice
    let toLattice = lattice.affine.inverse ?? .identity
    self.toLattice = toLattice
    let size = (lattice.size &+ (cell - 1)) / SIMD3(repeating: cell)
    var bins = [[Int32]](repeating: [], count: size.x * size.y * size.z)
    for (number, vertex) in head.skin.vertices.enumerated() {
      let p = toLattice(Vector3(vertex)) / Double(cell)
      let at = SIMD3<Int>(p.rounded(.down)).clamped(lowerBound: .zero, upperBound: size &- 1)
      bins[at.x + size.x * (at.y + size.y * at.z)].append(Int32(number))
    }
    let filled = bins
    codes = BaseSegmentation.each(lattice) { _, place, _ in
      let p = Point(lattice.affine(Vector3(place)))
      let at = SIMD3<Int>(place) / SIMD3(repeating: cell)
      var (best, found) = (Self.depth * Self.depth, UInt8(0))
      // Cells are 8 mm wide, so three on either side reach 24 mm.
      for z in max(at.z - 3, 0)...min(at.z + 3, size.z - 1) {
        for y in max(at.y - 3, 0)...min(at.y + 3, size.y - 1) {
          for x in max(at.x - 3, 0)...min(at.x + 3, size.x - 1) {
            for number in filled[x + size.x * (y + size.y * z)] {
              let arm = head.skin.vertices[Int(number)] - p
              let square = (arm * arm).sum()
              if square < best {
                (best, found) = (square, head.regions[Int(number)].rawValue + 1)
              }
            }
          }
        }
      }
      return found
    }
  }

  /// One more than the raw value of the `HeadRegion` of `p` (head's frame), 0 deep in the head.
  subscript(p: Vector3) -> UInt8 {
    let q = toLattice(p).rounded(.toNearestOrEven)
    guard lattice.contains(voxel: q) else { return 0 }
    return codes[lattice.index(Int(q.x), Int(q.y), Int(q.z))]
  }
}
