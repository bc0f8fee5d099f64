internal import Foundation
public import Volumes

/// The value that parts a head from the air around it.
public enum SkinLevel {
  /// -300 HU, between air and fat, as the literature on CT faces uses it.
  public static let ct: Float = -300

  /// The level for `volume`: `ct` for CT, otherwise between air and tissue.
  ///
  /// For MR and PET: Otsu's threshold (1979) parts dark from bright voxels; the level lies a quarter
  /// of the way from the mean of the dark to the mean of the bright, but at least four deviations
  /// of the air above it, so that noise stays outside and dark skin inside. Where coils make the face
  /// much darker than the brain, Otsu's threshold of the logarithms lies far below that, and holds.
  ///
  /// - Parameters:
  ///   - volume: Any grid.
  ///   - modality: As given by the user or guessed.
  /// - Returns: A level in the volume's own units.
  public static func automatic(_ volume: Volume, modality: Modality) -> Float {
    if modality.isCT { return ct }
    let histogram = Histogram(volume.values)
    let split = histogram.otsu
    let (dark, bright) = histogram.means(split: split)
    // Tissue darker than Otsu's threshold spoils the deviation of the dark class; air alone lies
    // around its mode, and the spread below the split's quarter is taken from there.
    let air = histogram.spread(below: dark + 0.25 * (bright - dark))
    let level = max(dark + 0.2 * (bright - dark), air.mean + 4 * air.deviation)
    let even = min(level, dark + 0.5 * (bright - dark))
    // In evenly lit heads the two differ by a factor of up to 1.5.
    let shaded = histogram.logarithmicOtsu(floor: 0.03 * bright)
    return even > 1.8 * shaded ? shaded : even
  }
}

/// 1,024 bins from the smallest value to the 99.9th percentile.
struct Histogram {
  private let low: Float
  private let width: Float
  private let counts: [Double]

  init(_ values: [Float]) {
    let step = max(1, values.count / 400_000)
    var sample = stride(from: 0, to: values.count, by: step).map { values[$0] }
      .filter(\.isFinite)
    let low = sample.min() ?? 0
    let high = sample.isEmpty ? 1 : sample.selected(Int(Double(sample.count - 1) * 0.999))
    let width = max((high - low) / 1024, .leastNormalMagnitude)
    var counts = [Double](repeating: 0, count: 1024)
    for value in sample { counts[min(Int((value - low) / width), 1023)] += 1 }
    (self.low, self.width, self.counts) = (low, width, counts)
  }

  private func value(_ bin: Int) -> Double { Double(low) + (Double(bin) + 0.5) * Double(width) }

  /// The bin after which the variance between the two classes is largest.
  var otsu: Int { split(value) }

  /// The threshold that parts the logarithms best; values below `floor` count as `floor`, so that
  /// the shades of silence do not matter.
  func logarithmicOtsu(floor: Float) -> Float {
    guard floor > 0 else { return .infinity }
    return Float(value(split { log(max(value($0), Double(floor))) }))
  }

  /// The bin after which the variance of `scale` between the two classes is largest.
  private func split(_ scale: (Int) -> Double) -> Int {
    let total = counts.reduce(0, +)
    let sum = counts.indices.reduce(0) { $0 + counts[$1] * scale($1) }
    var best = (bin: 0, variance: -1.0)
    var (weight, partial) = (0.0, 0.0)
    for bin in counts.indices {
      weight += counts[bin]
      partial += counts[bin] * scale(bin)
      guard weight > 0, weight < total else { continue }
      let difference = partial / weight - (sum - partial) / (total - weight)
      let variance = weight * (total - weight) * difference * difference
      if variance > best.variance { best = (bin, variance) }
    }
    return best.bin
  }

  /// Means of the values up to and above bin `split`.
  func means(split: Int) -> (dark: Float, bright: Float) {
    func mean(_ bins: Range<Int>) -> Float {
      let weight = bins.reduce(0) { $0 + counts[$1] }
      return Float(bins.reduce(0) { $0 + counts[$1] * value($1) } / max(weight, 1))
    }
    return (mean(0..<split + 1), mean(split + 1..<counts.count))
  }

  /// Mean and deviation of the values below `limit`.
  func spread(below limit: Float) -> (mean: Float, deviation: Float) {
    let bins = counts.indices.filter { value($0) < Double(limit) }
    let weight = max(bins.reduce(0) { $0 + counts[$1] }, 1)
    let mean = bins.reduce(0) { $0 + counts[$1] * value($1) } / weight
    let square = bins.reduce(0) { $0 + counts[$1] * (value($1) - mean) * (value($1) - mean) }
    return (Float(mean), Float((square / weight).squareRoot()))
  }
}
