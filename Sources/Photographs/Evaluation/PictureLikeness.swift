internal import Foundation
public import Images

/// How much of a picture another one keeps, both of one size, as grey.
public struct PictureLikeness: Sendable, Hashable {
  /// Peak signal to noise in dB; infinite for equal pictures.
  public let psnr: Double
  /// Structural similarity (Wang et al., IEEE TIP 2004), at most 1: Gaussian window of 11 x 11 pixels
  /// with a standard deviation of 1.5, K1 = 0.01, K2 = 0.03, mean over all whole windows. Not a
  /// number for pictures of fewer than 11 pixels a side.
  public let ssim: Double

  /// Compares two pictures.
  ///
  /// - Precondition: They have the same size.
  public init(_ first: Raster, _ second: Raster) {
    precondition(first.width == second.width && first.height == second.height)
    let (a, b) = (first.grey, second.grey)
    var squares = 0
    for index in a.samples.indices {
      let difference = Int(a.samples[index]) - Int(b.samples[index])
      squares += difference * difference
    }
    psnr = 10 * log10(255 * 255 * Double(a.samples.count) / Double(squares))
    ssim = Self.ssim(a, b)
  }

  private static let reach = 5

  private static func ssim(_ a: Raster, _ b: Raster) -> Double {
    guard min(a.width, a.height) > 2 * reach else { return .nan }
    let (x, y) = (a.samples.map(Double.init), b.samples.map(Double.init))
    func window(_ values: [Double]) -> [Double] { filtered(values, a.width, a.height) }
    let (meanX, meanY) = (window(x), window(y))
    let squareX = window(x.map { $0 * $0 })
    let squareY = window(y.map { $0 * $0 })
    let product = window(zip(x, y).map { $0 * $1 })
    let (c1, c2) = (6.5025, 58.5225)  // (0.01 * 255)^2, (0.03 * 255)^2
    var sum = 0.0
    for index in meanX.indices {
      let (mx, my) = (meanX[index], meanY[index])
      let covariance = product[index] - mx * my
      let variances = squareX[index] - mx * mx + squareY[index] - my * my
      sum +=
        (2 * mx * my + c1) * (2 * covariance + c2) / ((mx * mx + my * my + c1) * (variances + c2))
    }
    return sum / Double(meanX.count)
  }

  /// The windows' weighted means, only of windows that lie wholly in the picture.
  private static func filtered(_ values: [Double], _ width: Int, _ height: Int) -> [Double] {
    let kernel = Raster.gaussian(sigma: 1.5, reach: reach)
    let (columns, rows) = (width - 2 * reach, height - 2 * reach)
    var wide = [Double](repeating: 0, count: columns * height)
    for y in 0..<height {
      for x in 0..<columns {
        var sum = 0.0
        for step in 0...(2 * reach) { sum += kernel[step] * values[y * width + x + step] }
        wide[y * columns + x] = sum
      }
    }
    var result = [Double](repeating: 0, count: columns * rows)
    for y in 0..<rows {
      for step in 0...(2 * reach) {
        for x in 0..<columns {
          result[y * columns + x] += kernel[step] * wide[(y + step) * columns + x]
        }
      }
    }
    return result
  }
}
