public import Geometry

/// A set of voxels.
public struct VoxelMask: Sendable, Equatable {
  /// Where the voxels lie.
  public let grid: Grid
  /// 1 in the set, 0 elsewhere; `grid.count` of them, i fastest.
  public var bits: [UInt8]

  /// The empty set.
  public init(grid: Grid) {
    self.init(grid: grid, bits: [UInt8](repeating: 0, count: grid.count))
  }

  /// A set from its bits.
  ///
  /// - Precondition: `bits.count == grid.count`.
  public init(grid: Grid, bits: [UInt8]) {
    precondition(bits.count == grid.count, "a mask needs one bit for each voxel of its grid")
    self.grid = grid
    self.bits = bits
  }

  /// The number of voxels in the set.
  public var count: Int { bits.reduce(0) { $0 + Int($1) } }

  /// The smallest box of voxels that holds the set, both corners in it; nil where it is empty.
  public var bounds: (low: SIMD3<Int>, high: SIMD3<Int>)? {
    var (low, high) = (grid.size, SIMD3<Int>(repeating: -1))
    bits.withUnsafeBufferPointer { bits in
      for k in 0..<grid.size.z {
        for j in 0..<grid.size.y {
          let row = UnsafeBufferPointer(
            rebasing: bits[grid.index(0, j, k)..<grid.index(0, j, k) + grid.size.x])
          guard let first = row.firstIndex(where: { $0 != 0 }),
            let last = row.lastIndex(where: { $0 != 0 })
          else { continue }
          low = pointwiseMin(low, SIMD3(first, j, k))
          high = pointwiseMax(high, SIMD3(last, j, k))
        }
      }
    }
    return high.x < 0 ? nil : (low, high)
  }

  /// The voxels of `volume` above `level`; those without a finite value are not.
  public init(_ volume: Volume, above level: Float) {
    self.init(grid: volume.grid, bits: volume.values.map { $0 > level ? 1 : 0 })
  }

  /// The voxels of either set; both lie on one grid.
  public func union(_ other: VoxelMask) -> VoxelMask {
    VoxelMask(grid: grid, bits: zip(bits, other.bits).map { $0 | $1 })
  }

  /// Adds, `steps` times, every voxel that shares a face with the set, if it is in `limit`.
  public func dilated(_ steps: Int, within limit: VoxelMask? = nil) -> VoxelMask {
    var packed = PackedBits(bits, size: grid.size)
    let within = limit.map { PackedBits($0.bits, size: grid.size) }
    for _ in 0..<steps { packed = packed.grown(within: within) }
    return VoxelMask(grid: grid, bits: packed.bytes)
  }

  /// Removes, `steps` times, every voxel that shares a face with one outside. Voxels beyond the grid
  /// count as inside, so that a head cut by the field does not shrink from there.
  public func eroded(_ steps: Int) -> VoxelMask {
    var packed = PackedBits(bits, size: grid.size).complement
    for _ in 0..<steps { packed = packed.grown(within: nil) }
    return VoxelMask(grid: grid, bits: packed.complement.bytes)
  }

  /// The largest part whose voxels hang together through faces; the one that comes first in memory
  /// where two are equal.
  public var largestComponent: VoxelMask {
    var labels = [Int32](repeating: 0, count: bits.count)
    var best: (label: Int32, count: Int) = (0, 0)
    var label: Int32 = 0
    for start in bits.indices where bits[start] == 1 && labels[start] == 0 {
      label += 1
      let count = flood(from: [start], into: &labels, as: label, through: 1)
      if count > best.count { best = (label, count) }
    }
    return VoxelMask(
      grid: grid, bits: labels.map { best.label > 0 && $0 == best.label ? 1 : 0 })
  }

  /// This set and everything that cannot be reached from outside without crossing it.
  ///
  /// Where the border of the grid cuts the set, a hollow of it that shows in the cut is not outside:
  /// on each face of the grid only what hangs together with the edges of that face is. So a skull
  /// stays full when the field ends in the neck.
  public var filled: VoxelMask {
    let size = grid.size
    var seeds: [Int] = []
    for axis in 0..<3 {
      for end in Set([0, size[axis] - 1]).sorted() {
        let (face, places) = face(axis, at: end)
        var reached = [Int32](repeating: 0, count: places.count)
        _ = face.flood(from: face.edges, into: &reached, as: 1, through: 0)
        seeds += places.indices.filter { reached[$0] == 1 }.map { places[$0] }
      }
    }
    var outside = [Int32](repeating: 0, count: bits.count)
    _ = flood(from: seeds, into: &outside, as: 1, through: 0)
    return VoxelMask(grid: grid, bits: outside.map { $0 == 0 ? 1 : 0 })
  }

  /// One face of the grid as a mask of its own, one voxel thick, and where its voxels lie here.
  private func face(_ axis: Int, at end: Int) -> (mask: VoxelMask, places: [Int]) {
    let size = grid.size
    let (u, v) = (axis == 0 ? 1 : 0, axis == 2 ? 1 : 2)
    var places: [Int] = []
    for b in 0..<size[v] {
      for a in 0..<size[u] {
        var position = SIMD3<Int>()
        position[axis] = end
        position[u] = a
        position[v] = b
        places.append(grid.index(position.x, position.y, position.z))
      }
    }
    let flat = Grid(size: SIMD3(size[u], size[v], 1), affine: .identity)
    return (VoxelMask(grid: flat, bits: places.map { bits[$0] }), places)
  }

  /// The outermost voxels along i and j.
  private var edges: [Int] {
    let size = grid.size
    return (0..<size.x * size.y).filter { at in
      let (i, j) = (at % size.x, at / size.x)
      return i == 0 || j == 0 || i == size.x - 1 || j == size.y - 1
    }
  }

  /// Marks every voxel whose bit is `bit` and that is reached through faces from `seeds`, and counts
  /// them; a run of a row at a time.
  private func flood(
    from seeds: [Int], into labels: inout [Int32], as label: Int32, through bit: UInt8
  ) -> Int {
    let size = grid.size
    let (dy, dz) = (size.x, size.x * size.y)
    var stack = seeds
    var count = 0
    bits.withUnsafeBufferPointer { bits in
      labels.withUnsafeMutableBufferPointer { labels in
        func isOpen(_ at: Int) -> Bool { bits[at] == bit && labels[at] == 0 }
        while let seed = stack.popLast() {
          guard isOpen(seed) else { continue }
          let row = seed - seed % dy
          var (low, high) = (seed, seed + 1)
          while low > row, isOpen(low - 1) { low -= 1 }
          while high < row + size.x, isOpen(high) { high += 1 }
          for at in low..<high { labels[at] = label }
          count += high - low
          func enter(_ offset: Int) {
            var within = false
            for at in low + offset..<high + offset {
              let open = isOpen(at)
              if open, !within { stack.append(at) }
              within = open
            }
          }
          let (j, k) = (row / dy % size.y, row / dz)
          if j > 0 { enter(-dy) }
          if j < size.y - 1 { enter(dy) }
          if k > 0 { enter(-dz) }
          if k < size.z - 1 { enter(dz) }
        }
      }
    }
    return count
  }
}
