extension Raster {
  /// The picture under a Gaussian of standard deviation `sigma` pixels, within two grey levels of
  /// `smoothed(sigma:)` and, for wide ones, in a small part of its time: means of blocks are smoothed
  /// and interpolated linearly, and the Gaussian between them makes up for what both blur.
  public func blurred(sigma: Double) -> Raster {
    let factor = Int(sigma / 4)
    guard factor > 1 else { return smoothed(sigma: sigma) }
    // Edges are repeated before blocks are taken, so that a block there is not worth more than others.
    let margin = (Int((3 * sigma).rounded(.up)) + factor - 1) / factor * factor
    let square = Double(factor * factor)
    let rest = sigma * sigma - (square - 1) / 12 - square / 6
    let soft = blocks(of: factor, margin: margin)
      .smoothed(sigma: rest.squareRoot() / Double(factor))
    return soft.interpolated(width: width, height: height, factor: factor, margin: margin)
  }

  /// The means of blocks of the picture with its edges repeated over `margin` pixels, a multiple of
  /// `factor`, on all sides.
  private func blocks(of factor: Int, margin: Int) -> Raster {
    func count(_ side: Int) -> Int { (side + 2 * margin + factor - 1) / factor }
    var result = Raster(width: count(width), height: count(height), channels: channels)
    let offsets = (0..<result.width * factor).map {
      min(max($0 - margin, 0), width - 1) * channels
    }
    let area = factor * factor
    var sums = [Int](repeating: 0, count: result.width * channels)
    samples.withUnsafeBufferPointer { samples in
      for y in 0..<result.height {
        for at in sums.indices { sums[at] = area / 2 }
        for row in y * factor..<(y + 1) * factor {
          let line = min(max(row - margin, 0), height - 1) * width * channels
          for (x, offset) in offsets.enumerated() {
            for channel in 0..<channels {
              sums[x / factor * channels + channel] += Int(samples[line + offset + channel])
            }
          }
        }
        let start = result.index(0, y)
        for (at, sum) in sums.enumerated() { result.samples[start + at] = UInt8(sum / area) }
      }
    }
    return result
  }

  /// A picture of the size before `blocks(of:margin:)`, linear between the middles of blocks.
  private func interpolated(width: Int, height: Int, factor: Int, margin: Int) -> Raster {
    func places(_ count: Int, _ limit: Int) -> [(low: Int, high: Int, share: Float)] {
      (0..<count).map { pixel in
        let place = (Float(pixel + margin) + 0.5) / Float(factor) - 0.5
        let low = Int(place.rounded(.down))
        return (low, min(low + 1, limit - 1), place - Float(low))
      }
    }
    let columns = places(width, self.width)
    var result = Raster(width: width, height: height, channels: channels)
    var line = [Float](repeating: 0, count: self.width * channels)
    for (y, row) in places(height, self.height).enumerated() {
      let (upper, lower) = (index(0, row.low), index(0, row.high))
      for at in line.indices {
        let above = Float(samples[upper + at])
        line[at] = above + row.share * (Float(samples[lower + at]) - above)
      }
      let start = result.index(0, y)
      for (x, column) in columns.enumerated() {
        for channel in 0..<channels {
          let left = line[column.low * channels + channel]
          let right = line[column.high * channels + channel]
          result.samples[start + x * channels + channel] =
            UInt8(left + column.share * (right - left) + 0.5)
        }
      }
    }
    return result
  }
}
