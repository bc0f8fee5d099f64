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
    var result = self
    for _ in 0..<steps { result.bits = result.grown(limit?.bits, removing: false) }
    return result
  }

  /// Removes, `steps` times, every voxel that shares a face with one outside. Voxels beyond the grid
  /// count as inside, so that a head cut by the field does not shrink from there.
  public func eroded(_ steps: Int) -> VoxelMask {
    var result = self
    for _ in 0..<steps { result.bits = result.grown(nil, removing: true) }
    return result
  }

  /// Every voxel joined with its up to six neighbours (`removing`: met with them), eight at a time.
  private func grown(_ limit: [UInt8]?, removing: Bool) -> [UInt8] {
    let size = grid.size
    let (dy, dz) = (size.x, size.x * size.y)
    // Removing from a set of 0 and 1 is adding to its complement.
    let flip: UInt8 = removing ? 1 : 0
    return [UInt8](unsafeUninitializedCapacity: bits.count) { buffer, initialized in
      // Slabs do not overlap, and the closure is the only writer.
      nonisolated(unsafe) let output = UnsafeMutableRawBufferPointer(buffer)
      Parallel.forEach(size.z) { k in
        bits.withUnsafeBytes { input in
          for j in 0..<size.y {
            let row = size.x * (j + size.y * k)
            let all = row..<row + size.x
            combine(output, input, all, 0) { _, new in
              new ^ flip
            } words: { _, new in
              new ^ (UInt64(flip) &* 0x0101_0101_0101_0101)
            }
            func join(_ range: Range<Int>, _ offset: Int) {
              combine(output, input, range, offset) {
                $0 | ($1 ^ flip)
              } words: {
                $0 | ($1 ^ (UInt64(flip) &* 0x0101_0101_0101_0101))
              }
            }
            join(row + 1..<row + size.x, -1)
            join(row..<row + size.x - 1, 1)
            if j > 0 { join(all, -dy) }
            if j < size.y - 1 { join(all, dy) }
            if k > 0 { join(all, -dz) }
            if k < size.z - 1 { join(all, dz) }
            if removing { for at in all { output[at] ^= 1 } }
            limit?.withUnsafeBytes { limit in
              combine(output, limit, all, 0) {
                $0 & $1
              } words: {
                $0 & $1
              }
            }
          }
        }
      }
      initialized = bits.count
    }
  }

  /// The largest part whose voxels hang together through faces; the one that comes first in memory
  /// where two are equal.
  public var largestComponent: VoxelMask {
    var labels = [Int32](repeating: 0, count: bits.count)
    var best: (label: Int32, count: Int) = (0, 0)
    var label: Int32 = 0
    for start in bits.indices where bits[start] == 1 && labels[start] == 0 {
      label += 1
      let count = flood(from: [start], into: &labels, as: label) { bits[$0] == 1 }
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
    var outside = [Int32](repeating: 0, count: bits.count)
    var seeds: [Int] = []
    for axis in 0..<3 {
      for end in Set([0, size[axis] - 1]).sorted() {
        let (face, edges) = face(axis, at: end)
        var reached = [Int32](repeating: 0, count: bits.count)
        _ = flood(from: edges, into: &reached, as: 1, within: axis) { bits[$0] == 0 }
        seeds += face.filter { reached[$0] == 1 }
      }
    }
    _ = flood(from: seeds, into: &outside, as: 1) { bits[$0] == 0 }
    return VoxelMask(grid: grid, bits: outside.map { $0 == 0 ? 1 : 0 })
  }

  /// The voxels of one face of the grid, and those of them on its edges.
  private func face(_ axis: Int, at end: Int) -> (all: [Int], edges: [Int]) {
    let size = grid.size
    let (u, v) = ((axis + 1) % 3, (axis + 2) % 3)
    var all: [Int] = []
    var edges: [Int] = []
    for b in 0..<size[v] {
      for a in 0..<size[u] {
        var position = SIMD3<Int>()
        position[axis] = end
        position[u] = a
        position[v] = b
        let index = grid.index(position.x, position.y, position.z)
        all.append(index)
        if a == 0 || b == 0 || a == size[u] - 1 || b == size[v] - 1 { edges.append(index) }
      }
    }
    return (all, edges)
  }

  /// Marks everything reachable from `seeds` through faces where `passable`, and counts it; without
  /// steps along the axis `plane`, where one is named.
  private func flood(
    from seeds: [Int], into labels: inout [Int32], as label: Int32, within plane: Int? = nil,
    _ passable: (Int) -> Bool
  ) -> Int {
    let size = grid.size
    let (dy, dz) = (size.x, size.x * size.y)
    var stack: [Int] = []
    var count = 0
    func visit(_ index: Int, _ labels: inout [Int32]) {
      guard labels[index] == 0, passable(index) else { return }
      labels[index] = label
      count += 1
      stack.append(index)
    }
    for seed in seeds { visit(seed, &labels) }
    while let index = stack.popLast() {
      let i = index % size.x
      let j = index / dy % size.y
      let k = index / dz
      if plane != 0, i > 0 { visit(index - 1, &labels) }
      if plane != 0, i < size.x - 1 { visit(index + 1, &labels) }
      if plane != 1, j > 0 { visit(index - dy, &labels) }
      if plane != 1, j < size.y - 1 { visit(index + dy, &labels) }
      if plane != 2, k > 0 { visit(index - dz, &labels) }
      if plane != 2, k < size.z - 1 { visit(index + dz, &labels) }
    }
    return count
  }
}

/// `output[at] = byte(output[at], input[at + offset])` over `range`, eight bytes at a time where it can.
@inline(__always)
private func combine(
  _ output: UnsafeMutableRawBufferPointer, _ input: UnsafeRawBufferPointer, _ range: Range<Int>,
  _ offset: Int, byte: (UInt8, UInt8) -> UInt8, words: (UInt64, UInt64) -> UInt64
) {
  var at = range.lowerBound
  while at + 8 <= range.upperBound {
    let old = output.loadUnaligned(fromByteOffset: at, as: UInt64.self)
    let new = input.loadUnaligned(fromByteOffset: at + offset, as: UInt64.self)
    output.storeBytes(of: words(old, new), toByteOffset: at, as: UInt64.self)
    at += 8
  }
  while at < range.upperBound {
    output[at] = byte(output[at], input[at + offset])
    at += 1
  }
}
