import Images
import Testing

@Suite("Reducing and smoothing pictures")
struct ReducingTests {
  @Test("A reduced pixel is the mean of what it stands for")
  func reduced() {
    let picture = Raster(
      width: 5, height: 2, channels: 1, samples: [0, 10, 1, 3, 99, 20, 30, 5, 7, 99])
    #expect(picture.reduced(by: 2) == Raster(width: 2, height: 1, channels: 1, samples: [15, 4]))
    #expect(picture.reduced(by: 1) == picture)
    #expect(picture.reduced(by: 9).samples == [27])
  }

  @Test("A wide blur by blocks is the Gaussian within two grey levels, on noise and at edges")
  func blurred() {
    for (width, height, channels, sigma) in [(90, 70, 3, 9.3), (61, 83, 1, 20), (40, 30, 3, 47)] {
      // A linear congruence: noise of the same bytes everywhere, with a bright half.
      var state: UInt32 = 7
      var picture = Raster(width: width, height: height, channels: channels)
      for index in picture.samples.indices {
        state = state &* 1_664_525 &+ 1_013_904_223
        let isBright = index % (width * channels) > width * channels / 2
        picture.samples[index] = UInt8(state >> 25) + (isBright ? 128 : 0)
      }
      let exact = picture.smoothed(sigma: sigma)
      let quick = picture.blurred(sigma: sigma)
      let furthest = zip(exact.samples, quick.samples).map { abs(Int($0) - Int($1)) }.max()
      #expect(furthest ?? 256 <= 2, "\(sigma)")
    }
    let small = Raster(width: 5, height: 4, channels: 3, samples: (0..<60).map { UInt8(4 * $0) })
    #expect(small.blurred(sigma: 2) == small.smoothed(sigma: 2))
  }

  @Test("Smoothing keeps a flat picture and the sum of a point, and spreads it evenly")
  func smoothed() {
    let flat = Raster(width: 9, height: 7, channels: 3, filledWith: 77)
    #expect(flat.smoothed(sigma: 2.5) == flat)
    var point = Raster(width: 21, height: 21, channels: 1)
    point.samples[point.index(10, 10)] = 255
    let spread = point.smoothed(sigma: 1)
    // 255 / (2 pi) and exp(-1 / 2) of it.
    #expect(abs(Int(spread.samples[spread.index(10, 10)]) - 41) <= 1)
    #expect(abs(Int(spread.samples[spread.index(11, 10)]) - 25) <= 1)
    #expect(spread.samples[spread.index(9, 10)] == spread.samples[spread.index(10, 11)])
  }
}
