/// What the three samples of a pixel mean (PS3.3, C.7.6.3.1.2).
enum ColourCoding: String {
  case rgb = "RGB"
  /// Luminance and two differences of colour, all over 0...255 (ITU-R BT.601).
  case full = "YBR_FULL"
  /// The same with one difference for two columns; decoding repeats it.
  case halved = "YBR_FULL_422"
  /// JPEG 2000's transforms, which its decoder undoes.
  case reversible = "YBR_RCT"
  case irreversible = "YBR_ICT"

  private var isTransformed: Bool { self == .full || self == .halved }

  /// Red, green and blue of each pixel together, from samples of 8 bits.
  ///
  /// - Parameters:
  ///   - samples: Frame after frame, row after row.
  ///   - framePixels: Pixels of a frame.
  ///   - isPlanar: Whether each frame holds its first samples, then its second and third ones.
  /// - Returns: As many bytes.
  func rgb(_ samples: [UInt8], framePixels: Int, isPlanar: Bool) -> [UInt8] {
    guard isPlanar || isTransformed else { return samples }
    var result = samples
    let (between, next) = isPlanar ? (framePixels, 1) : (1, 3)
    for frame in stride(from: 0, to: samples.count - 3 * framePixels + 1, by: 3 * framePixels) {
      for pixel in 0..<framePixels {
        let from = frame + pixel * next
        let to = frame + 3 * pixel
        let parts = (samples[from], samples[from + between], samples[from + 2 * between])
        let colour = isTransformed ? Self.colour(parts) : parts
        (result[to], result[to + 1], result[to + 2]) = colour
      }
    }
    return result
  }

  private static func colour(
    _ sample: (UInt8, UInt8, UInt8)
  ) -> (red: UInt8, green: UInt8, blue: UInt8) {
    let y = Double(sample.0)
    let (blue, red) = (Double(sample.1) - 128, Double(sample.2) - 128)
    func byte(_ value: Double) -> UInt8 { UInt8(min(max(value.rounded(), 0), 255)) }
    // From the shares of red, green and blue in luminance: 0.299, 0.587, 0.114.
    return (
      byte(y + 1.402 * red),
      byte(y - 0.114 * 1.772 / 0.587 * blue - 0.299 * 1.402 / 0.587 * red),
      byte(y + 1.772 * blue)
    )
  }
}
