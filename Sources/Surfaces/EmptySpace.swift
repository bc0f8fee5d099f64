internal import Geometry

/// How far around a place nothing can be seen, in bricks of `1 << Brick.shift` cells along each axis.
struct EmptySpace: Sendable {
  /// Bricks along each axis.
  let size: SIMD3<Int>
  /// For each brick: 0 where it may hold something, otherwise the Chebyshev distance in
  /// bricks to the nearest such one, at most 255.
  let distance: [UInt8]

  /// Where `field` holds surface or tissue.
  init(_ field: SurfaceField) {
    self.init(field.values, size: field.size, above: 0)
  }

  /// Where `voxels` hold more than `level`.
  init(_ voxels: PlacedVoxels, above level: Float) {
    self.init(voxels.values, size: voxels.size, above: level)
  }

  private init(_ values: [Float], size full: SIMD3<Int>, above level: Float) {
    let edge = 1 << Brick.shift
    let size = (full &+ (edge - 1)) / edge
    var distance = [UInt8](unsafeUninitializedCapacity: size.x * size.y * size.z) { buffer, count in
      // Slabs of bricks do not overlap, and the closure is the only writer.
      nonisolated(unsafe) let output = buffer
      Parallel.forEach(size.z) { bz in
        values.withUnsafeBufferPointer { input in
          var seen = [UInt8](repeating: 0, count: full.x)
          for by in 0..<size.y {
            for x in 0..<full.x { seen[x] = 0 }
            for z in bz * edge...min(bz * edge + edge, full.z - 1) {
              for y in by * edge...min(by * edge + edge, full.y - 1) {
                let row = full.x * (y + full.y * z)
                for x in 0..<full.x { seen[x] |= input[row + x] > level ? 1 : 0 }
              }
            }
            for bx in 0..<size.x {
              let cells = seen[bx * edge...min(bx * edge + edge, full.x - 1)]
              output[bx + size.x * (by + size.y * bz)] = cells.contains(1) ? 0 : 255
            }
          }
        }
      }
      count = size.x * size.y * size.z
    }
    Self.spread(&distance, size)
    self.size = size
    self.distance = distance
  }

  /// Two sweeps over half the neighbours each give the exact Chebyshev distance (Rosenfeld and
  /// Pfaltz 1966).
  private static func spread(_ distance: inout [UInt8], _ size: SIMD3<Int>) {
    var nearest = [UInt8](repeating: 255, count: size.x)
    distance.withUnsafeMutableBufferPointer { d in
      for sign in [1, -1] {
        for step in 0..<size.y * size.z {
          let row = sign > 0 ? step : size.y * size.z - 1 - step
          relax(d, row, sign, size, &nearest)
        }
      }
    }
  }

  /// Lowers the distances of one row by those of the four rows and the one brick that were done before
  /// and touch it.
  private static func relax(
    _ d: UnsafeMutableBufferPointer<UInt8>, _ row: Int, _ sign: Int, _ size: SIMD3<Int>,
    _ nearest: inout [UInt8]
  ) {
    let (y, z, width) = (row % size.y, row / size.y, size.x)
    for x in 0..<width { nearest[x] = 255 }
    for (dy, dz) in [(-1, 0), (-1, -1), (0, -1), (1, -1)] {
      let (v, w) = (y + sign * dy, z + sign * dz)
      guard v >= 0, w >= 0, v < size.y, w < size.z else { continue }
      let other = UnsafeMutableBufferPointer(
        rebasing: d[width * (v + size.y * w)..<width * (v + size.y * w) + width])
      for x in 0..<width { nearest[x] = min(nearest[x], other[x]) }
      for x in 1..<max(width, 1) { nearest[x] = min(nearest[x], other[x - 1]) }
      for x in 1..<max(width, 1) { nearest[x - 1] = min(nearest[x - 1], other[x]) }
    }
    var last: UInt8 = 255
    for step in 0..<width {
      let x = sign > 0 ? step : width - 1 - step
      last = min(d[width * row + x], min(last, nearest[x], 254) + 1)
      d[width * row + x] = last
    }
  }
}
