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
    let box = Box(region)
    let size = box.size
    // Sums of squares of numbers near their mean lose no digits.
    let shift = Double(first.values.first ?? 0)
    let bits = box.values(of: region.bits)
    func values(_ volume: Volume) -> [Double] {
      zip(box.values(of: volume.values), bits).map {
        $1 == 0 || !$0.isFinite ? 0 : Double($0) - shift
      }
    }
    let (x, y) = (values(first), values(second))
    func sums(_ values: [Double]) -> [Double] {
      BoxSums.sums(values, size: size, radius: Self.radius)
    }
    let window = Double((2 * Self.radius + 1) * (2 * Self.radius + 1) * (2 * Self.radius + 1))
    let inside = sums(bits.map(Double.init))
    guard x != y else {
      index = inside.contains(window) ? 1 : nil
      peakSignalToNoise = nil
      return
    }
    let (sx, sy) = (sums(x), sums(y))
    let (sxx, syy) = (sums(x.map { $0 * $0 }), sums(y.map { $0 * $0 }))
    let sxy = sums(zip(x, y).map { $0 * $1 })
    let c1 = (0.01 * range) * (0.01 * range)
    let c2 = (0.03 * range) * (0.03 * range)
    var (total, counted) = (0.0, 0)
    for at in x.indices where bits[at] == 1 && inside[at] == window {
      let (mx, my) = (sx[at] / window + shift, sy[at] / window + shift)
      let (dx, dy) = (sx[at] / window, sy[at] / window)
      let norm = window / (window - 1)
      let vx = norm * (sxx[at] / window - dx * dx)
      let vy = norm * (syy[at] / window - dy * dy)
      let vxy = norm * (sxy[at] / window - dx * dy)
      total +=
        ((2 * mx * my + c1) * (2 * vxy + c2)) / ((mx * mx + my * my + c1) * (vx + vy + c2))
      counted += 1
    }
    index = counted > 0 ? total / Double(counted) : nil
    var (squares, voxels) = (0.0, 0)
    for at in x.indices where bits[at] == 1 {
      squares += (x[at] - y[at]) * (x[at] - y[at])
      voxels += 1
    }
    peakSignalToNoise =
      squares > 0 && range > 0
      ? 10 * log10(range * range * Double(voxels) / squares) : nil
  }
}

/// The part of a grid that holds a region.
private struct Box {
  let size: SIMD3<Int>
  private let low: SIMD3<Int>
  private let grid: Grid

  init(_ region: VoxelMask) {
    let bounds = region.bounds
    low = bounds?.low ?? SIMD3()
    size = bounds.map { $0.high &- $0.low &+ 1 } ?? SIMD3()
    grid = region.grid
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
