import Foundation
import Images
import Testing

/// Writing on pictures, and pictures of 16 bits.
@Suite struct DrawingTests {
  @Test func lettersAreReadable() {
    var picture = Raster(width: 12, height: 7, channels: 1)
    picture.write("L7", x: 0, y: 0, .white, scale: 1)
    let rows = (0..<7).map { y in
      String((0..<12).map { picture.samples[y * 12 + $0] > 0 ? "#" : "." })
    }
    #expect(
      rows == [
        "#.....#####.", "#.........#.", "#........#..", "#.......#...", "#......#....",
        "#......#....", "#####..#....",
      ])
  }

  @Test func whatFallsOutsideIsCutOff() {
    var sheet = Raster(width: 4, height: 3, channels: 3)
    sheet.place(Raster(width: 3, height: 3, channels: 1, filledWith: 9), x: 2, y: -1)
    sheet.place(Raster(width: 2, height: 2, channels: 3, filledWith: 5), x: -1, y: 2)
    sheet.place(Raster(width: 2, height: 2, channels: 1, filledWith: 1), x: 40, y: 40)
    let green: [UInt8] = (0..<12).map { sheet.samples[3 * $0 + 1] }
    let expected: [UInt8] = [0, 0, 9, 9, 0, 0, 9, 9, 5, 0, 0, 0]
    #expect(green == expected)
    sheet.set(99, 0, .white)
  }

  @Test func sixteenBitsAreWrittenBigEndian() throws {
    let samples: [UInt16] = [0, 1, 257, 65535, 40_000, 12_850]
    let data = PNG.encode(sixteen: samples, width: 3, height: 2)
    #expect(data[24] == 16)
    #expect(data[25] == 0)
    // The reader brings 16 bits to 8: rounded to the nearest of 255 steps.
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("efface-\(UUID().uuidString).png")
    defer { try? FileManager.default.removeItem(at: file) }
    try PNG.write(sixteen: samples, width: 3, height: 2, to: file)
    let read = try PNG.read(from: file)
    #expect(read.width == 3 && read.height == 2 && read.channels == 1)
    for (sample, eight) in zip(samples, read.samples) {
      #expect(abs(Double(sample) / 257 - Double(eight)) <= 0.5)
    }
  }
}
