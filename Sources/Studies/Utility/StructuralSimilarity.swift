internal import Foundation
internal import Geometry
internal import Volumes

/// How alike two volumes are where both should show the same: the structural similarity index and the
/// peak signal-to-noise ratio.
struct StructuralSimilarity {
  /// Mean of the index over the voxels counted; 1 where the volumes are equal there, nil where no
  /// voxel counts.
  let index: Double?
  /// 10 log10(range^2 / mean squared error), in dB; nil where there is no error or no voxel.
  let peakSignalToNoise: Double?

  /// Half the edge of the cube of 7 voxels over which means and variances are taken.
  static let radius = 3

  /// Compares `first` and `second` within `region`.
  ///
  /// The index of Wang et al. (2004) in three dimensions, with a uniform window and sample
  /// covariances, as scikit-image computes it (K1 = 0.01, K2 = 0.03). A voxel counts for it where its
  /// whole window lies in the region, so nothing outside has any part in it.
  ///
  /// - Parameters:
  ///   - first: The reference; `range` are its values.
  ///   - second: On the same grid.
  ///   - region: The voxels that count.
  ///   - range: Greatest minus smallest value that can be expected.
  init(_ first: Volume, _ second: Volume, in region: VoxelMask, range: Double) {
    let whole = Box(region)
    let window = Double((2 * Self.radius + 1) * (2 * Self.radius + 1) * (2 * Self.radius + 1))
    let inside = BoxSums.sums(
      whole.values(of: region.bits).map(Double.init), size: whole.size, radius: Self.radius)
    let windows = inside.count { $0 == window }
    guard let changed = Box(first, second, in: region) else {
      index = windows > 0 ? 1 : nil
      peakSignalToNoise = nil
      return
    }
    // Where no voxel of the window differs the index is 1.
    let box = changed.grown(by: Self.radius, within: whole)
    let sums = WindowSums(first, second, in: region, box: box, radius: Self.radius)
    let c1 = (0.01 * range) * (0.01 * range)
    let c2 = (0.03 * range) * (0.03 * range)
    let norm = window / (window - 1)
    var (total, counted) = (0.0, 0)
    for place in box.places where inside[whole.index(place)] == window {
      let at = sums.box.index(place)
      let (dx, dy) = (sums.x[at] / window, sums.y[at] / window)
      let (mx, my) = (dx + sums.shift, dy + sums.shift)
      let vx = norm * (sums.xx[at] / window - dx * dx)
      let vy = norm * (sums.yy[at] / window - dy * dy)
      let vxy = norm * (sums.xy[at] / window - dx * dy)
      total +=
        ((2 * mx * my + c1) * (2 * vxy + c2)) / ((mx * mx + my * my + c1) * (vx + vy + c2))
      counted += 1
    }
    index = windows > 0 ? (total + Double(windows - counted)) / Double(windows) : nil
    let (squares, voxels) = (sums.squares, region.count)
    peakSignalToNoise =
      squares > 0 && range > 0
      ? 10 * log10(range * range * Double(voxels) / squares) : nil
  }
}

/// Sums over the window about every voxel of a box, of two volumes within a region.
private struct WindowSums {
  /// Where the sums were taken; those at its border lack what lies beyond it.
  let box: Box
  /// Sums of squares of numbers near their mean lose no digits, so this was taken off every value.
  let shift: Double
  let x: [Double]
  let y: [Double]
  let xx: [Double]
  let yy: [Double]
  let xy: [Double]
  /// The sum of squared differences.
  let squares: Double

  /// Sums whose windows are whole within `inner`.
  init(_ first: Volume, _ second: Volume, in region: VoxelMask, box inner: Box, radius: Int) {
    let box = inner.grown(by: radius, within: Box(region))
    let shift = Double(first.values.first ?? 0)
    let bits = box.values(of: region.bits)
    func values(_ volume: Volume) -> [Double] {
      zip(box.values(of: volume.values), bits).map {
        $1 == 0 || !$0.isFinite ? 0 : Double($0) - shift
      }
    }
    func sums(_ values: [Double]) -> [Double] {
      BoxSums.sums(values, size: box.size, radius: radius)
    }
    let (one, two) = (values(first), values(second))
    squares = zip(one, two).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    (x, y) = (sums(one), sums(two))
    (xx, yy) = (sums(one.map { $0 * $0 }), sums(two.map { $0 * $0 }))
    xy = sums(zip(one, two).map { $0 * $1 })
    self.box = box
    self.shift = shift
  }
}

/// A part of a grid.
private struct Box {
  let size: SIMD3<Int>
  private let low: SIMD3<Int>
  private let grid: Grid

  private init(low: SIMD3<Int>, size: SIMD3<Int>, grid: Grid) {
    (self.low, self.size, self.grid) = (low, size, grid)
  }

  /// What holds a region.
  init(_ region: VoxelMask) {
    self = Box(holding: region) ?? Box(low: SIMD3(), size: SIMD3(), grid: region.grid)
  }

  private init?(holding region: VoxelMask) {
    guard let bounds = region.bounds else { return nil }
    self.init(low: bounds.low, size: bounds.high &- bounds.low &+ 1, grid: region.grid)
  }

  /// What holds those voxels of `region` in which two volumes differ; nil where there is none.
  init?(_ first: Volume, _ second: Volume, in region: VoxelMask) {
    var differing = VoxelMask(grid: region.grid)
    for (at, bit) in region.bits.enumerated() where bit == 1 {
      let (a, b) = (first.values[at], second.values[at])
      if a != b, a.isFinite || b.isFinite { differing.bits[at] = 1 }
    }
    self.init(holding: differing)
  }

  /// This box and `margin` voxels around it, as far as `other` reaches.
  func grown(by margin: Int, within other: Box) -> Box {
    let start = pointwiseMax(low &- margin, other.low)
    let end = pointwiseMin(low &+ size &+ margin, other.low &+ other.size)
    return Box(low: start, size: end &- start, grid: grid)
  }

  /// Positions in the whole grid.
  var places: some Sequence<SIMD3<Int>> {
    (low.z..<low.z + size.z).lazy.flatMap { [low, size] k in
      (low.y..<low.y + size.y).lazy.flatMap { j in
        (low.x..<low.x + size.x).lazy.map { i in SIMD3(i, j, k) }
      }
    }
  }

  /// Where the voxel at `place` of the whole grid lies among this box's.
  func index(_ place: SIMD3<Int>) -> Int {
    let at = place &- low
    return at.x + size.x * (at.y + size.y * at.z)
  }

  /// Those of the whole grid's `values` that lie in the box.
  func values<Value>(of values: [Value]) -> [Value] {
    var result: [Value] = []
    result.reserveCapacity(size.x * size.y * size.z)
    for k in 0..<size.z {
      for j in 0..<size.y {
        let start = grid.index(low.x, low.y + j, low.z + k)
        result += values[start..<start + size.x]
      }
    }
    return result
  }
}
