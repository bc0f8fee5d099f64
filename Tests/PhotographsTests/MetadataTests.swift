import Files
import Foundation
import Images
import TestSupport
import Testing

@testable import Photographs

@Suite("Metadata of photographs")
struct MetadataTests {
  /// 8 x 6 grey pixels, column value 30 x, as Pillow writes it with quality 95.
  static let jpeg =
    Data(
      base64Encoded: """
        /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAIBAQEBAQIBAQECAgICAgQDAgICAgUEBAMEBgUGBgYFBgYGBwkI\
        BgcJBwYGCAsICQoKCgoKBggLDAsKDAkKCgr/wAALCAAGAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAB//E\
        ABgQAAIDAAAAAAAAAAAAAAAAAAAKRYPB/9oACAEBAAA/ACNdyCrw/9k=
        """) ?? Data()

  /// An EXIF block with the orientation, a place and a thumbnail's bytes.
  static func exif(_ orientation: UInt8, isLittle: Bool) -> [UInt8] {
    func two(_ value: UInt8) -> [UInt8] { isLittle ? [value, 0] : [0, value] }
    func four(_ value: UInt8) -> [UInt8] { isLittle ? [value, 0, 0, 0] : [0, 0, 0, value] }
    var block: [UInt8] = Array((isLittle ? "II" : "MM").utf8) + two(42) + four(8) + two(2)
    // Tag 271 (maker) before tag 274 (orientation); type 3 is a number of two bytes.
    block += isLittle ? [0x0F, 0x01] : [0x01, 0x0F]
    block += two(2) + four(4) + Array("Cam\0".utf8)
    block += isLittle ? [0x12, 0x01] : [0x01, 0x12]
    block += two(3) + four(1) + two(orientation) + two(0) + four(0)
    return block + Array("GPSLatitude 47.3769 THUMBNAIL".utf8)
  }

  static func jpeg(_ orientation: UInt8, isLittle: Bool = true) -> Data {
    let content = Array("Exif\0\0".utf8) + exif(orientation, isLittle: isLittle)
    let length = content.count + 2
    let segment: [UInt8] = [0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 255)] + content
    return jpeg.prefix(2) + Data(segment) + jpeg.dropFirst(2)
  }

  @Test("Each of the eight orientations is read and undone", arguments: 1...8)
  func orientations(value: Int) throws {
    let orientation = try #require(PictureOrientation(rawValue: value))
    for isLittle in [true, false] {
      #expect(
        PictureOrientation(file: Self.jpeg(UInt8(value), isLittle: isLittle)) == orientation)
    }
    // The corners of the stored picture in the order top left, top right, bottom left, bottom right,
    // and where viewers show them.
    let stored = Raster(width: 3, height: 2, channels: 1, samples: [1, 0, 2, 3, 0, 4])
    let shown: [[UInt8]] = [
      [1, 2, 3, 4], [2, 1, 4, 3], [4, 3, 2, 1], [3, 4, 1, 2], [1, 3, 2, 4], [3, 1, 4, 2],
      [4, 2, 3, 1], [2, 4, 1, 3],
    ]
    let upright = stored.upright(orientation)
    let (right, bottom) = (upright.width - 1, upright.height - 1)
    let corners = [(0, 0), (right, 0), (0, bottom), (right, bottom)].map {
      upright.samples[upright.index($0.0, $0.1)]
    }
    #expect(corners == shown[value - 1])
  }

  @Test("A picture is turned upright, and nothing of its metadata is written")
  func stripping() throws {
    let folder = try TemporaryFolder()
    let input = folder.file("in.jpg")
    try Self.jpeg(6).write(to: input)
    let picture = try PhotographFile.read(input)
    #expect(picture.width == 6 && picture.height == 8)
    // Stored columns run from dark to light, so rows do after the turn.
    #expect(picture.samples[picture.index(0, 0)] < 20 && picture.samples[picture.index(0, 7)] > 200)
    let output = folder.file("out.png")
    try PhotographFile.write(picture, to: output)
    let written = String(decoding: try Data(contentsOf: output), as: Unicode.ASCII.self)
    for word in ["Exif", "eXIf", "GPS", "THUMBNAIL", "Cam", "tEXt", "tIME", "iCCP"] {
      #expect(!written.contains(word), "\(word)")
    }
    #expect(throws: EffaceError.self) {
      try PhotographFile.write(picture, to: folder.file("out.jpg"))
    }
  }

  @Test("Damaged metadata count as none")
  func damaged() {
    let whole = Self.jpeg(6)
    for count in 0..<120 {
      _ = PictureOrientation(file: whole.prefix(count))
      var broken = whole
      broken[whole.startIndex + count] = 0xFF
      _ = PictureOrientation(file: broken)
    }
    #expect(PictureOrientation(file: Self.jpeg(0)) == .upright)
    #expect(PictureOrientation(file: Self.jpeg(9)) == .upright)
    #expect(PictureOrientation(file: Data("text".utf8)) == .upright)
  }
}
