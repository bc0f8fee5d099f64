internal import DICOM
internal import Files

extension HeaderFile {
  /// Sets the pixels of `regions` in every frame to the smallest value of the pixel data (the
  /// largest where small means bright), which only works where pixels are not compressed.
  ///
  /// - Throws: `EffaceError.unsuitable` for compressed or unusual pixel data, or where a region lies
  ///   outside the picture.
  mutating func blank(_ regions: [DeidentificationOptions.Region]) throws(EffaceError) {
    let tag = DICOMTag(0x7FE0, 0x0010)
    guard let place = elements.firstIndex(where: { $0.tag == tag }) else { return }
    guard syntax.isNative, let bytes = elements[place].bytes else {
      throw EffaceError(
        .unsuitable,
        "Regions of compressed pixel data cannot be blanked; decompress the files first.")
    }
    let rows = number(0x0010) ?? 0
    let columns = number(0x0011) ?? 0
    let samples = number(0x0002) ?? 1
    let width = (number(0x0100) ?? 0) / 8
    let frames = Int(element(DICOMTag(0x0028, 0x0008))?.text ?? "") ?? 1
    let isPlanar = number(0x0006) == 1 && samples > 1
    let count = rows.multipliedReportingOverflow(by: columns * samples * width * max(1, frames))
    guard [1, 2, 4].contains(width), rows > 0, columns > 0, frames > 0, !count.overflow,
      count.partialValue <= bytes.count
    else {
      throw EffaceError(
        .unsuitable, "The pixel data are of an unusual or damaged form and cannot be blanked.")
    }
    for region in regions
    where region.x < 0 || region.y < 0 || region.width < 1 || region.height < 1
      || region.x + region.width > columns || region.y + region.height > rows
    {
      throw EffaceError(
        .unsuitable,
        "The region \(region.x),\(region.y),\(region.width),\(region.height) lies outside a picture "
          + "of \(columns) x \(rows) pixels.")
    }
    var pixels = Array(bytes)
    let fill = fill(pixels, width: width)
    let planes = frames * (isPlanar ? samples : 1)
    let step = isPlanar ? width : samples * width
    for plane in 0..<planes {
      for region in regions {
        for row in region.y..<region.y + region.height {
          let start = ((plane * rows + row) * columns + region.x) * step
          for offset in 0..<region.width * step { pixels[start + offset] = fill[offset % width] }
        }
      }
    }
    elements[place].content = .bytes(pixels[...])
  }

  /// The bytes of the darkest stored value.
  private func fill(_ pixels: [UInt8], width: Int) -> [UInt8] {
    let isSigned = number(0x0103) == 1
    let isInverted = element(DICOMTag(0x0028, 0x0004))?.text == "MONOCHROME1"
    func value(_ place: Int) -> Int {
      var bits: UInt32 = 0
      for offset in 0..<width {
        let shift = 8 * (syntax.isBigEndian ? width - 1 - offset : offset)
        bits |= UInt32(pixels[place + offset]) << UInt32(shift)
      }
      guard isSigned else { return Int(bits) }
      let spare = UInt32(32 - 8 * width)
      return Int(Int32(bitPattern: bits << spare) >> Int32(spare))
    }
    var best = 0
    for place in stride(from: 0, through: pixels.count - width, by: width) {
      let isDarker = isInverted ? value(place) > value(best) : value(place) < value(best)
      if isDarker { best = place }
    }
    return Array(pixels[best..<best + width])
  }

  /// A number of 16 bits of group 28.
  private func number(_ element: UInt16) -> Int? {
    guard let bytes = self.element(DICOMTag(0x0028, element))?.bytes, bytes.count >= 2 else {
      return nil
    }
    let (a, b) = (Int(bytes[bytes.startIndex]), Int(bytes[bytes.startIndex + 1]))
    return syntax.isBigEndian ? a << 8 | b : b << 8 | a
  }
}
