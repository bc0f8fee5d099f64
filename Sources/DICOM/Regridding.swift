internal import Geometry
internal import Volumes

/// Linear interpolation of stored voxels along one axis, slice by slice of a stack, whose slices
/// follow each other along k.
struct Regridding {
  /// For one row of the result: the two rows of the source, and the share of the second.
  private struct Mix {
    let low: Int
    let high: Int
    let share: Double
  }

  /// Slices at `distances` (mm along the normal, ascending) brought to whole multiples of `step`
  /// behind the first.
  static func even(_ image: NIfTIImage, distances: [Double], step: Double) -> NIfTIImage {
    let first = distances.first ?? 0
    let length = (distances.last ?? 0) - first
    let count = Int((length / step + 1e-3).rounded(.down)) + 1
    let mixes = (0..<count).map { index -> Mix in
      let place = first + Double(index) * step
      let after = distances.firstIndex { $0 > place } ?? distances.count - 1
      let low = max(after - 1, 0)
      let gap = distances[after] - distances[low]
      // Positions are kept in text, so a slice that is there is not to be mixed with its neighbour.
      let share = gap > 0 ? min(max((place - distances[low]) / gap, 0), 1) : 0
      let rounded = (share * 1e3).rounded() / 1e3
      return Mix(low: low, high: after, share: abs(share - rounded) < 1e-5 ? rounded : share)
    }
    var grid = image.grid
    grid.size.z = count
    return regrid(image, to: grid) { j, k in
      (j, mixes[k].low, j, mixes[k].high, mixes[k].share)
    }
  }

  /// Slices moved along j so that `image`, whose k axis leans towards j, has axes at right angles.
  /// Rows are added where the moved slices need them; they hold the smallest stored value.
  static func upright(_ image: NIfTIImage) -> NIfTIImage {
    let columns = image.grid.affine.linear.columns
    let row = normalized(columns.y)
    let drift = dot(columns.z, row)
    let shift = drift / length(columns.y)
    let total = shift * Double(image.grid.size.z - 1)
    var grid = image.grid
    grid.size.y += Int(abs(total).rounded(.up))
    // The first row of the result lies at the lowest that any slice reaches.
    let start = min(0, total)
    let upright = columns.z - row * drift
    grid.affine = Affine(
      linear: Matrix3(columns: columns.x, columns.y, upright),
      translation: grid.affine.translation + columns.y * start)
    let rows = image.grid.size.y
    return regrid(image, to: grid) { j, k in
      let place = Double(j) + start - shift * Double(k)
      guard place > -1e-9, place < Double(rows) else { return nil }
      let low = min(Int(max(place, 0)), rows - 1)
      return (low, k, min(low + 1, rows - 1), k, max(place, 0) - Double(low))
    }
  }

  /// Fills `grid` row by row: each row is a mix of two rows (j, k) of `image` by the share of the
  /// second, or empty.
  private static func regrid(
    _ image: NIfTIImage, to grid: Grid,
    _ source: (Int, Int) -> (j: Int, k: Int, nextJ: Int, nextK: Int, share: Double)?
  ) -> NIfTIImage {
    let old = image.header
    guard old.voxelType.isScalar else {
      return joined((0..<3).map { regrid(channel($0, of: image), to: grid, source) })
    }
    let header = NIfTIHeader(
      grid: grid, frames: old.frameCount, type: old.voxelType, slope: old.slope,
      intercept: old.intercept)
    var result = NIfTIImage(
      header: header, voxels: [UInt8](repeating: 0, count: header.dataByteCount))
    let empty = image.storedRange?.lowerBound ?? 0
    for frame in 0..<old.frameCount {
      let (from, to) = (frame * image.grid.count, frame * grid.count)
      for k in 0..<grid.size.z {
        for j in 0..<grid.size.y {
          let mix = source(j, k)
          for i in 0..<grid.size.x {
            let target = to + grid.index(i, j, k)
            guard let mix else {
              result.setStored(empty, at: target)
              continue
            }
            let a = image.stored(at: from + image.grid.index(i, mix.j, mix.k))
            guard mix.share > 0 else {
              result.setStored(a, at: target)
              continue
            }
            let b = image.stored(at: from + image.grid.index(i, mix.nextJ, mix.nextK))
            result.setStored(a + mix.share * (b - a), at: target)
          }
        }
      }
    }
    return result
  }

  /// One of the three samples of an rgb24 image, as uint8.
  private static func channel(_ index: Int, of image: NIfTIImage) -> NIfTIImage {
    let header = NIfTIHeader(grid: image.grid, frames: image.header.frameCount, type: .uint8)
    return NIfTIImage(
      header: header,
      voxels: stride(from: index, to: image.voxels.count, by: 3).map { image.voxels[$0] })
  }

  private static func joined(_ channels: [NIfTIImage]) -> NIfTIImage {
    let first = channels[0]
    let header = NIfTIHeader(grid: first.grid, frames: first.header.frameCount, type: .rgb24)
    return NIfTIImage(
      header: header, voxels: (0..<header.dataByteCount).map { channels[$0 % 3].voxels[$0 / 3] })
  }
}
