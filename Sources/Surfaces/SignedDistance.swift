internal import Geometry
public import Volumes

extension HeadMask {
  /// Distance in mm to the skin, negative inside the head, on the head's working grid.
  ///
  /// Distances at the skin come from where the value crosses the level between neighbours, and are
  /// carried outwards by fast sweeping of the eikonal equation (Zhao 2005). Where the field cuts the
  /// head there is no skin, so distances there refer to the nearest skin within the field.
  ///
  /// Distances larger than `limit` are not worked out and come back as `limit`.
  public func signedDistance(limit: Float) -> Volume {
    Eikonal.signedDistance(solid, spacing: Float(Self.spacing), limit: limit) { crossing($0, $1) }
  }

  /// Share of the way from voxel `a` to voxel `b` at which the level is crossed; half where the
  /// border of the solid is not a crossing (a filled opening).
  private func crossing(_ a: Int, _ b: Int) -> Float {
    let (va, vb) = (volume.values[a] - level, volume.values[b] - level)
    return va * vb < 0 ? va / (va - vb) : 0.5
  }
}

extension VoxelMask {
  /// Distance in mm to the border of the set, negative inside, on a grid of cubic voxels. The border
  /// lies half way between neighbours, so distances are good to half a voxel.
  ///
  /// Distances larger than `limit` are not worked out and come back as `limit`.
  public func signedDistance(limit: Float) -> Volume {
    Eikonal.signedDistance(self, spacing: Float(grid.spacing.x), limit: limit) { _, _ in 0.5 }
  }
}

/// The equation |gradient of distance| = 1 on a grid of cubic voxels.
enum Eikonal {
  /// Distance in mm to the border of `solid`, negative inside.
  ///
  /// - Parameters:
  ///   - solid: A set on a grid of cubic voxels.
  ///   - spacing: Their edge in mm.
  ///   - limit: Nothing beyond it is worked out.
  ///   - crossing: Share of the way from one voxel to its neighbour at which the border lies.
  /// - Returns: A volume on the grid of `solid`.
  static func signedDistance(
    _ solid: VoxelMask, spacing: Float, limit: Float, crossing: (Int, Int) -> Float
  ) -> Volume {
    let grid = solid.grid
    let size = grid.size
    let steps = SIMD3(1, size.x, size.x * size.y)
    var distance = [Float](repeating: limit, count: grid.count)
    solid.bits.withUnsafeBufferPointer { bits in
      for k in 0..<size.z {
        for j in 0..<size.y {
          for i in 0..<size.x {
            let index = i + steps[1] * j + steps[2] * k
            let here = bits[index]
            var inverseSquares: Float = 0
            func look(_ position: Int, _ count: Int, _ step: Int) {
              let before = position > 0 && bits[index - step] != here
              let after = position + 1 < count && bits[index + step] != here
              guard before || after else { return }
              var nearest: Float = before ? crossing(index, index - step) : .infinity
              if after { nearest = min(nearest, crossing(index, index + step)) }
              inverseSquares += 1 / max(nearest * nearest, 1e-4)
            }
            look(i, size.x, steps[0])
            look(j, size.y, steps[1])
            look(k, size.z, steps[2])
            if inverseSquares > 0 { distance[index] = spacing / inverseSquares.squareRoot() }
          }
        }
      }
    }
    sweep(&distance, size: size, spacing: spacing, limit: limit)
    for index in distance.indices where solid.bits[index] == 1 {
      distance[index] = -distance[index]
    }
    return Volume(grid: grid, values: distance)
  }

