internal import Images

/// deepface's `resize_image`: a crop brought into a square without changing its proportions.
enum Letterbox {
  /// The samples of `crop` in 0...1, resized bilinearly until the longer side has `side` pixels, in
  /// the middle of a black square; interleaved RGB, `side * side * 3` values.
  static func fit(_ crop: Raster, side: Int) -> [Float] {
    let colour = crop.rgb
    let factor = min(Double(side) / Double(crop.height), Double(side) / Double(crop.width))
    let width = max(Int(Double(crop.width) * factor), 1)
    let height = max(Int(Double(crop.height) * factor), 1)
    let resized = Resize.bilinear(
      colour.samples.map { Double($0) / 255 }, width: crop.width, height: crop.height,
      channels: 3, newWidth: width, newHeight: height)
    var square = [Float](repeating: 0, count: side * side * 3)
    let (left, top) = ((side - width) / 2, (side - height) / 2)
    for y in 0..<height {
      for x in 0..<(width * 3) {
        square[((top + y) * side + left) * 3 + x] = Float(resized[y * width * 3 + x])
      }
    }
    return square
  }

  /// As `fit`, with samples cut to whole numbers of 0...255, as dlib takes them.
  static func fitRaster(_ crop: Raster, side: Int) -> Raster {
    Raster(
      width: side, height: side, channels: 3,
      samples: fit(crop, side: side).map { UInt8(min(max($0 * 255, 0), 255)) })
  }
}
