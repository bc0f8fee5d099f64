internal import Foundation
internal import Geometry
internal import Volumes

/// The working array of a `SurfaceField` on its way from scan to field.
struct Block {
  private(set) var size: SIMD3<Int>
  private(set) var affine: Affine
  private(set) var values: [Float]

  /// Copies `volume` in the order of `layout`, padded with air and scaled to -1...1.
  ///
  /// - Parameters:
  ///   - layout: Of the grid of `volume`.
  ///   - volume: The scan.
  ///   - level: The value that becomes 0.
  ///   - air: The value that becomes -1.
  ///   - local: Where given, takes the place of `level` from place to place.
  init(_ layout: Layout, volume: Volume, level: Float, air: Float, local: LocalLevel?) {
    let pad = SurfaceField.padding
    let size = layout.size &+ 2 * pad
    let inner = layout.size
    let places = (0..<inner.x).map { local?.place($0 + layout.offset.x, 0) ?? (0, 0) }
    let result = [Float](unsafeUninitializedCapacity: size.x * size.y * size.z) { buffer, count in
      // Slabs do not overlap, and the closure is the only writer.
      nonisolated(unsafe) let output = buffer
      Parallel.forEach(size.z) { z in
        volume.values.withUnsafeBufferPointer { input in
          var heights = [Float](repeating: level, count: inner.x)
          for y in 0..<size.y {
            let row = size.x * (y + size.y * z)
            for x in 0..<size.x { output[row + x] = -1 }
            let (j, k) = (y - pad, z - pad)
            guard j >= 0, j < inner.y, k >= 0, k < inner.z else { continue }
            let from = layout.first + j * layout.steps.y + k * layout.steps.z
            if let local {
              let levels = local.row(j + layout.offset.y, k + layout.offset.z)
              for x in 0..<inner.x {
                let (block, share) = places[x]
                let next = levels[min(block + 1, levels.count - 1)]
                heights[x] = levels[block] + (next - levels[block]) * share
              }
            }
            // A loop of its own, of which the compiler makes wide instructions.
            heights.withUnsafeBufferPointer { heights in
              for x in 0..<inner.x {
                let here = heights[x]
                let value = (input[from + x * layout.steps.x] - here) / (here - air)
                output[row + pad + x] = value > 1 ? 1 : value > -1 ? value : -1
              }
            }
          }
        }
      }
      count = size.x * size.y * size.z
    }
    self.size = size
    values = result
    affine = Affine(
      linear: layout.affine.linear,
      translation: layout.affine(Vector3(repeating: -Double(pad))))
  }

