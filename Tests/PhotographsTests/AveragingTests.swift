import Files
import Geometry
import Images
import Testing

@testable import Photographs

@Suite("Averaging with a key")
struct AveragingTests {
  @Test("Every pair of samples is averaged as published and recovered within 3 levels")
  func everyPair() {
    var mistakes = 0
    var farthest = 0
    var farthestAsPublished = 0
    for a in UInt8.min...UInt8.max {
      for b in UInt8.min...UInt8.max {
        let d = ModifiedAveraging.averaged(a, b)
        // The definition with real numbers; 15 sqrt(s) / 2 is whole only where s is 4 n^2 / 225.
        let direct = Int(15 * Double(Int(a) + Int(b)).squareRoot() / 2)
        if Int(d) != direct { mistakes += 1 }
        farthest = max(farthest, abs(Int(ModifiedAveraging.recovered(d, b)) - Int(a)))
        let published = ModifiedAveraging.recoveredAsPublished(d, b)
        farthestAsPublished = max(farthestAsPublished, abs(Int(published) - Int(a)))
      }
    }
    #expect(mistakes == 0)
    #expect(farthest == 3)
    #expect(farthestAsPublished == 43)
  }

  @Test("0 and 255 do not overflow: sums are wider than a byte")
  func extremes() {
    #expect(ModifiedAveraging.averaged(0, 0) == 0)
    #expect(ModifiedAveraging.averaged(255, 255) == 169)
    #expect(ModifiedAveraging.averaged(255, 1) == 120)
    #expect(ModifiedAveraging.recovered(0, 0) == 0)
    #expect(abs(Int(ModifiedAveraging.recovered(169, 255)) - 255) <= 3)
    // A pair that no average gives is cut to the range and does not wrap.
    #expect(ModifiedAveraging.recovered(0, 255) == 0)
    #expect(ModifiedAveraging.recovered(255, 0) == 255)
    #expect(ModifiedAveraging.recoveredAsPublished(0, 255) == 0)
    #expect(ModifiedAveraging.recoveredAsPublished(255, 0) == 255)
  }

  @Test("Whole pictures come back, grey and colour, whatever the key's colours", arguments: [1, 3])
  func roundTrip(channels: Int) throws {
    let picture = Self.noise(37, 23, channels: channels, seed: 1)
    for keyChannels in [1, 3] {
      let key = Self.noise(37, 23, channels: keyChannels, seed: 2)
      let averaging = ModifiedAveraging(key: key)
      let back = try averaging.recover(averaging.average(picture))
      #expect(back.channels == channels)
      let farthest = zip(picture.samples, back.samples).map { abs(Int($0) - Int($1)) }.max()
      #expect((farthest ?? 99) <= 3)
    }
  }

  @Test("The published variant works on 300 x 300 grey pixels")
  func published() throws {
    let averaging = ModifiedAveraging(
      key: Self.noise(40, 50, channels: 3, seed: 3), variant: .published)
    let average = try averaging.average(Self.noise(200, 100, channels: 3, seed: 4))
    #expect(average.width == 300 && average.height == 300 && average.channels == 1)
    #expect((average.samples.max() ?? 255) <= 169)
    #expect(try averaging.recover(average).width == 300)
  }

  @Test("A key of another size is refused in a sentence that says both sizes")
  func otherSize() throws {
    let averaging = ModifiedAveraging(key: Self.noise(10, 10, channels: 1, seed: 1))
    let error = try #require(throws: EffaceError.self) {
      try averaging.average(Self.noise(11, 10, channels: 1, seed: 1))
    }
    #expect(error.description.contains("10 x 10") && error.description.contains("11 x 10"))
  }

  @Test("One known picture reveals the key, as the manual says")
  func knownPicture() throws {
    let key = Self.noise(60, 60, channels: 1, seed: 5)
    let known = Self.noise(60, 60, channels: 1, seed: 6)
    let secret = Self.noise(60, 60, channels: 1, seed: 7)
    let averaging = ModifiedAveraging(key: key)
    // B = (2 D / 15)^2 - A is the same formula with the known picture in the place of the key.
    let stolen = try ModifiedAveraging(key: known).recover(averaging.average(known))
    let seen = try ModifiedAveraging(key: stolen).recover(averaging.average(secret))
    let farthest = zip(secret.samples, seen.samples).map { abs(Int($0) - Int($1)) }.max()
    #expect((farthest ?? 99) <= 6)
  }

  @Test("A key is the same for the same seed only, and uses the whole range", arguments: [1, 3])
  func keys(channels: Int) {
    func key(_ seed: UInt64) -> Raster {
      AveragingKey.noise(width: 64, height: 48, channels: channels, seed: seed)
    }
    #expect(key(9) == key(9))
    #expect(key(9) != key(10))
    #expect(key(9).channels == channels)
    #expect(key(9).samples.contains(0) && key(9).samples.contains(255))
    let dot = AveragingKey.noise(width: 1, height: 1, channels: channels, seed: 1)
    #expect(dot.samples.count == channels)
  }

  static func noise(_ width: Int, _ height: Int, channels: Int, seed: UInt64) -> Raster {
    var generator = SeededGenerator(seed: seed)
    return Raster(
      width: width, height: height, channels: channels,
      samples: (0..<(width * height * channels)).map { _ in
        UInt8(truncatingIfNeeded: generator.next() >> 20)
      })
  }
}
