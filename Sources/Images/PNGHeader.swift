/// What the first chunk of a PNG file says about its picture (ISO/IEC 15948, 11.2.2).
struct PNGHeader {
  /// The ways in which a pixel may be stored, with the numbers of the format.
  enum ColourType: UInt8 {
    case grey = 0
    case rgb = 2
    case palette = 3
    case greyAlpha = 4
    case rgbAlpha = 6

    /// Stored samples of a pixel.
    var samples: Int {
      switch self {
      case .grey, .palette: 1
      case .greyAlpha: 2
      case .rgb: 3
      case .rgbAlpha: 4
      }
    }

    /// The bit depths that the format allows.
    var depths: [Int] {
      switch self {
      case .grey: [1, 2, 4, 8, 16]
      case .palette: [1, 2, 4, 8]
      case .rgb, .greyAlpha, .rgbAlpha: [8, 16]
      }
    }
  }

  let width: Int
  let height: Int
  /// Bits of a sample.
  let depth: Int
  let colour: ColourType
  let isInterlaced: Bool

  /// Reads the 13 bytes of the chunk; nil where they break the rules of the format.
  init?(_ bytes: ArraySlice<UInt8>) {
    let fields = Array(bytes)
    guard fields.count == 13, let colour = ColourType(rawValue: fields[9]) else { return nil }
    width = fields[0..<4].reduce(0) { $0 << 8 | Int($1) }
    height = fields[4..<8].reduce(0) { $0 << 8 | Int($1) }
    depth = Int(fields[8])
    self.colour = colour
    isInterlaced = fields[12] == 1
    guard (1...0x7FFF_FFFF).contains(width), (1...0x7FFF_FFFF).contains(height),
      colour.depths.contains(depth), fields[10] == 0, fields[11] == 0, fields[12] <= 1
    else { return nil }
  }

  /// Bits of a pixel.
  var pixelBits: Int { colour.samples * depth }

  /// Bytes from a sample to its left neighbour's for the filters, at least 1.
  var filterStep: Int { max(pixelBits / 8, 1) }

  /// Bytes of a row of `width` pixels, without the byte that names its filter.
  func rowBytes(_ width: Int) -> Int { (width * pixelBits + 7) / 8 }

  /// The reduced pictures in the order in which they are stored: one, or seven (Adam7).
  var passes: [PNGPass] {
    guard isInterlaced else {
      return [PNGPass(x: 0, y: 0, stepX: 1, stepY: 1, width: width, height: height)]
    }
    return [
      (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
      (0, 1, 1, 2),
    ].map { x, y, stepX, stepY in
      PNGPass(
        x: x, y: y, stepX: stepX, stepY: stepY, width: (width - x + stepX - 1) / stepX,
        height: (height - y + stepY - 1) / stepY)
    }.filter { $0.width > 0 && $0.height > 0 }
  }

  /// Bytes of the filtered rows of all passes, or nil where that is more than `limit`.
  func filteredBytes(atMost limit: Int) -> Int? {
    var total = 0
    for pass in passes {
      let (bytes, overflow) = (rowBytes(pass.width) + 1)
        .multipliedReportingOverflow(by: pass.height)
      guard !overflow, bytes <= limit - total else { return nil }
      total += bytes
    }
    return total
  }
}

/// A reduced picture of an interlaced file: every `stepX`th column and `stepY`th row.
struct PNGPass {
  let x: Int
  let y: Int
  let stepX: Int
  let stepY: Int
  let width: Int
  let height: Int
}