  /// Turns tissue outside `mask` (any grid, nearest voxel) into air.
  mutating func clear(outside mask: VoxelMask) {
    guard let toMask = mask.grid.affine.inverse else { return }
    let map = toMask * affine
    let (size, limit) = (size, mask.grid.size)
    let step = map.linear.columns.x
    values.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let output = buffer
      Parallel.forEach(size.z) { z in
        mask.bits.withUnsafeBufferPointer { bits in
          for y in 0..<size.y {
            let start = map(Vector3(0, Double(y), Double(z))) + 0.5
            let row = size.x * (y + size.y * z)
            for x in 0..<size.x where output[row + x] > 0 {
              let p = start + step * Double(x)
              let i = Int(p.x.rounded(.down))
              let j = Int(p.y.rounded(.down))
              let k = Int(p.z.rounded(.down))
              let inside =
                i >= 0 && j >= 0 && k >= 0 && i < limit.x && j < limit.y && k < limit.z
                && bits[i + limit.x * (j + limit.y * k)] != 0
              if !inside { output[row + x] = -1 }
            }
          }
        }
      }
    }
  }

  /// Interpolates (Catmull and Rom 1974) along axes whose voxels are much longer than the others,
  /// where linear interpolation would turn slices into terraces.
  mutating func refineThickAxes() {
    let edge = affine.columnLengths
    let target = max(edge.min(), 1)
    for axis in 0..<3 where edge[axis] > 1.5 * target {
      refine(axis, factor: Int((edge[axis] / target).rounded()))
    }
  }

  private mutating func refine(_ axis: Int, factor: Int) {
    var size = self.size
    let old = size[axis]
    size[axis] = (old - 1) * factor + 1
    let weights = (0..<factor).map { part in
      catmullRom(Float(part) / Float(factor))
    }
    var columns = [
      affine.linear.columns.x, affine.linear.columns.y, affine.linear.columns.z,
    ]
    columns[axis] /= Double(factor)
    affine.linear = Matrix3(columns: columns[0], columns[1], columns[2])
    values = combined(to: size, along: axis) { position in
      let (base, part) = (position / factor, position % factor)
      return (0..<4).map { tap in
        (min(max(base - 1 + tap, 0), old - 1), weights[part][tap])
      }
    }
    self.size = size
  }

  /// Gaussian smoothing; along every axis at least 0.4 voxels, which takes the steps off hard edges.
  mutating func smooth(deviation: Double) {
    let edge = affine.columnLengths
    guard deviation > 0 else { return }
    for axis in 0..<3 {
      let kernel = GaussianKernel(deviation: max(deviation / edge[axis], 0.4))
      values = kernel.blurred(values, size: size, along: axis)
    }
  }

  /// Turns loose parts of less than `volume` mm^3 into air; whatever is larger may be a residue.
  mutating func clearSpecks(below volume: Double) {
    let least = Int(volume / abs(affine.linear.determinant))
    var specks = Specks(values, size: size)
    specks.clear(&values, width: size.x, least: least, to: -1e-3)
  }

  /// Each plane across `axis` of the result as a weighted sum of planes of the present values.
  private func combined(
    to size: SIMD3<Int>, along axis: Int, _ taps: (Int) -> [(plane: Int, weight: Float)]
  ) -> [Float] {
    let plan = (0..<size[axis]).map(taps)
    let from = self.size
    let total = size.x * size.y * size.z
    return [Float](unsafeUninitializedCapacity: total) { buffer, count in
      // Rows do not overlap, and the closure is the only writer.
      nonisolated(unsafe) let output = buffer
      Parallel.forEach(size.z) { z in
        values.withUnsafeBufferPointer { input in
          for y in 0..<size.y {
            let row = size.x * (y + size.y * z)
            let target = UnsafeMutableBufferPointer(rebasing: output[row..<row + size.x])
            if axis == 0 {
              sumWithinRow(input, from.x * (y + from.y * z), plan, target)
            } else {
              let position = axis == 1 ? y : z
              sumRows(target, plan[position]) { plane in
                let at = from.x * (axis == 1 ? plane + from.y * z : y + from.y * plane)
                return UnsafeBufferPointer(rebasing: input[at..<at + from.x])
              }
            }
          }
        }
      }
      count = total
    }
  }
}

@inline(__always)
private func sumRows(
  _ target: UnsafeMutableBufferPointer<Float>, _ taps: [(plane: Int, weight: Float)],
  _ row: (Int) -> UnsafeBufferPointer<Float>
) {
  for (index, tap) in taps.enumerated() {
    let source = row(tap.plane)
    if index == 0 {
      for x in target.indices { target[x] = tap.weight * source[x] }
    } else {
      for x in target.indices { target[x] += tap.weight * source[x] }
    }
  }
}

private func sumWithinRow(
  _ input: UnsafeBufferPointer<Float>, _ row: Int, _ plan: [[(plane: Int, weight: Float)]],
  _ target: UnsafeMutableBufferPointer<Float>
) {
  for x in target.indices {
    var sum: Float = 0
    for tap in plan[x] { sum += tap.weight * input[row + tap.plane] }
    target[x] = sum
  }
}

/// Weights of the samples at -1, 0, 1 and 2 for a point `t` of the way from 0 to 1.
private func catmullRom(_ t: Float) -> [Float] {
  [
    ((2 - t) * t - 1) * t / 2, ((3 * t - 5) * t * t + 2) / 2, ((4 - 3 * t) * t + 1) * t / 2,
    (t - 1) * t * t / 2,
  ]
}
