internal import Foundation

extension Raster {
  /// The picture under a Gaussian of standard deviation `sigma` pixels, cut off at three of them;
  /// edges are repeated.
  ///
  /// The same samples on every machine: sums run in 64-bit floating point in a fixed order.
  public func smoothed(sigma: Double) -> Raster {
    guard sigma > 0 else { return self }
    let kernel = Self.gaussian(sigma: sigma, reach: Int((3 * sigma).rounded(.up)))
    return smoothed(kernel)
  }

  /// The picture under a separable kernel of an odd number of weights.
  public func smoothed(_ kernel: [Double]) -> Raster {
    let reach = kernel.count / 2
    let rowLength = width * channels
    var wide = [Double](repeating: 0, count: samples.count)
    var padded = [Double](repeating: 0, count: (width + 2 * reach) * channels)
    var sums = [Double](repeating: 0, count: rowLength)
    for y in 0..<height {
      for x in -reach..<(width + reach) {
        let from = index(min(max(x, 0), width - 1), y)
        for channel in 0..<channels {
          padded[(x + reach) * channels + channel] = Double(samples[from + channel])
        }
      }
      for x in 0..<rowLength { sums[x] = 0 }
      for (step, weight) in kernel.enumerated() {
        let shift = step * channels
        for x in 0..<rowLength { sums[x] += weight * padded[x + shift] }
      }
      wide.replaceSubrange((y * rowLength)..<((y + 1) * rowLength), with: sums)
    }
    var result = self
    for y in 0..<height {
      for x in 0..<rowLength { sums[x] = 0.5 }
      for (step, weight) in kernel.enumerated() {
        let row = min(max(y + step - reach, 0), height - 1) * rowLength
        for x in 0..<rowLength { sums[x] += weight * wide[row + x] }
      }
      for x in 0..<rowLength { result.samples[y * rowLength + x] = UInt8(min(sums[x], 255)) }
    }
    return result
  }

  /// The weights of a Gaussian, which sum to 1, from `-reach` to `reach`.
  public static func gaussian(sigma: Double, reach: Int) -> [Double] {
    let weights = (-reach...reach).map { exp(-Double($0 * $0) / (2 * sigma * sigma)) }
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }
}
