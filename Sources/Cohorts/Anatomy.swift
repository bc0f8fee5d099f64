internal import Geometry
internal import HeadModels
internal import Volumes

/// The inside of one head: for each place in it the place in the base head whose tissue lies there.
///
/// Landmarks and points of the vault take the base head to this one, the depth below the skin is
/// then made the same in both, and a person's own waves, ventricles and layers of fat are drawn.
struct Anatomy: Sendable {
  typealias Point = SIMD3<Float>

  let base: BaseHead
  /// Signed distance in mm to the skin, negative inside, in the head's frame.
  let skin: Volume
  /// The lattice of `places`, in the head's frame.
  let lattice: Grid
  /// For each point of the lattice the voxel position in the base head.
  let places: [Point]
  /// How far fluid has widened at the cost of grey matter, as a share of their boundary.
  let atrophy: Float

  /// Warps `base` into `head`; `generator` draws what the skin does not tell.
  init(_ head: Head, base: BaseHead, generator: inout SeededGenerator) {
    let skin = HeadVoxelizer.farField(of: head.skin, covering: Self.anchor)
    let warp = BaseWarp(head, skin: skin, base: base, generator: &generator)
    let spacing = 4.0
    let extent = Vector3(skin.grid.size &- 1) * skin.grid.spacing
    let lattice = Grid(
      size: SIMD3<Int>((extent / spacing).rounded(.up)) &+ 1,
      affine: Affine(
        linear: Matrix3(diagonal: Vector3(repeating: spacing)),
        translation: skin.grid.affine.translation))
    let size = lattice.size
    places = [Point](unsafeUninitializedCapacity: lattice.count) { buffer, count in
      // Slices do not overlap.
      nonisolated(unsafe) let output = buffer
      Parallel.forEach(size.z) { k in
        for j in 0..<size.y {
          for i in 0..<size.x {
            let p = lattice.affine(Vector3(Double(i), Double(j), Double(k)))
            output.initializeElement(at: lattice.index(i, j, k), to: warp(Point(p)))
          }
        }
      }
      count = lattice.count
    }
    (self.base, self.skin, self.lattice) = (base, skin, lattice)
    let age = Float(min(max(head.identity.age - 30, 0) / 50, 1))
    atrophy = 0.3 * age + 0.06 * Float(generator.gaussian(within: 2))
  }

  /// A point that every head contains.
  private static let anchor = Grid(
    size: SIMD3(1, 1, 1), affine: Affine(linear: Matrix3(diagonal: Vector3(2, 2, 2))))

  /// The voxel position in the base head at lattice position `p`.
  @inline(__always) func place(
    at p: Point, _ places: UnsafeBufferPointer<Point>
  ) -> Point {
    let size = lattice.size
    let i = min(max(Int(p.x), 0), size.x - 2)
    let j = min(max(Int(p.y), 0), size.y - 2)
    let k = min(max(Int(p.z), 0), size.z - 2)
    let f = p - Point(Float(i), Float(j), Float(k))
    let at = i + size.x * (j + size.y * k)
    let (dy, dz) = (size.x, size.x * size.y)
    @inline(__always) func row(_ at: Int) -> Point {
      places[at] + f.x * (places[at + 1] - places[at])
    }
    @inline(__always) func plane(_ at: Int) -> Point {
      let first = row(at)
      return first + f.y * (row(at + dy) - first)
    }
    let first = plane(at)
    return first + f.z * (plane(at + dz) - first)
  }
}
