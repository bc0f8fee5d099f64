extension Raster {
  /// A picture of which pixel (x, y) shows what lies at `place(x, y)` here, bilinear, black from
  /// outside. Whole numbers are the middles of pixels.
  public func resampled(
    width newWidth: Int, height newHeight: Int,
    _ place: (Double, Double) -> (x: Double, y: Double)
  ) -> Raster {
    var result = Raster(width: newWidth, height: newHeight, channels: channels)
    for y in 0..<newHeight {
      for x in 0..<newWidth {
        let at = place(Double(x), Double(y))
        guard at.x > -1, at.y > -1, at.x < Double(width), at.y < Double(height) else { continue }
        let (left, top) = (Int(at.x.rounded(.down)), Int(at.y.rounded(.down)))
        let (right, down) = (at.x - Double(left), at.y - Double(top))
        let target = result.index(x, y)
        for channel in 0..<channels {
          let upper =
            sample(left, top, channel) * (1 - right) + sample(left + 1, top, channel) * right
          let lower =
            sample(left, top + 1, channel) * (1 - right)
            + sample(left + 1, top + 1, channel) * right
          let value = upper * (1 - down) + lower * down
          result.samples[target + channel] = UInt8(value + 0.5)
        }
      }
    }
    return result
  }

  private func sample(_ x: Int, _ y: Int, _ channel: Int) -> Double {
    guard x >= 0, y >= 0, x < width, y < height else { return 0 }
    return Double(samples[index(x, y) + channel])
  }
}
