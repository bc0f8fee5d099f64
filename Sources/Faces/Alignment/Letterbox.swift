internal import Images

/// deepface's `resize_image`: a crop brought into a square without changing its proportions.
enum Letterbox {
  /// The samples of `crop` in 0...1, resized bilinearly until it fills a frame in one direction, in
  /// the middle of that frame, which is black; interleaved RGB, `frameWidth * frameHeight * 3` values.
  static func fit(_ crop: Raster, width frameWidth: Int, height frameHeight: Int) -> [Float] {
    let colour = crop.rgb
    let factor = min(
      Double(frameHeight) / Double(crop.height), Double(frameWidth) / Double(crop.width))
    let width = max(Int(Double(crop.width) * factor), 1)
    let height = max(Int(Double(crop.height) * factor), 1)
    let resized = Resize.bilinear(
      colour.samples.map { Double($0) / 255 }, width: crop.width, height: crop.height,
      channels: 3, newWidth: width, newHeight: height)
    var square = [Float](repeating: 0, count: frameWidth * frameHeight * 3)
    let (left, top) = ((frameWidth - width) / 2, (frameHeight - height) / 2)
    for y in 0..<height {
      for x in 0..<(width * 3) {
        square[((top + y) * frameWidth + left) * 3 + x] = Float(resized[y * width * 3 + x])
      }
    }
    return square
  }

  /// As `fit`, with samples cut to whole numbers of 0...255, as dlib takes them.
  static func fitRaster(_ crop: Raster, side: Int) -> Raster {
    Raster(
      width: side, height: side, channels: 3,
      samples: fit(crop, width: side, height: side).map { UInt8(min(max($0 * 255, 0), 255)) })
  }
}
