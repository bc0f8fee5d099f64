internal import Geometry

/// Distances along chains of neighbouring voxels (Borgefors 1986), in mm on any grid.
enum ChamferDistance {
  /// Distance in mm from each voxel to the nearest one that is set; infinite where none is.
  static func to(_ set: [Bool], on grid: Grid) -> [Float] {
    var distance = set.map { $0 ? Float(0) : .infinity }
    let steps = Self.steps(on: grid)
    let size = grid.size
    distance.withUnsafeMutableBufferPointer { distance in
      for sign in [1, -1] {
        for row in 0..<size.y * size.z {
          let line = sign > 0 ? row : size.y * size.z - 1 - row
          let (j, k) = (line % size.y, line / size.y)
          let near = steps.filter {
            (0..<size.y).contains(j + sign * $0.j) && (0..<size.z).contains(k + sign * $0.k)
          }.map { (i: sign * $0.i, to: sign * ($0.i + size.x * ($0.j + size.y * $0.k)), $0.length) }
          for place in 0..<size.x {
            let i = sign > 0 ? place : size.x - 1 - place
            let at = i + size.x * line
            var least = distance[at]
            guard least > 0 else { continue }
            for (step, to, length) in near where i + step >= 0 && i + step < size.x {
              least = min(least, distance[at + to] + length)
            }
            distance[at] = least
          }
        }
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
