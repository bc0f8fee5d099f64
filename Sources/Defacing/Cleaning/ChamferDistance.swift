internal import Geometry

/// Distances along chains of neighbouring voxels (Borgefors 1986), in mm on any grid.
enum ChamferDistance {
  /// Distance in mm from each voxel to the nearest one that is set; infinite where none is.
  static func to(_ set: [Bool], on grid: Grid) -> [Float] {
    var distance = set.map { $0 ? Float(0) : .infinity }
    let steps = Self.steps(on: grid)
    let size = grid.size
    for isForward in [true, false] {
      for number in 0..<grid.count {
        let at = isForward ? number : grid.count - 1 - number
        let (i, j, k) = (at % size.x, at / size.x % size.y, at / (size.x * size.y))
        var least = distance[at]
        for step in steps {
          let sign = isForward ? 1 : -1
          let (a, b, c) = (i + sign * step.i, j + sign * step.j, k + sign * step.k)
          guard a >= 0, b >= 0, c >= 0, a < size.x, b < size.y, c < size.z else { continue }
          least = min(least, distance[grid.index(a, b, c)] + step.length)
        }
        distance[at] = least
      }
    }
    return distance
  }

  private struct Step {
    let i: Int
    let j: Int
    let k: Int
    let length: Float
  }

  /// The 13 neighbours that come before a voxel in memory.
  private static func steps(on grid: Grid) -> [Step] {
    var steps: [Step] = []
    for k in -1...0 {
      for j in -1...1 {
        for i in -1...1 where (k, j, i) < (0, 0, 0) {
          let offset = grid.affine.linear * Vector3(Double(i), Double(j), Double(k))
          steps.append(Step(i: i, j: j, k: k, length: Float(Geometry.length(offset))))
        }
      }
    }
    return steps
  }
}
