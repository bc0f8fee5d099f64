internal import Faces
internal import Images

/// Finds a patch of one grey picture again in another one, by normalised cross-correlation.
struct PatchSearch {
  private static let side = 20
  private let patch: [Float]

  /// Remembers what lies in `box` of `picture`.
  init(_ box: PixelBox, in picture: Raster) { patch = Self.sample(box, picture) }

  /// The shift of `box` within `reach` pixels at which `picture` is most like the patch, and how like
  /// it is there, from -1 to 1.
  func shift(of box: PixelBox, in picture: Raster, reach: Int) -> (x: Int, y: Int, likeness: Float)
  {
    var best = (x: 0, y: 0, likeness: likeness(box, picture, 0, 0))
    // Coarse steps first, then the pixels about the best of them.
    for step in [4, 2, 1] {
      let centre = best
      let span = step == 4 ? reach / 4 : 1
      for down in -span...span {
        for across in -span...span where down != 0 || across != 0 {
          let (x, y) = (centre.x + across * step, centre.y + down * step)
          let found = likeness(box, picture, x, y)
          if found > best.likeness { best = (x, y, found) }
        }
      }
    }
    return best
  }

  private func likeness(_ box: PixelBox, _ picture: Raster, _ x: Int, _ y: Int) -> Float {
    let there = Self.sample(
      PixelBox(
        left: box.left + Double(x), top: box.top + Double(y), right: box.right + Double(x),
        bottom: box.bottom + Double(y)), picture)
    var sum: Float = 0
    for index in patch.indices { sum += patch[index] * there[index] }
    return sum
  }

  /// `side` x `side` samples of the box, less their mean, of length 1; zero where they are all alike.
  private static func sample(_ box: PixelBox, _ picture: Raster) -> [Float] {
    var values = [Float](repeating: 0, count: side * side)
    var mean: Float = 0
    for row in 0..<side {
      let y = Int(box.top + (Double(row) + 0.5) * box.height / Double(side))
      let line = min(max(y, 0), picture.height - 1) * picture.width
      for column in 0..<side {
        let x = Int(box.left + (Double(column) + 0.5) * box.width / Double(side))
        let value = Float(picture.samples[line + min(max(x, 0), picture.width - 1)])
        values[row * side + column] = value
        mean += value
      }
    }
    mean /= Float(side * side)
    var square: Float = 0
    for index in values.indices {
      values[index] -= mean
      square += values[index] * values[index]
    }
    guard square > 1 else { return [Float](repeating: 0, count: side * side) }
    let length = square.squareRoot()
    for index in values.indices { values[index] /= length }
    return values
  }
}
