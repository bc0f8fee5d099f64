internal import Files
internal import Foundation
internal import Geometry
internal import Volumes

/// What a foreign program made of a scan, brought to the scan's grid without resampling.
struct ExternalResult {
  /// The voxels that it changed, with its values; those beyond its output's field are cleared.
  let edit: VoxelEdit

  /// Reads the output at `url`.
  ///
  /// The output may be turned, mirrored or cropped by whole voxels. A voxel counts as changed where
  /// the values differ by more than half a step of the scan's stored numbers.
  ///
  /// - Throws: `EffaceError.foreign` where the output is no readable scan or lies on another grid.
  init(_ url: URL, program: String, scan: AnalysedScan) throws(EffaceError) {
    let image: NIfTIImage
    do {
      image = try NIfTIImage(contentsOf: url)
    } catch {
      throw EffaceError(.foreign, "The program \(program) wrote a file that cannot be read.")
    }
    guard image.header.frameCount == 1, image.header.voxelType.isScalar,
      let map = Self.wholeVoxels(from: scan.volume.grid, to: image.grid)
    else {
      throw EffaceError(
        .foreign,
        "The program \(program) wrote another grid than that of its input, so its result cannot be "
          + "brought back without resampling the scan.")
    }
    let after = image.volume()
    let (grid, size) = (scan.volume.grid, image.grid.size)
    let step = Self.tolerance(scan.image)
    var indices: [Int32] = []
    var values: [Float] = []
    for at in 0..<grid.count {
      let place = map(grid.voxel(at: at))
      let (i, j, k) = (
        Int(place.x.rounded()), Int(place.y.rounded()), Int(place.z.rounded())
      )
      let isInside = i >= 0 && j >= 0 && k >= 0 && i < size.x && j < size.y && k < size.z
      let value = isInside ? after[i, j, k] : .nan
      let before = scan.volume.values[at]
      if !before.isFinite, isInside, !value.isFinite { continue }
      if abs(value - before) <= step(before) { continue }
      indices.append(Int32(at))
      values.append(value)
    }
    edit = VoxelEdit(indices: indices, values: values)
  }

  /// Half a step of stored integers; of floating point, what single precision loses.
  private static func tolerance(_ image: NIfTIImage) -> (Float) -> Float {
    switch image.header.voxelType {
    case .float32, .float64: { abs($0) * 1e-5 }
    default:
      { [half = Float(abs(image.header.slope)) * 0.501] in max(half, abs($0) * 1e-6) }
    }
  }

  /// The map of voxel positions where it takes whole voxels to whole voxels of the same size, to a
  /// twentieth of a voxel all over the grid.
  private static func wholeVoxels(from grid: Grid, to other: Grid) -> Affine? {
    guard let back = other.affine.inverse else { return nil }
    let map = back * grid.affine
    for row in 0..<3 {
      for column in 0..<3 {
        let entry = abs(map.linear[row, column])
        guard min(entry, abs(entry - 1)) < 1e-3 else { return nil }
      }
    }
    let last = Vector3(Double(grid.size.x), Double(grid.size.y), Double(grid.size.z)) - 1
    for corner in 0..<8 {
      let voxel = Vector3(
        corner & 1 == 0 ? 0 : last.x, corner & 2 == 0 ? 0 : last.y, corner & 4 == 0 ? 0 : last.z)
      let image = map(voxel)
      for axis in 0..<3 where abs(image[axis] - image[axis].rounded()) > 0.05 { return nil }
    }
    return map
  }
}