  /// Lowers `distance` from its seeds until it solves the equation, in eight sweeping orders.
  ///
  /// - Parameters:
  ///   - distance: Seeds hold their distance in mm, everything else `limit`.
  ///   - size: Voxels along i, j, k.
  ///   - spacing: Edge of a voxel in mm.
  ///   - limit: Nothing beyond it is worked out.
  static func sweep(
    _ distance: inout [Float], size: SIMD3<Int>, spacing: Float, limit: Float
  ) {
    let (dy, dz) = (size.x, size.x * size.y)
    distance.withUnsafeMutableBufferPointer { d in
      // Rows that are done side by side are not next to each other.
      nonisolated(unsafe) let d = d
      for order in 0..<8 {
        // A row hangs on the one before it along j and along k only, so those with the same j + k can
        // be done side by side, with the same result as one after the other.
        for diagonal in 0..<size.y + size.z - 1 {
          let first = max(0, diagonal - size.y + 1)
          Parallel.forEach(min(diagonal, size.z - 1) - first + 1) { row in
            let (kk, jj) = (first + row, diagonal - first - row)
            let k = order & 4 == 0 ? kk : size.z - 1 - kk
            let j = order & 2 == 0 ? jj : size.y - 1 - jj
            guard changes(d, j: j, k: k, size: size, spacing: spacing, limit: limit) else {
              return
            }
            for ii in 0..<size.x {
              let i = order & 1 == 0 ? ii : size.x - 1 - ii
              let at = i + dy * j + dz * k
              let a = min(i > 0 ? d[at - 1] : limit, i < size.x - 1 ? d[at + 1] : limit)
              let b = min(j > 0 ? d[at - dy] : limit, j < size.y - 1 ? d[at + dy] : limit)
              let c = min(k > 0 ? d[at - dz] : limit, k < size.z - 1 ? d[at + dz] : limit)
              let smallest = min(a, b, c)
              guard smallest + spacing * 0.57 < d[at] else { continue }
              d[at] = min(d[at], solve(a, b, c, spacing))
            }
          }
        }
      }
    }
  }

  /// Whether any voxel of row (j, k) lies further than its neighbours allow, eight at a time. Most rows
  /// of most sweeps do not, and a row in which none does is left as it is.
  @inline(__always)
  private static func changes(
    _ d: UnsafeMutableBufferPointer<Float>, j: Int, k: Int, size: SIMD3<Int>, spacing: Float,
    limit: Float
  ) -> Bool {
    let (dy, dz) = (size.x, size.x * size.y)
    let row = dy * j + dz * k
    // A row beyond the grid holds `limit`, which no distance exceeds, and so may be the row itself.
    let (before, after) = (j > 0 ? -dy : 0, j < size.y - 1 ? dy : 0)
    let (under, over) = (k > 0 ? -dz : 0, k < size.z - 1 ? dz : 0)
    let step = spacing * 0.57
    let bytes = UnsafeRawBufferPointer(d)
    func eight(_ at: Int) -> SIMD8<Float> {
      bytes.loadUnaligned(fromByteOffset: at * MemoryLayout<Float>.stride, as: SIMD8<Float>.self)
    }
    var at = row
    let end = row + size.x
    // One voxel off both ends, so that the neighbours along the row can be loaded as well.
    if size.x >= 10 {
      at += 1
      while at + 8 < end {
        let across = pointwiseMin(
          pointwiseMin(eight(at + before), eight(at + after)),
          pointwiseMin(eight(at + under), eight(at + over)))
        let least = pointwiseMin(across, pointwiseMin(eight(at - 1), eight(at + 1)))
        if any(least + step .< eight(at)) { return true }
        at += 8
      }
      if exceeds(row) { return true }
    }
    while at < end {
      if exceeds(at) { return true }
      at += 1
    }
    return false
    func exceeds(_ at: Int) -> Bool {
      let along = min(at > row ? d[at - 1] : limit, at + 1 < end ? d[at + 1] : limit)
      let across = min(
        min(d[at + before], d[at + after]), min(d[at + under], d[at + over]))
      return min(along, across) + step < d[at]
    }
  }

  /// The upwind solution from the smaller neighbour along each axis.
  @inline(__always)
  private static func solve(_ x: Float, _ y: Float, _ z: Float, _ h: Float) -> Float {
    var (a, b, c) = (x, y, z)
    if a > b { swap(&a, &b) }
    if b > c { swap(&b, &c) }
    if a > b { swap(&a, &b) }
    var u = a + h
    if u > b {
      u = 0.5 * (a + b + max(2 * h * h - (a - b) * (a - b), 0).squareRoot())
      if u > c {
        let sum = a + b + c
        let under = sum * sum - 3 * (a * a + b * b + c * c - h * h)
        u = (sum + max(under, 0).squareRoot()) / 3
      }
    }
    return u
  }
}
