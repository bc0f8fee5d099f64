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

  /// The voxels of `volume` above `level`; those without a finite value are not.
  public init(_ volume: Volume, above level: Float) {
    self.init(grid: volume.grid, bits: volume.values.map { $0 > level ? 1 : 0 })
  }

  /// Adds, `steps` times, every voxel that shares a face with the set, if it is in `limit`.
  public func dilated(_ steps: Int, within limit: VoxelMask? = nil) -> VoxelMask {
    var result = self
    for _ in 0..<steps {
      let next = result.shifted { $0 | $1 }
      result.bits = limit.map { zip(next, $0.bits).map { $0 & $1 } } ?? next
    }
    return result
  }

  /// Removes, `steps` times, every voxel that shares a face with one outside. Voxels beyond the grid
  /// count as inside, so that a head cut by the field does not shrink from there.
  public func eroded(_ steps: Int) -> VoxelMask {
    var result = self
    for _ in 0..<steps { result.bits = result.shifted { $0 & $1 } }
    return result
  }

  /// Combines every voxel with its up to six neighbours.
  private func shifted(_ combine: @Sendable (UInt8, UInt8) -> UInt8) -> [UInt8] {
    let size = grid.size
    let (dy, dz) = (size.x, size.x * size.y)
    return [UInt8](unsafeUninitializedCapacity: bits.count) { buffer, initialized in
      // Slabs do not overlap, and the closure is the only writer.
      nonisolated(unsafe) let output = buffer
      Parallel.forEach(size.z) { k in
        bits.withUnsafeBufferPointer { input in
          for j in 0..<size.y {
            let row = size.x * (j + size.y * k)
            for i in 0..<size.x {
              let at = row + i
              var value = input[at]
              if i > 0 { value = combine(value, input[at - 1]) }
              if i < size.x - 1 { value = combine(value, input[at + 1]) }
              if j > 0 { value = combine(value, input[at - dy]) }
              if j < size.y - 1 { value = combine(value, input[at + dy]) }
              if k > 0 { value = combine(value, input[at - dz]) }
              if k < size.z - 1 { value = combine(value, input[at + dz]) }
              output[at] = value
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

  /// This set and everything that cannot be reached from the border of the grid without crossing it.
  public var filled: VoxelMask {
    let size = grid.size
    var border: [Int] = []
    for k in 0..<size.z {
      for j in 0..<size.y {
        let wall = j == 0 || k == 0 || j == size.y - 1 || k == size.z - 1
        for i in stride(from: 0, to: size.x, by: wall || size.x == 1 ? 1 : size.x - 1) {
          border.append(grid.index(i, j, k))
        }
      }
    }
    var labels = [Int32](repeating: 0, count: bits.count)
    _ = flood(from: border.filter { bits[$0] == 0 }, into: &labels, as: 1) { bits[$0] == 0 }
    return VoxelMask(grid: grid, bits: labels.map { $0 == 0 ? 1 : 0 })
  }

  /// Marks everything reachable from `seeds` through faces where `passable`, and counts it.
  private func flood(
    from seeds: [Int], into labels: inout [Int32], as label: Int32, _ passable: (Int) -> Bool
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
      if i > 0 { visit(index - 1, &labels) }
      if i < size.x - 1 { visit(index + 1, &labels) }
      if j > 0 { visit(index - dy, &labels) }
      if j < size.y - 1 { visit(index + dy, &labels) }
      if k > 0 { visit(index - dz, &labels) }
      if k < size.z - 1 { visit(index + dz, &labels) }
    }
    return count
  }
}
