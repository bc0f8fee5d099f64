internal import Foundation

extension Raster {
  /// The picture turned about its centre, counter-clockwise, nearest neighbour, in the same frame.
  ///
  /// Corners that come from outside are black. The arithmetic is that of Pillow's `Image.rotate`
  /// (matrix rounded to 15 digits, pixel positions in 16.16 fixed point), so that the pixels are
  /// the same as there; the published study turned its pictures with it.
  ///
  public func rotated(byDegrees degrees: Double) -> Raster {
    let angle = degrees - (degrees / 360).rounded(.down) * 360
    if angle == 0 { return self }
    let turn = AffineSteps(angle: angle, width: width, height: height)
    var result = Raster(width: width, height: height, channels: channels)
    for y in 0..<height {
      var sourceX = turn.startX + y * turn.downX
      var sourceY = turn.startY + y * turn.downY
      for x in 0..<width {
        let (column, row) = (sourceX >> 16, sourceY >> 16)
        if column >= 0, column < width, row >= 0, row < height {
          let (from, to) = (index(column, row), index(x, y))
          for channel in 0..<channels { result.samples[to + channel] = samples[from + channel] }
        }
        sourceX += turn.rightX
        sourceY += turn.rightY
      }
    }
    return result
  }
}

/// Where the pixels of a turned picture come from, in 65,536ths of a pixel.
private struct AffineSteps {
  let startX: Int
  let startY: Int
  let rightX: Int
  let rightY: Int
  let downX: Int
  let downY: Int

  init(angle: Double, width: Int, height: Int) {
    let radians = -(angle * .pi / 180)
    let cosine = Self.roundedTo15Digits(cos(radians))
    let sine = Self.roundedTo15Digits(sin(radians))
    let (centreX, centreY) = (Double(width) / 2, Double(height) / 2)
    let shiftX = cosine * -centreX + sine * -centreY + 0 + centreX
    let shiftY = -sine * -centreX + cosine * -centreY + 0 + centreY
    startX = Self.fixed(shiftX + cosine * 0.5 + sine * 0.5)
    startY = Self.fixed(shiftY + -sine * 0.5 + cosine * 0.5)
    rightX = Self.fixed(cosine)
    rightY = Self.fixed(-sine)
    downX = Self.fixed(sine)
    downY = Self.fixed(cosine)
  }

  /// Python's `round(value, 15)`: correctly rounded in decimal.
  private static func roundedTo15Digits(_ value: Double) -> Double {
    Double(String(format: "%.15f", value)) ?? value
  }

  private static func fixed(_ value: Double) -> Int { Int((value * 65536 + 0.5).rounded(.down)) }
}
