extension Raster {
  /// The part of the picture in columns `left..<right` and rows `top..<bottom`.
  ///
  /// What lies outside the picture is black.
  ///
  /// - Precondition: The part has at least one column and one row.
  public func cropped(left: Int, top: Int, right: Int, bottom: Int) -> Raster {
    var part = Raster(width: right - left, height: bottom - top, channels: channels)
    let columns = max(left, 0)..<max(min(right, width), max(left, 0))
    guard !columns.isEmpty else { return part }
    for y in max(top, 0)..<max(min(bottom, height), max(top, 0)) {
      let from = index(columns.lowerBound, y)
      let to = part.index(columns.lowerBound - left, y - top)
      let count = columns.count * channels
      part.samples.replaceSubrange(to..<(to + count), with: samples[from..<(from + count)])
    }
    return part
  }
}
