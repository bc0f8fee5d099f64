internal import Geometry
internal import Volumes

/// A label map as values of one contrast at 1 mm, blurred as by a scanner's point spread.
struct ValueMap: Sendable {
  let values: Volume
  /// Share of each voxel that is brain.
  let brain: Volume
  let air: Float

  init(_ head: LabelledHead, _ kind: ScanKind) {
    let table = kind.values
    var map = Volume(grid: head.grid, filledWith: kind.air)
    let seed = SeededGenerator.seed(of: head.name)
    let plane = head.grid.size.x * head.grid.size.y
    for k in 0..<head.grid.size.z {
      var generator = SeededGenerator(seed: seed, stream: UInt64(k))
      for index in k * plane..<(k + 1) * plane where head.tissue[index] != 0 {
        let mean = table[Int(head.tissue[index])]
        let spread = Float(2 * generator.uniform() - 1) * 1.7 * kind.texture
        map.values[index] = kind == .ct ? mean + spread : mean * (1 + spread)
      }
    }
    values = map.blurred(times: kind == .pet ? 9 : 1)
    brain = Volume(grid: head.grid, values: head.brain.bits.map(Float.init))
    air = kind.air
  }

  /// The values on `grid`, averaged over each voxel. Below the map the neck goes on as it is cut.
  func sampled(on grid: Grid, head: LabelledHead, pose: Affine) -> Volume {
    let toMap = (values.grid.affine.inverse ?? .identity) * (pose.inverse ?? .identity)
    let map = toMap * grid.affine
    let columns = map.linear.columns
    let neck = (values.grid.affine.inverse ?? .identity)(head.eyes - Vector3(0, 45, 0)).y
    // The map is blurred already, so that samples 2 mm apart are enough.
    func offsets(_ column: Vector3) -> [Vector3] {
      let count = max(Int((length(column) / 1.9).rounded()), 1)
      return (0..<count).map { column * ((Double($0) + 0.5) / Double(count) - 0.5) }
    }
    let spots = offsets(columns.x).flatMap { a in
      offsets(columns.y).flatMap { b in offsets(columns.z).map { a + b + $0 } }
    }
    let size = grid.size
    let result = [Float](unsafeUninitializedCapacity: grid.count) { buffer, count in
      // Slabs do not overlap, and the closure is the only writer.
      nonisolated(unsafe) let output = buffer
      Parallel.forEach(size.z) { k in
        for j in 0..<size.y {
          for i in 0..<size.x {
            let middle = map(Vector3(Double(i), Double(j), Double(k)))
            var sum: Float = 0
            for spot in spots {
              var p = middle + spot
              if p.z < 0.5, p.y < neck { p.z = 0.5 }
              sum += values.trilinear(atVoxel: p, outside: air)
            }
            output[grid.index(i, j, k)] = sum / Float(spots.count)
          }
        }
      }
      count = grid.count
    }
    return Volume(grid: grid, values: result)
  }
}

extension Volume {
  /// Smoothed `times` times by (1, 2, 1)/4 along each axis; the border keeps its values.
  func blurred(times: Int) -> Volume {
    var result = self
    let size = grid.size
    let steps = [1, size.x, size.x * size.y]
    for _ in 0..<times {
      for axis in 0..<3 {
        let source = result.values
        let step = steps[axis]
        result.values = [Float](unsafeUninitializedCapacity: grid.count) { buffer, count in
          // Slabs do not overlap, and the closure is the only writer.
          nonisolated(unsafe) let output = buffer
          Parallel.forEach(size.z) { k in
            source.withUnsafeBufferPointer { input in
              for j in 0..<size.y {
                for i in 0..<size.x {
                  let at = grid.index(i, j, k)
                  let place = axis == 0 ? i : axis == 1 ? j : k
                  output[at] =
                    place == 0 || place == size[axis] - 1
                    ? input[at]
                    : 0.25 * (input[at - step] + 2 * input[at] + input[at + step])
                }
              }
            }
          }
          count = grid.count
        }
      }
    }
    return result
  }
}
