public import Geometry
internal import Volumes

/// Points on the skin with their outward normals, RAS+ mm.
///
/// A point lies where the value crosses the level between a voxel of the head and its neighbour
/// outside, found by linear interpolation, so its error is well below a voxel. Where the field cuts
/// the head there is no skin and no point.
public struct SkinPoints: Sendable {
  /// Positions, RAS+ mm.
  public let positions: [Vector3]
  /// Unit vectors that point from the head into the air.
  public let normals: [Vector3]

  /// Samples the skin of `head`.
  ///
  /// - Parameters:
  ///   - head: The head to sample.
  ///   - count: About as many points are kept, spread evenly by a fixed stride.
  public init(_ head: HeadMask, count: Int) {
    let grid = head.volume.grid
    let size = grid.size
    let solid = head.solid.bits
    let steps = [(1, 0, 0), (0, 1, 0), (0, 0, 1)]
    let slabs = Parallel.map(max(size.z - 4, 0)) { slab -> [(position: Vector3, normal: Vector3)] in
      let k = slab + 2
      var found: [(position: Vector3, normal: Vector3)] = []
      for j in 2..<max(size.y - 2, 2) {
        for i in 2..<max(size.x - 2, 2) {
          let at = grid.index(i, j, k)
          for (dx, dy, dz) in steps {
            let next = grid.index(i + dx, j + dy, k + dz)
            guard solid[at] != solid[next] else { continue }
            let inside = solid[at] == 1 ? at : next
            let outside = solid[at] == 1 ? next : at
            let (a, b) = (head.volume.values[inside], head.volume.values[outside])
            guard a > head.level, b <= head.level else { continue }
            var share = Double((a - head.level) / (a - b))
            if inside == next { share = 1 - share }
            let voxel =
              Vector3(Double(i), Double(j), Double(k))
              + share * Vector3(Double(dx), Double(dy), Double(dz))
            let normal = Self.outward(solid, grid, i, j, k)
            guard length(normal) > 0 else { continue }
            found.append((grid.affine(voxel), normalized(normal)))
          }
        }
      }
      return found
    }
    let all = slabs.flatMap(\.self)
    let stride = Double(max(all.count, 1)) / Double(max(min(count, all.count), 1))
    let chosen = (0..<min(count, all.count)).map { all[Int(Double($0) * stride)] }
    positions = chosen.map(\.position)
    normals = chosen.map(\.normal)
  }

  /// Minus the sum of the offsets of the solid voxels within two steps: it points outwards.
  private static func outward(
    _ solid: [UInt8], _ grid: Grid, _ i: Int, _ j: Int, _ k: Int
  ) -> Vector3 {
    var sum = Vector3()
    for c in -2...2 {
      for b in -2...2 {
        for a in -2...2 where solid[grid.index(i + a, j + b, k + c)] == 1 {
          sum -= Vector3(Double(a), Double(b), Double(c))
        }
      }
    }
    return sum
  }
}
