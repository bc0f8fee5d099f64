internal import Geometry
internal import Registration
internal import Surfaces
internal import Volumes

/// The field of an `AdaptiveSurface` on the part of the head's working grid that it changes.
struct AdaptiveLattice: Sendable {
  /// Scan world to lattice.
  let toLattice: Affine
  private let size: SIMD3<Int>
  private let values: [SIMD4<Float>]
  private let cells: [Content]
  /// The same of blocks of `block` cubes along each axis: something where their cubes differ.
  private let blocks: [Content]
  private let blockCount: SIMD3<Int>
  /// From one voxel of the scan to the next along its first axis.
  let step: Vector3
  private let inverseStep: Vector3
  /// Height above the brim, template mm, of the lattice's origin and along each of its axes.
  private let height: (origin: Double, steps: Vector3)

  /// What can happen in the cube between a voxel and its upper neighbours.
  enum Content: UInt8, Sendable {
    case nothing, something, air
  }

  private static let block = 4

  /// A cube that holds a point, and where in it the point lies.
  struct Cell {
    /// Whether every point of it becomes air.
    let isAir: Bool
    fileprivate let base: Int
    fileprivate let offset: SIMD3<Float>
  }

  /// Nil where the region does not reach into the scan. What lies more than `edge` mm before the new
  /// surface becomes air.
  init?(_ surface: AdaptiveSurface, edge: Float) {
    let skin = surface.scan.skin.volume
    guard let toWork = skin.grid.affine.inverse,
      let box = VoxelBox(
        corners: surface.bounds, through: toWork * surface.scan.fromTemplate, size: skin.grid.size)
    else { return nil }
    let size = box.high &- box.low &+ 1
    guard size.min() >= 2 else { return nil }
    let own = skin.part(from: box.low, size: size)
    let deviation = AdaptiveDefacer.relief / skin.grid.spacing.x
    let smooth = own.blurred(deviation: deviation)
    let average = Self.average(surface, own.grid)
    let plain = average.blurred(deviation: deviation)
    let field = [SIMD4<Float>](unsafeUninitializedCapacity: own.grid.count) { buffer, count in
      // Slabs do not overlap, and the closure is the only writer.
      nonisolated(unsafe) let output = buffer
      Parallel.forEach(size.z) { k in
        for index in size.x * size.y * k..<size.x * size.y * (k + 1) {
          output[index] = surface.field(
            own.grid.affine(own.grid.voxel(at: index)),
            AdaptiveSurface.Skins(
              own: Double(own.values[index]), smooth: Double(smooth.values[index]),
              average: Double(average.values[index]), plain: Double(plain.values[index])))
        }
      }
      count = own.grid.count
    }
    let toTemplate = surface.toTemplate * own.grid.affine
    let origin = toTemplate(Vector3()).z - surface.eyes.z
    let columns = toTemplate.linear.columns
    height = (origin - AdaptiveSurface.brim, Vector3(columns.x.z, columns.y.z, columns.z.z))
    values = field
    cells = Self.cells(field, size, deepest: -Float(surface.paint), edge: edge)
    (blocks, blockCount) = Self.blocks(cells, size)
    toLattice = Affine(translation: Vector3() - Vector3(box.low)) * toWork
    step = (toLattice * surface.scan.volume.grid.affine).linear.columns.x
    inverseStep = (1 / step).replacing(with: 1e300, where: step .== 0)
    self.size = size
  }

  private static func average(_ surface: AdaptiveSurface, _ grid: Grid) -> Volume {
    let slabs = Parallel.map(grid.size.z) { k in
      (grid.size.x * grid.size.y * k..<grid.size.x * grid.size.y * (k + 1)).map {
        Float(surface.average(grid.affine(grid.voxel(at: $0))))
      }
    }
    return Volume(grid: grid, values: Array(slabs.joined()))
  }

  /// A weighted mean is positive only where one of its terms is, and certainly where all of them are.
  private static func cells(
    _ field: [SIMD4<Float>], _ size: SIMD3<Int>, deepest: Float, edge: Float
  ) -> [Content] {
    // Bits for the two conditions of `places`, each of which one corner must meet, and for a corner that
    // is not, with a little to spare for rounding, air.
    let met = field.map { value -> UInt8 in
      (value.z > 0 ? 1 : 0) | (max(value.x, value.w) > deepest ? 2 : 0)
        | (value.z > 0.01 && min(value.x, value.w) > edge + 0.01 ? 0 : 4)
    }
    let (dy, dz) = (size.x, size.x * size.y)
    var cells = [Content](repeating: .nothing, count: field.count)
    for k in 0..<size.z - 1 {
      for j in 0..<size.y - 1 {
        for index in size.x * (j + size.y * k)..<size.x * (j + size.y * k) + size.x - 1 {
          let near = met[index] | met[index + 1] | met[index + dy] | met[index + dy + 1]
          let far =
            met[index + dz] | met[index + dz + 1] | met[index + dz + dy] | met[index + dz + dy + 1]
          switch near | far {
          case 3: cells[index] = .air
          case 7: cells[index] = .something
          default: break
          }
        }
      }
    }
    return cells
  }

