extension Raster {
  /// Copies `other` so that its top left pixel comes to (x, y); what falls outside is cut off.
  ///
  /// A grey picture becomes grey in colour; a colour picture does not fit a grey one.
  ///
  /// - Precondition: This picture has colour, or `other` has none.
  public mutating func place(_ other: Raster, x: Int, y: Int) {
    precondition(channels >= other.channels, "a grey picture cannot take colour")
    for row in max(0, -y)..<max(max(0, -y), min(other.height, height - y)) {
      for column in max(0, -x)..<max(max(0, -x), min(other.width, width - x)) {
        let from = other.index(column, row)
        let to = index(x + column, y + row)
        for channel in 0..<channels {
          samples[to + channel] = other.samples[from + (other.channels == 1 ? 0 : channel)]
        }
      }
    }
  }

  /// Sets the pixel at (x, y), if it lies in the picture, to a colour (its mean where grey).
  public mutating func set(_ x: Int, _ y: Int, _ colour: Colour) {
    guard x >= 0, y >= 0, x < width, y < height else { return }
    let at = index(x, y)
    guard channels == 3 else {
      samples[at] = UInt8((Int(colour.red) + Int(colour.green) + Int(colour.blue)) / 3)
      return
    }
    samples[at] = colour.red
    samples[at + 1] = colour.green
    samples[at + 2] = colour.blue
  }

  /// Writes `text` in capital letters of 5 x 7 dots with its top left corner at (x, y).
  ///
  /// Letters, digits and `- . / : %`; anything else is a blank. A letter takes 6 dots of width.
  ///
  /// - Parameters:
  ///   - text: One line.
  ///   - x: Column of the first dot.
  ///   - y: Row of the first dot.
  ///   - colour: Of the dots; the background stays.
  ///   - scale: Pixels along the edge of a dot.
  public mutating func write(_ text: String, x: Int, y: Int, _ colour: Colour, scale: Int = 2) {
    for (place, letter) in text.uppercased().enumerated() {
      for (row, dots) in DotFont.rows(letter).enumerated() {
        for column in 0..<5 where dots & (16 >> UInt8(column)) != 0 {
          for down in 0..<scale {
            for across in 0..<scale {
              set(x + (place * 6 + column) * scale + across, y + row * scale + down, colour)
            }
          }
        }
      }
    }
  }
}

/// A colour of 8 bits a channel.
public struct Colour: Sendable, Hashable {
  /// 0...255.
  public var red: UInt8
  /// 0...255.
  public var green: UInt8
  /// 0...255.
  public var blue: UInt8

  /// Builds a colour.
  public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    (self.red, self.green, self.blue) = (red, green, blue)
  }

  /// White.
  public static let white = Colour(255, 255, 255)
  /// For outlines on grey pictures; told apart by the colour-blind too.
  public static let outline = Colour(255, 96, 32)
  /// For marks on grey pictures.
  public static let mark = Colour(255, 220, 96)
}
