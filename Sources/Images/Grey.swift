extension Raster {
  /// The brightness (ITU-R BT.601: 0.299 red, 0.587 green, 0.114 blue), rounded; itself where grey.
  public var grey: Raster {
    guard channels == 3 else { return self }
    let brightness = (0..<width * height).map { pixel -> UInt8 in
      let (red, green, blue) = (
        Int(samples[pixel * 3]), Int(samples[pixel * 3 + 1]), Int(samples[pixel * 3 + 2])
      )
      return UInt8((299 * red + 587 * green + 114 * blue + 500) / 1000)
    }
    return Raster(width: width, height: height, channels: 1, samples: brightness)
  }
}
