internal import Foundation

/// What must be known of a JPEG file before it is decoded (ITU-T T.81, annex B).
struct JPEGHeader {
  let width: Int
  let height: Int
  /// Whether the picture's data go on to their end marker; a file that was cut off lacks it.
  let isWhole: Bool

  /// Walks the markers of `bytes` as far as the first scan; nil where they are not those of a JPEG.
  init?(_ bytes: Data) {
    guard Self.isJPEG(bytes) else { return nil }
    let file = [UInt8](bytes)
    var size: (width: Int, height: Int)?
    var offset = 2
    while offset + 4 <= file.count, file[offset] == 0xFF {
      let marker = file[offset + 1]
      if marker == 0xFF {
        offset += 1
        continue
      }
      let length = Int(file[offset + 2]) << 8 | Int(file[offset + 3])
      if Self.isFrame(marker), offset + 9 <= file.count {
        size = (
          Int(file[offset + 7]) << 8 | Int(file[offset + 8]),
          Int(file[offset + 5]) << 8 | Int(file[offset + 6])
        )
      }
      if marker == 0xDA { break }
      offset += 2 + length
    }
    guard let size, size.width > 0, size.height > 0, offset < file.count else { return nil }
    width = size.width
    height = size.height
    isWhole = Self.holdsEnd(file, from: offset)
  }

  /// Whether `bytes` begin as every JPEG file does.
  static func isJPEG(_ bytes: Data) -> Bool { bytes.starts(with: [0xFF, 0xD8, 0xFF]) }

  /// Markers SOF0 to SOF15, without the three of that range that mean something else.
  private static func isFrame(_ marker: UInt8) -> Bool {
    (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
  }

  /// Compressed data never hold the bytes of the end marker, so that a search finds the true one.
  private static func holdsEnd(_ file: [UInt8], from start: Int) -> Bool {
    (start..<(file.count - 1)).reversed().contains { file[$0] == 0xFF && file[$0 + 1] == 0xD9 }
  }
}
