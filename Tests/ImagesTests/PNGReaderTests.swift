import Files
import Foundation
import Images
import Testing

@Suite("Reading PNG")
struct PNGReaderTests {
  @Test("What another program wrote is read to the sample", arguments: PNGSamples.all.map(\.name))
  func samples(name: String) throws {
    let sample = try #require(PNGSamples.all.first { $0.name == name })
    let picture = try PNG.decode(sample.data, name: name)
    #expect(picture.width == 11)
    #expect(picture.height == 9)
    let colours = sample.isPalette || sample.stored >= 3
    #expect(picture.channels == (colours ? 3 : 1))
    #expect(picture.samples == expected(sample, channels: picture.channels))
  }

  /// The formula of `PNGSamples`, scaled to 8 bits by ordinary rounding.
  private func expected(_ sample: PNGSamples.Sample, channels: Int) -> [UInt8] {
    let highest = 1 << sample.depth - 1
    return (0..<(11 * 9)).flatMap { pixel in
      (0..<channels).map { channel in
        if sample.isPalette {
          let entry = (7 * pixel * pixel + 13 * pixel) & highest
          return UInt8((29 * (3 * entry + channel) + 5) % 256)
        }
        let index = pixel * sample.stored + channel
        let stored = (7 * index * index + 13 * index) & highest
        return UInt8((Double(stored) * 255 / Double(highest)).rounded())
      }
    }
  }

  @Test("What is written is read again", arguments: [1, 3])
  func roundTrip(channels: Int) throws {
    let samples = (0..<(37 * 23 * channels)).map { UInt8(truncatingIfNeeded: $0 * $0 / 3) }
    let picture = Raster(width: 37, height: 23, channels: channels, samples: samples)
    #expect(try PNG.decode(PNG.encode(picture), name: "picture") == picture)
  }

  @Test("A file that was cut off anywhere is refused")
  func truncation() throws {
    for sample in PNGSamples.all {
      for count in 0..<sample.data.count {
        #expect(throws: EffaceError.self) {
          try PNG.decode(sample.data.prefix(count), name: sample.name)
        }
      }
    }
  }

  @Test("A changed byte is noticed, whichever it is")
  func damage() throws {
    let sound = try #require(PNGSamples.all.first { $0.name == "rgb8" }).data
    for position in sound.indices {
      var damaged = sound
      damaged[position] ^= 0x10
      #expect(throws: EffaceError.self) { try PNG.decode(damaged, name: "picture") }
    }
  }

  @Test("A header that promises too many pixels takes no memory")
  func promises() throws {
    let header = Data([0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 16, 6, 0, 0, 0])
    var file = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    for (name, content) in [("IHDR", header), ("IDAT", Data(count: 100)), ("IEND", Data())] {
      let body = Data(name.utf8) + content
      file += bigEndian(UInt32(content.count)) + body + bigEndian(checksum(body))
    }
    let error = try #require(throws: EffaceError.self) {
      try PNG.decode(file, name: "big.png")
    }
    #expect(error.description.contains("big.png"))
    #expect(error.description.contains("2147483647 x 2147483647"))
  }

  @Test("Text is not taken for a picture")
  func text() {
    #expect(!PNG.isPNG(Data("hello".utf8)))
    #expect(throws: EffaceError.self) { try PNG.decode(Data("hello".utf8), name: "picture") }
  }

  private func bigEndian(_ value: UInt32) -> Data {
    withUnsafeBytes(of: value.bigEndian) { Data($0) }
  }

  /// CRC-32 bit by bit, as annex D of the standard has it.
  private func checksum(_ bytes: Data) -> UInt32 {
    ~bytes.reduce(UInt32.max) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { value, _ in
        value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
      }
    }
  }
}
