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
