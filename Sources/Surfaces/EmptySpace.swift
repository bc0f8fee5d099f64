internal import Geometry

/// How far around a place nothing can be seen, in bricks of 4 x 4 x 4 cells.
struct EmptySpace: Sendable {
  /// Bricks along each axis.
  let size: SIMD3<Int>
  /// For each brick: 0 where it may hold something, otherwise the Chebyshev distance in
  /// bricks to the nearest such one, at most 255.
  let distance: [UInt8]

  /// Where `field` holds surface or tissue.
  init(_ field: SurfaceField) {
    self.init(
      field.values, size: field.size, steps: SIMD3(1, field.size.x, field.size.x * field.size.y),
      first: 0, above: 0)
  }

  /// Where `voxels` hold more than `level`.
  init(_ voxels: PlacedVoxels, above level: Float) {
    self.init(
      voxels.values, size: voxels.size, steps: voxels.steps, first: voxels.first, above: level)
  }

  private init(
    _ values: [Float], size full: SIMD3<Int>, steps: SIMD3<Int>, first: Int, above level: Float
  ) {
    let edge = 1 << Brick.shift
    let size = (full &+ (edge - 1)) / edge
    var distance = [UInt8](unsafeUninitializedCapacity: size.x * size.y * size.z) { buffer, count in
      // Slabs of bricks do not overlap, and the closure is the only writer.
      nonisolated(unsafe) let output = buffer
      Parallel.forEach(size.z) { bz in
        values.withUnsafeBufferPointer { input in
          for by in 0..<size.y {
            for bx in 0..<size.x {
              var isFull = false
              for z in bz * edge...min(bz * edge + edge, full.z - 1) {
                for y in by * edge...min(by * edge + edge, full.y - 1) {
                  let row = first + steps.y * y + steps.z * z
                  for x in bx * edge...min(bx * edge + edge, full.x - 1)
                  where input[row + steps.x * x] > level {
                    isFull = true
                  }
                }
              }
              output[bx + size.x * (by + size.y * bz)] = isFull ? 0 : 255
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
    distance.withUnsafeMutableBufferPointer { d in
      func relax(_ x: Int, _ y: Int, _ z: Int, _ sign: Int) {
        let at = x + size.x * (y + size.y * z)
        var best = d[at]
        guard best > 1 else { return }
        for (dx, dy, dz) in half {
          let (u, v, w) = (x + sign * dx, y + sign * dy, z + sign * dz)
          guard u >= 0, v >= 0, w >= 0, u < size.x, v < size.y, w < size.z else { continue }
          let other = d[u + size.x * (v + size.y * w)]
          if other < best { best = min(best, other + 1) }
        }
        d[at] = best
      }
      for z in 0..<size.z {
        for y in 0..<size.y { for x in 0..<size.x { relax(x, y, z, 1) } }
      }
      for z in (0..<size.z).reversed() {
        for y in (0..<size.y).reversed() { for x in (0..<size.x).reversed() { relax(x, y, z, -1) } }
      }
    }
  }

  /// The 13 neighbours that come earlier in memory.
  private static let half: [(Int, Int, Int)] = {
    var result: [(Int, Int, Int)] = []
    for dz in -1...0 {
      for dy in -1...1 {
        for dx in -1...1 where dz < 0 || dy < 0 || (dy == 0 && dx < 0) {
          result.append((dx, dy, dz))
        }
      }
    }
    return result
  }()
}
