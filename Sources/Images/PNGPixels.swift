/// Turns unfiltered rows into 8-bit grey or colour samples.
struct PNGPixels {
  let header: PNGHeader
  /// Red, green and blue of each entry.
  let palette: [UInt8]

  /// Channels of the resulting picture: 1 or 3.
  var channels: Int {
    switch header.colour {
    case .grey, .greyAlpha: 1
    case .rgb, .palette, .rgbAlpha: 3
    }
  }

  /// Writes the pixels of `pass`, whose rows begin at `start` of `bytes`, to their places.
  func unpack(
    _ bytes: [UInt8], from start: Int, pass: PNGPass, into raster: inout Raster
  ) throws(PNGFault) {
    let rowBytes = header.rowBytes(pass.width)
    for y in 0..<pass.height {
      let row = start + y * (rowBytes + 1) + 1
      for x in 0..<pass.width {
        let target = raster.index(pass.x + x * pass.stepX, pass.y + y * pass.stepY)
        if header.colour == .palette {
          let entry = stored(bytes, row, x) * 3
          guard entry + 2 < palette.count else {
            throw PNGFault(reason: "a pixel names a colour that its palette does not have")
          }
          for channel in 0..<3 { raster.samples[target + channel] = palette[entry + channel] }
        } else {
          for channel in 0..<channels {
            let sample = stored(bytes, row, x * header.colour.samples + channel)
            raster.samples[target + channel] = scaled(sample)
          }
        }
      }
    }
  }

  /// The `index`th stored sample of the row that begins at `row`, of 1 to 16 bits.
  private func stored(_ bytes: [UInt8], _ row: Int, _ index: Int) -> Int {
    switch header.depth {
    case 8: return Int(bytes[row + index])
    case 16: return Int(bytes[row + 2 * index]) << 8 | Int(bytes[row + 2 * index + 1])
    default:
      let bit = index * header.depth
      let shift = 8 - header.depth - bit % 8
      return Int(bytes[row + bit / 8]) >> shift & (1 << header.depth - 1)
    }
  }

  /// `sample` on the scale 0...255, rounded.
  private func scaled(_ sample: Int) -> UInt8 {
    if header.depth == 8 { return UInt8(sample) }
    let highest = 1 << header.depth - 1
    return UInt8((sample * 255 + highest / 2) / highest)
  }
}
