public import Foundation
internal import Images

/// How a camera held the picture, as tag 274 of EXIF counts it (CIPA DC-008, 4.6.4).
public enum PictureOrientation: Int, Sendable, CaseIterable {
  case upright = 1
  case mirrored = 2
  case upsideDown = 3
  case flipped = 4
  case transposed = 5
  case turnedLeft = 6
  case transversed = 7
  case turnedRight = 8

  /// The orientation that the metadata in the bytes of a JPEG or PNG file give; upright where they
  /// give none or are damaged.
  public init(file: Data) {
    let bytes = [UInt8](file)
    let block = Self.jpegBlock(bytes) ?? Self.pngBlock(bytes)
    self = block.flatMap(Self.orientation).flatMap(Self.init(rawValue:)) ?? .upright
  }

  /// Whether rows become columns.
  var swapsSides: Bool { rawValue >= 5 }

  /// Where the pixel (x, y) of the upright picture lies in the stored one of `width` x `height`.
  func stored(_ x: Int, _ y: Int, width: Int, height: Int) -> (x: Int, y: Int) {
    switch self {
    case .upright: (x, y)
    case .mirrored: (width - 1 - x, y)
    case .upsideDown: (width - 1 - x, height - 1 - y)
    case .flipped: (x, height - 1 - y)
    case .transposed: (y, x)
    case .turnedLeft: (y, height - 1 - x)
    case .transversed: (width - 1 - y, height - 1 - x)
    case .turnedRight: (width - 1 - y, x)
    }
  }

  /// The TIFF block of the first segment APP1 that holds EXIF.
  private static func jpegBlock(_ file: [UInt8]) -> ArraySlice<UInt8>? {
    guard file.starts(with: [0xFF, 0xD8]) else { return nil }
    var offset = 2
    while offset + 4 <= file.count, file[offset] == 0xFF, file[offset + 1] != 0xDA {
      if file[offset + 1] == 0xFF {
        offset += 1
        continue
      }
      let end = offset + 2 + (Int(file[offset + 2]) << 8 | Int(file[offset + 3]))
      let content = offset + 4
      if file[offset + 1] == 0xE1, content + 6 <= end, end <= file.count,
        file[content..<(content + 6)].elementsEqual([0x45, 0x78, 0x69, 0x66, 0, 0])
      {
        return file[(content + 6)..<end]
      }
      offset = max(end, offset + 4)
    }
    return nil
  }

  /// The content of the chunk eXIf.
  private static func pngBlock(_ file: [UInt8]) -> ArraySlice<UInt8>? {
    guard file.starts(with: [0x89, 0x50, 0x4E, 0x47]) else { return nil }
    var offset = 8
    while offset + 12 <= file.count {
      let length = file[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) }
      let content = offset + 8
      guard length <= file.count - content - 4 else { return nil }
      if file[(offset + 4)..<content].elementsEqual("eXIf".utf8) {
        return file[content..<(content + length)]
      }
      offset = content + length + 4
    }
    return nil
  }

  /// Tag 274 of the first directory of a TIFF block.
  private static func orientation(_ slice: ArraySlice<UInt8>) -> Int? {
    let block = Array(slice)
    guard block.count >= 8 else { return nil }
    let isLittle = block[0] == 0x49 && block[1] == 0x49
    guard isLittle || (block[0] == 0x4D && block[1] == 0x4D) else { return nil }
    func number(_ at: Int, _ count: Int) -> Int? {
      guard at >= 0, at + count <= block.count else { return nil }
      let bytes = block[at..<(at + count)]
      return isLittle
        ? bytes.reversed().reduce(0) { $0 << 8 | Int($1) } : bytes.reduce(0) { $0 << 8 | Int($1) }
    }
    guard number(2, 2) == 42, let start = number(4, 4), let entries = number(start, 2) else {
      return nil
    }
    for entry in 0..<entries {
      let at = start + 2 + entry * 12
      guard let tag = number(at, 2) else { return nil }
      if tag == 274 { return number(at + 8, 2) }
    }
    return nil
  }
}

extension Raster {
  /// The picture as its camera saw it.
  func upright(_ orientation: PictureOrientation) -> Raster {
    if orientation == .upright { return self }
    let swaps = orientation.swapsSides
    var result = Raster(
      width: swaps ? height : width, height: swaps ? width : height, channels: channels)
    for y in 0..<result.height {
      for x in 0..<result.width {
        let place = orientation.stored(x, y, width: width, height: height)
        let (from, to) = (index(place.x, place.y), result.index(x, y))
        for channel in 0..<channels { result.samples[to + channel] = samples[from + channel] }
      }
    }
    return result
  }
}
