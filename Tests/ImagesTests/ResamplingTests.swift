import Files
import Foundation
import Images
import Testing

/// What Pillow 10.3 and 13.0 and OpenCV 4.9 and 5.0 made of the same pictures, whose sample i is
/// (7 i^2 + 13 i) modulo 256.
@Suite("Resampling")
struct ResamplingTests {
  struct Turn: Sendable {
    let width: Int
    let height: Int
    let degrees: Double
    let sha256: String
  }

  static let turns = [
    Turn(
      width: 31, height: 23, degrees: 12.5,
      sha256: "fae10415d80f7eecc61a75d794efbc21fcd724a150bf46dcb79a4ae0227b0c48"),
    Turn(
      width: 64, height: 64, degrees: -7.25,
      sha256: "5f95e5b77c4e6065df4de99b69af96fe7eb6de219eab32cd030fe06d0da47779"),
    Turn(
      width: 200, height: 120, degrees: 170,
      sha256: "a10daee94dca9897b2bd282ad7fc0f4a7df93e94879a4dfc8e1dea373036b366"),
    Turn(
      width: 33, height: 40, degrees: -91.3,
      sha256: "b43b26d00680250719fe7346f2d3f96e6f79a602c986742fd88cd63796043f77"),
    Turn(
      width: 50, height: 50, degrees: 359.99,
      sha256: "8c8c9779561eb722b72dcd458782d683f2d0996f2975325cfb83d24229328071"),
  ]

  @Test("Turned pictures are Pillow's to the pixel", arguments: turns)
  func turning(turn: Turn) {
    let turned = picture(turn.width, turn.height).rotated(byDegrees: turn.degrees)
    #expect(Checksum.sha256(Data(turned.samples)) == turn.sha256)
  }

  @Test("Resized pictures are OpenCV's")
  func resizing() {
    let wide = Resize.bilinear(
      samples(4 * 3), width: 4, height: 3, channels: 1, newWidth: 6, newHeight: 2)
    let expected = [
      0.1607843137254902, 0.22745098039215686, 0.28366013071895424, 0.24183006535947715,
      0.35294117647058826, 0.4745098039215686, 0.2784313725490196, 0.5098039215686274,
      0.6601307189542485, 0.33594771241830074, 0.5411764705882354, 0.8274509803921568,
    ]
    #expect(zip(wide, expected).allSatisfy { abs($0 - $1) < 1e-12 } && wide.count == 12)
    let small = Resize.bilinear(
      samples(5 * 4), width: 5, height: 4, channels: 1, newWidth: 3, newHeight: 3)
    let expectedSmall = [
      0.14248366013071892, 0.29281045751633983, 0.5520697167755992, 0.5882352941176471,
      0.6235294117647059, 0.32156862745098047, 0.8117647058823528, 0.7320261437908496,
      0.7054466230936818,
    ]
    #expect(zip(small, expectedSmall).allSatisfy { abs($0 - $1) < 1e-12 } && small.count == 9)
  }

  @Test("Channels do not mix")
  func channels() {
    let planes = (0..<3).map { plane in samples(4 * 3).map { $0 + Double(plane) } }
    let mixed = (0..<12).flatMap { index in planes.map { $0[index] } }
    let resized = Resize.bilinear(
      mixed, width: 4, height: 3, channels: 3, newWidth: 7, newHeight: 5)
    for (channel, plane) in planes.enumerated() {
      let alone = Resize.bilinear(
        plane, width: 4, height: 3, channels: 1, newWidth: 7, newHeight: 5)
      #expect(alone == stride(from: channel, to: resized.count, by: 3).map { resized[$0] })
    }
  }

  /// The formula of the suite, scaled to 0...1.
  private func samples(_ count: Int) -> [Double] {
    (0..<count).map { (index: Int) -> Double in
      let sample = (7 * index * index + 13 * index) % 256
      return Double(sample) / 255
    }
  }

  @Test("A part that reaches outside is black there")
  func cropping() {
    let grey = Raster(width: 3, height: 2, channels: 1, samples: [1, 2, 3, 4, 5, 6])
    #expect(
      grey.cropped(left: 1, top: -1, right: 4, bottom: 2).samples == [0, 0, 0, 2, 3, 0, 5, 6, 0])
    #expect(grey.cropped(left: 7, top: 7, right: 9, bottom: 8).samples == [0, 0])
    #expect(grey.cropped(left: -3, top: 0, right: 0, bottom: 1).samples == [0, 0, 0])
    #expect(grey.cropped(left: 0, top: 0, right: 3, bottom: 2) == grey)
  }

  private func picture(_ width: Int, _ height: Int) -> Raster {
    let samples = (0..<(width * height * 3)).map { (index: Int) -> UInt8 in
      UInt8((7 * index * index + 13 * index) % 256)
    }
    return Raster(width: width, height: height, channels: 3, samples: samples)
  }
}
