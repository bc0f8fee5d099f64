internal import Geometry
internal import HeadModels
internal import Volumes

/// The inside of one head as continuous functions of place, kept on a lattice of 2 mm.
///
/// Skull follows skin, brain follows skull: the vault's layers are measured from the skin inwards, the
/// skull base and the brain come from a standard brain that is scaled to fill the vault, and the bones
/// of the face hang on the landmarks of the skin.
struct Anatomy: Sendable {
  typealias Point = SIMD3<Float>

  /// The lattice, in the head's frame.
  let grid: Grid
  /// Signed distance to the skin on `grid`, negative inside.
  let skin: Volume
  let plan: FacialPlan
  let frame: CranialFrame
  /// One for each point of `grid`.
  let fields: [AnatomyField]

  /// Builds the inside of `head`; `generator` draws what the skin does not tell.
  init(_ head: Head, generator: inout SeededGenerator) {
    let frame = CranialFrame(head)
    let plan = FacialPlan(head, frame: frame)
    let skin = HeadVoxelizer.farField(of: head.skin, covering: Self.anchor)
    let builder = Builder(head, plan, frame, &generator)
    let grid = skin.grid
    let size = grid.size
    let fields = [AnatomyField](unsafeUninitializedCapacity: grid.count) { buffer, count in
      nonisolated(unsafe) let output = buffer
      Parallel.forEach(size.z) { k in
        for j in 0..<size.y {
          for i in 0..<size.x {
            let index = grid.index(i, j, k)
            let place = grid.affine(Vector3(Double(i), Double(j), Double(k)))
            output.initializeElement(
              at: index, to: builder.field(Point(place), depth: -skin.values[index]))
          }
        }
      }
      count = grid.count
    }
    (self.grid, self.skin, self.plan, self.frame) = (grid, skin, plan, frame)
    self.fields = fields
  }

  /// A point that every head contains.
  private static let anchor = Grid(
    size: SIMD3(1, 1, 1), affine: Affine(linear: Matrix3(diagonal: Vector3(2, 2, 2))))

  /// The field at voxel position `p` of `grid`, which must lie between its voxel centres.
  @inline(__always) func field(atVoxel p: Point, _ fields: UnsafeBufferPointer<AnatomyField>)
    -> AnatomyField
  {
    let size = grid.size
    let i = min(Int(p.x), size.x - 2)
    let j = min(Int(p.y), size.y - 2)
    let k = min(Int(p.z), size.z - 2)
    let f = p - Point(Float(i), Float(j), Float(k))
    let base = i + size.x * (j + size.y * k)
    let (dy, dz) = (size.x, size.x * size.y)
    @inline(__always) func row(_ at: Int) -> SIMD16<Float> {
      let a = fields[at].values
      return a + f.x * (fields[at + 1].values - a)
    }
    @inline(__always) func plane(_ at: Int) -> SIMD16<Float> {
      let a = row(at)
      return a + f.y * (row(at + dy) - a)
    }
    let a = plane(base)
    return AnatomyField(a + f.z * (plane(base + dz) - a))
  }
}
