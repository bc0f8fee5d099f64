internal import Files
internal import Images

/// What goes into a network: size, order and scaling of the samples of one picture.
public struct NetworkInput: Sendable, Codable, Hashable {
  /// The order of a pixel's samples.
  public enum Colours: String, Sendable, Codable, CaseIterable {
    case rgb
    case bgr
  }

  /// The order of samples in memory.
  public enum Layout: String, Sendable, Codable, CaseIterable {
    /// Batch, channel, row, column: all of one colour, then all of the next.
    case nchw
    /// Batch, row, column, channel: pixel after pixel.
    case nhwc
  }

  /// Columns.
  public var width: Int
  /// Rows.
  public var height: Int
  /// The order of a pixel's samples.
  public var colours: Colours
  /// The order of samples in memory.
  public var layout: Layout
  /// What is taken from samples of 0...255, one number for each channel in the order of `colours`.
  public var subtract: [Float]
  /// What the difference is divided by, one number for each channel.
  public var divide: [Float]

  /// Builds an input. One number in `subtract` or `divide` stands for all channels.
  public init(
    width: Int, height: Int, colours: Colours = .rgb, layout: Layout = .nchw,
    subtract: [Float] = [0], divide: [Float] = [1]
  ) {
    self.width = width
    self.height = height
    self.colours = colours
    self.layout = layout
    self.subtract = subtract.count == 1 ? Array(repeating: subtract[0], count: 3) : subtract
    self.divide = divide.count == 1 ? Array(repeating: divide[0], count: 3) : divide
  }

  enum CodingKeys: String, SectionKeys { case width, height, colours, layout, subtract, divide }

  /// Decodes and checks an input; `width`, `height` and `colours` must be there.
  public init(from decoder: any Decoder) throws {
    let section = try decoder.section(CodingKeys.self)
    self.init(
      width: try section.required(.width), height: try section.required(.height),
      colours: try section.required(.colours), layout: try section.value(.layout, or: .nchw),
      subtract: try section.value(.subtract, or: [0]), divide: try section.value(.divide, or: [1]))
    guard (8...4096).contains(width), (8...4096).contains(height) else {
      throw refusal(decoder, "needs a width and a height between 8 and 4096 pixels")
    }
    guard subtract.count == 3, divide.count == 3, divide.allSatisfy({ $0 != 0 && $0.isFinite }),
      subtract.allSatisfy(\.isFinite)
    else {
      throw refusal(
        decoder, "needs one or three numbers in subtract and in divide, and no division by 0")
    }
  }

  /// The four sizes of the blob.
  var shape: [Int] { layout == .nchw ? [1, 3, height, width] : [1, height, width, 3] }

  /// The blob of interleaved RGB samples in 0...255, `width * height * 3` of them.
  func blob(_ pixels: [Float]) -> [Float] {
    let plane = width * height
    let (toChannel, toPixel) = layout == .nchw ? (plane, 1) : (1, 3)
    return [Float](unsafeUninitializedCapacity: plane * 3) { blob, count in
      for channel in 0..<3 {
        let source = colours == .rgb ? channel : 2 - channel
        let (less, per) = (subtract[channel], divide[channel])
        for index in 0..<plane {
          blob[channel * toChannel + index * toPixel] = (pixels[index * 3 + source] - less) / per
        }
      }
      count = plane * 3
    }
  }
}

/// A picture brought into the frame of a detector, proportions kept, from the top left corner.
struct FittedPicture {
  /// Interleaved RGB samples in 0...255; black where the picture does not reach.
  let pixels: [Float]
  /// Frame pixels for one pixel of the picture.
  let factor: Double

  init(_ picture: Raster, width: Int, height: Int) {
    factor = min(Double(width) / Double(picture.width), Double(height) / Double(picture.height))
    let newWidth = min(max(Int((Double(picture.width) * factor).rounded()), 1), width)
    let newHeight = min(max(Int((Double(picture.height) * factor).rounded()), 1), height)
    let channels = picture.channels
    let resized = Resize.bilinear(
      picture.samples.map(Double.init), width: picture.width, height: picture.height,
      channels: channels, newWidth: newWidth, newHeight: newHeight)
    var frame = [Float](repeating: 0, count: width * height * 3)
    for y in 0..<newHeight {
      for x in 0..<newWidth {
        // Grey is the same in all three.
        for channel in 0..<3 {
          let source = (y * newWidth + x) * channels + (channels == 3 ? channel : 0)
          frame[(y * width + x) * 3 + channel] = Float(resized[source])
        }
      }
    }
    pixels = frame
  }
}
