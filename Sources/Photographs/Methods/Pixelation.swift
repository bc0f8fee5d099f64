internal import Faces
internal import Files
internal import Images

/// Square blocks of one colour, the mean of what they replace.
struct Pixelation: FaceCover {
  static let card = FaceCoverCard(
    name: "pixelate",
    summary: "square blocks over the face, or over eyes, brows and mouth (--extent features)",
    reference: "AnonNet: pixelation of landmark regions; Newton, Sweeney and Malin, IEEE TKDE 2005")

  /// Blocks across a face where no number is given.
  static let defaultBlocks = 6
  private let extent: FaceCoverOptions.Extent
  private let blocks: Int

  init(_ options: FaceCoverOptions) throws(EffaceError) {
    extent = options.extent ?? .face
    blocks = options.blocks ?? Self.defaultBlocks
    guard (2...64).contains(blocks) else {
      throw EffaceError(.argument, "A face has 2 to 64 blocks across, not \(blocks).")
    }
  }

  func cover(_ face: PhotographFace, in picture: inout Raster) {
    let region = CoveredRegion(face, extent, in: picture)
    guard let box = region.box, let whole = CoveredRegion(face, .face, in: picture).box else {
      return
    }
    let side = max((whole.right - whole.left + blocks - 1) / blocks, 2)
    let part = picture.cropped(left: box.left, top: box.top, right: box.right, bottom: box.bottom)
    region.paste(part.inBlocks(side: side), into: &picture)
  }
}

extension Raster {
  /// The picture in squares of `side` pixels, each of its mean colour; smaller ones at the edges.
  func inBlocks(side: Int) -> Raster {
    var result = self
    for top in stride(from: 0, to: height, by: side) {
      for left in stride(from: 0, to: width, by: side) {
        let (rows, columns) = (top..<min(top + side, height), left..<min(left + side, width))
        for channel in 0..<channels {
          var sum = 0
          for y in rows { for x in columns { sum += Int(samples[index(x, y) + channel]) } }
          let count = rows.count * columns.count
          let mean = UInt8((sum + count / 2) / count)
          for y in rows { for x in columns { result.samples[index(x, y) + channel] = mean } }
        }
      }
    }
    return result
  }
}
