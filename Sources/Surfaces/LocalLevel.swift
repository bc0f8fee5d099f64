internal import Geometry
internal import Volumes

/// The value at the skin from place to place, for MR whose coils make one part of the head brighter
/// than another.
///
/// Near bright tissue the level rises to a share of its brightness, so that ghosts and noise that
/// accompany bright tissue stay outside; nowhere does it fall below the level of the whole scan.
struct LocalLevel {
  /// Level as a share of the brightness of the tissue nearby.
  static let share: Float = 0.3
  /// Edge of a block in mm, over which tissue is averaged.
  private static let block = 8.0
  /// Blocks on each side that count as nearby: 28 mm from the middle of a block.
  private static let reach = 3

  private let edge: SIMD3<Int>
  private let size: SIMD3<Int>
  private let levels: [Float]

  /// Works out the level in the blocks of `volume`, walked in the order of `layout`.
  init(_ volume: Volume, _ layout: Layout, level: Float) {
    let spacing = layout.affine.columnLengths
    var (edge, size) = (SIMD3<Int>(), SIMD3<Int>())
    for axis in 0..<3 {
      edge[axis] = max(1, Int((Self.block / max(spacing[axis], 1e-6)).rounded()))
      size[axis] = (layout.size[axis] + edge[axis] - 1) / edge[axis]
    }
    let tissue = Self.tissue(volume, layout, level: level, edge: edge, size: size)
    levels = Self.spread(tissue, size).map { sum in
      sum.y > 0 ? max(level, share(sum.x / sum.y)) : level
    }
    (self.edge, self.size) = (edge, size)
    func share(_ mean: Float) -> Float { Self.share * mean }
  }

  /// For each block, the sums of the squares and of the values above `level`, whose ratio is a mean
  /// in which bright tissue counts more than the ghosts around it.
  private static func tissue(
    _ volume: Volume, _ layout: Layout, level: Float, edge: SIMD3<Int>, size: SIMD3<Int>
  ) -> [SIMD2<Float>] {
    let count = size.x * size.y * size.z
    return [SIMD2<Float>](unsafeUninitializedCapacity: count) { buffer, initialized in
      // Slabs do not overlap, and the closure is the only writer.
      nonisolated(unsafe) let output = buffer
      Parallel.forEach(size.z) { z in
        volume.values.withUnsafeBufferPointer { input in
          for y in 0..<size.y {
            for x in 0..<size.x {
              var sum = SIMD2<Float>()
              for k in z * edge.z..<min((z + 1) * edge.z, layout.size.z) {
                for j in y * edge.y..<min((y + 1) * edge.y, layout.size.y) {
                  let row = layout.first + j * layout.steps.y + k * layout.steps.z
                  for i in x * edge.x..<min((x + 1) * edge.x, layout.size.x) {
                    let value = input[row + i * layout.steps.x]
                    if value > level, value.isFinite { sum += SIMD2(value * value, value) }
                  }
                }
              }
              output[x + size.x * (y + size.y * z)] = sum
            }
          }
        }
      }
      initialized = count
    }
  }

  /// Sums over the blocks nearby, weighted by a triangle along each axis.
  private static func spread(_ blocks: [SIMD2<Float>], _ size: SIMD3<Int>) -> [SIMD2<Float>] {
    var result = blocks
    let steps = SIMD3(1, size.x, size.x * size.y)
    for axis in 0..<3 {
      let source = result
      for at in result.indices {
        let position = at / steps[axis] % size[axis]
        var sum = SIMD2<Float>()
        for offset in max(-reach, -position)...min(reach, size[axis] - 1 - position) {
          sum += source[at + offset * steps[axis]] * Float(reach + 1 - abs(offset))
        }
        result[at] = sum
      }
    }
    return result
  }

  /// The level at the blocks along x for the voxels in row (y, z) of the layout.
  func row(_ y: Int, _ z: Int) -> [Float] {
    let (j, fy) = place(y, 1)
    let (k, fz) = place(z, 2)
    let nextJ = min(j + 1, size.y - 1) - j
    let nextK = min(k + 1, size.z - 1) - k
    let (dy, dz) = (size.x * nextJ, size.x * size.y * nextK)
    let first = size.x * (j + size.y * k)
    return (0..<size.x).map { x in
      let at = first + x
      let near = levels[at] + (levels[at + dy] - levels[at]) * fy
      let far = levels[at + dz] + (levels[at + dy + dz] - levels[at + dz]) * fy
      return near + (far - near) * fz
    }
  }

  /// The block whose middle lies before voxel `index` along `axis`, and the way on to the next.
  @inline(__always)
  func place(_ index: Int, _ axis: Int) -> (block: Int, share: Float) {
    let position = max((Float(index) + 0.5) / Float(edge[axis]) - 0.5, 0)
    let block = min(Int(position), size[axis] - 1)
    return (block, min(position - Float(block), 1))
  }
}