  private static func blocks(
    _ cells: [Content], _ size: SIMD3<Int>
  ) -> ([Content], SIMD3<Int>) {
    // There is one cube less than there are points along each axis.
    let count = (size &+ (block - 2)) / block
    var blocks: [Content] = []
    blocks.reserveCapacity(count.x * count.y * count.z)
    for z in 0..<count.z {
      for y in 0..<count.y {
        for x in 0..<count.x {
          let low = SIMD3(x, y, z) &* block
          let high = pointwiseMin(low &+ block, size &- 1)
          let first = cells[low.x + size.x * (low.y + size.y * low.z)]
          let isEven = (low.z..<high.z).allSatisfy { k in
            (low.y..<high.y).allSatisfy { j in
              let row = size.x * (j + size.y * k)
              return cells[row + low.x..<row + high.x].allSatisfy { $0 == first }
            }
          }
          blocks.append(isEven ? first : .something)
        }
      }
    }
    return (blocks, count)
  }

  /// What happens in the block of cubes with the voxel of the scan at `position`, and how many more
  /// voxels along the scan's first axis lie in it, for certain; nil outside the lattice.
  @inline(__always)
  func stretch(from position: Vector3) -> (more: Int, content: Content)? {
    let last = Vector3(size) - 1
    guard all(position .>= 0), all(position .<= last) else { return nil }
    let (x, y, z) = (
      min(Int(position.x) / Self.block, blockCount.x - 1),
      min(Int(position.y) / Self.block, blockCount.y - 1),
      min(Int(position.z) / Self.block, blockCount.z - 1)
    )
    let content = blocks[x + blockCount.x * (y + blockCount.y * z)]
    let low = Vector3(Double(x), Double(y), Double(z)) * Double(Self.block)
    let next = low + Double(Self.block)
    let end = next.replacing(with: last, where: last .< next)
    let ahead = (end.replacing(with: low, where: step .< 0) - position) * inverseStep
    // Less a little for rounding.
    return (max(Int(min(ahead.min(), 1000) - 1e-6), 0), content)
  }

  /// The cube in which a point of the lattice lies; nil outside the lattice and where nothing changes.
  @inline(__always)
  func cell(at position: Vector3) -> Cell? {
    // The working grid may end within the scan, whose outermost voxels must change as well.
    let last = Vector3(size) - 1
    guard all(position + 1.5 .>= 0), all(last + 1.5 - position .>= 0) else { return nil }
    return cell(around: pointwiseMax(pointwiseMin(position, last), Vector3()))
  }

  /// The cube in which a point lies that is known to be in the lattice; nil where nothing changes.
  @inline(__always)
  func cell(around p: Vector3) -> Cell? {
    let (i, j, k) = (
      min(Int(p.x), size.x - 2), min(Int(p.y), size.y - 2), min(Int(p.z), size.z - 2)
    )
    let base = i &+ size.x &* (j &+ size.y &* k)
    let content = cells[base]
    guard content != .nothing else { return nil }
    let offset = SIMD3(Float(p.x - Double(i)), Float(p.y - Double(j)), Float(p.z - Double(k)))
    return Cell(isAir: content == .air, base: base, offset: offset)
  }

  /// Distance to the new surface, how much it replaces the person's own, where it is positive whether a
  /// change is allowed, and distance to the skin under which is painted (mm).
  @inline(__always)
  func sample(_ position: Vector3, in cell: Cell) -> SIMD4<Float> {
    let (base, x, y, z) = (cell.base, cell.offset.x, cell.offset.y, cell.offset.z)
    let (dy, dz) = (size.x, size.x * size.y)
    let field = values.withUnsafeBufferPointer { v in
      let a = v[base] + x * (v[base + 1] - v[base])
      let b = v[base + dy] + x * (v[base + dy + 1] - v[base + dy])
      let c = v[base + dz] + x * (v[base + dz + 1] - v[base + dz])
      let d = v[base + dz + dy] + x * (v[base + dz + dy + 1] - v[base + dz + dy])
      let near = a + y * (b - a)
      return near + z * (c + y * (d - c) - near)
    }
    // The brim is an edge: between the lattice's points the two surfaces must not run into each other,
    // or some of the person's own skin would be left between them.
    // Its lower face rises inwards, so that no ray from the front meets it, be the head pitched a little.
    let isAbove =
      height.origin + dot(height.steps, position) + AdaptiveSurface.rise(Double(field.w)) > 0
    return isAbove
      ? SIMD4(field.w, field.y, field.z, max(field.x, field.w))
      : SIMD4(field.x, field.y, field.z, field.x)
  }
}
