import Foundation
import Images
import Testing

@testable import Photographs

@Suite("Likeness of pictures")
struct LikenessTests {
  @Test("Equal pictures have a structural similarity of 1 and no noise")
  func equal() {
    let picture = AveragingTests.noise(30, 20, channels: 1, seed: 1)
    let likeness = PictureLikeness(picture, picture)
    #expect(likeness.ssim == 1 && likeness.psnr == .infinity)
  }

  @Test("The signal to noise ratio of a constant difference follows from its definition")
  func noise() {
    let a = Raster(width: 12, height: 12, channels: 1, filledWith: 100)
    let b = Raster(width: 12, height: 12, channels: 1, filledWith: 110)
    let likeness = PictureLikeness(a, b)
    #expect(abs(likeness.psnr - 20 * log10(25.5)) < 1e-9)
    // Without variance only the means count.
    let product: Double = 2 * 100 * 110 + 6.5025
    let squares: Double = 100 * 100 + 110 * 110 + 6.5025
    #expect(abs(likeness.ssim - product / squares) < 1e-9)
  }

  /// The value is that of scikit-image's `structural_similarity(a, b, gaussian_weights=True,
  /// sigma=1.5, use_sample_covariance=False, data_range=255)`.
  @Test("The structural similarity is scikit-image's")
  func peer() {
    var a = Raster(width: 40, height: 33, channels: 1)
    var b = a
    for y in 0..<33 {
      for x in 0..<40 {
        let shared: Int = x * x + 3 * y * x
        a.samples[a.index(x, y)] = UInt8((shared + 7 * y) % 256)
        b.samples[b.index(x, y)] = UInt8((shared + 5 * y + 11) % 256)
      }
    }
    #expect(abs(PictureLikeness(a, b).ssim - 0.5635501391971119) < 1e-9)
    #expect(abs(PictureLikeness(b, a).ssim - 0.5635501391971119) < 1e-9)
  }

  @Test("Pictures smaller than the window have no structural similarity")
  func small() {
    let dot = Raster(width: 10, height: 40, channels: 1)
    #expect(PictureLikeness(dot, dot).ssim.isNaN)
  }
}
