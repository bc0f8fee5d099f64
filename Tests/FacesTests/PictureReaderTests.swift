import Faces
import Files
import Foundation
import Images
import TestSupport
import Testing

@Suite("Reading pictures")
struct PictureReaderTests {
  /// 8 x 6 grey pixels, column value 30 x, as Pillow writes it with quality 95.
  static let jpeg =
    Data(
      base64Encoded: """
        /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAIBAQEBAQIBAQECAgICAgQDAgICAgUEBAMEBgUGBgYFBgYGBwkI\
        BgcJBwYGCAsICQoKCgoKBggLDAsKDAkKCgr/wAALCAAGAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAB//E\
        ABgQAAIDAAAAAAAAAAAAAAAAAAAKRYPB/9oACAEBAAA/ACNdyCrw/9k=
        """) ?? Data()

  private func read(_ bytes: Data, _ name: String = "picture.bin") throws -> Raster {
    let folder = try TemporaryFolder()
    try bytes.write(to: folder.file(name))
    return try PictureReader.read(folder.file(name), name: name)
  }

  @Test("A JPEG is read by its bytes, whatever its name")
  func jpeg() throws {
    let picture = try read(Self.jpeg, "picture.png")
    #expect(picture.width == 8)
    #expect(picture.height == 6)
    for y in 0..<6 {
      for x in 0..<8 {
        let sample = Int(picture.rgb.samples[picture.rgb.index(x, y)])
        #expect(abs(sample - 30 * x) <= 3)
      }
    }
  }

  @Test("A JPEG that was cut off is refused, wherever")
  func truncated() {
    for count in stride(from: 3, to: Self.jpeg.count - 1, by: 7) {
      #expect(throws: EffaceError.self) { try read(Self.jpeg.prefix(count)) }
    }
  }

  @Test("A JPEG that promises 65,535 x 65,535 pixels is refused before it is decoded")
  func promises() throws {
    var bytes = [UInt8](Self.jpeg)
    let frame = try #require(bytes.indices.first { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xC0 })
    for offset in 5...8 { bytes[frame + offset] = 0xFF }
    let error = try #require(throws: EffaceError.self) { try read(Data(bytes), "big.jpg") }
    #expect(error.description.contains("big.jpg"))
    #expect(error.description.contains("65535 x 65535"))
  }

  @Test("Text, an empty file and a missing file are named")
  func others() throws {
    let text = try #require(throws: EffaceError.self) { try read(Data("text".utf8), "a.png") }
    #expect(text.description == "The file a.png is neither a PNG nor a JPEG picture.")
    #expect(throws: EffaceError.self) { try read(Data()) }
    let missing = URL(fileURLWithPath: "/nowhere/a.png")
    #expect(throws: EffaceError.self) { try PictureReader.read(missing) }
  }
}
