public import Geometry

extension NIfTIHeader {
  /// A new little-endian NIfTI-1 header (single file, mm and seconds, sform and qform codes 1).
  ///
  /// - Parameters:
  ///   - grid: Sizes up to 32,767 and the affine, written as sform and, where the axes are
  ///     orthogonal, as qform.
  ///   - frames: Number of frames; a fourth axis is written where it is above 1.
  ///   - type: How voxels will be stored.
  ///   - slope: Scaling of stored values.
  ///   - intercept: Offset of stored values.
  ///   - description: At most 79 bytes of text without personal data.
  ///   - isPlaced: Where not, both codes are 0 and nothing but the lengths of voxels is kept of the
  ///     affine.
  public init(
    grid: Grid, frames: Int = 1, type: VoxelType, slope: Double = 1, intercept: Double = 0,
    description: String = "Efface", isPlaced: Bool = true
  ) {
    var grid = grid
    if !isPlaced {
      grid.affine = Affine(linear: Matrix3(diagonal: grid.spacing), translation: Vector3())
    }
    var bytes = [UInt8](repeating: 0, count: 352)
    func put<T>(_ value: T, at offset: Int) {
      withUnsafeBytes(of: value) { source in
        for (index, byte) in source.enumerated() { bytes[offset + index] = byte }
      }
    }
    put(Int32(348), at: 0)
    let sizes = [grid.size.x, grid.size.y, grid.size.z] + (frames > 1 ? [frames] : [])
    put(Int16(sizes.count), at: 40)
    for axis in 0..<7 {
      put(Int16(clamping: axis < sizes.count ? sizes[axis] : 1), at: 42 + 2 * axis)
    }
    put(Int16(type.rawValue), at: 70)
    put(Int16(8 * type.bytesPerVoxel), at: 72)
    let quaternion = isPlaced ? Quaternion(grid.affine.linear) : nil
    put(Float(quaternion?.handedness ?? 1), at: 76)
    let spacing = grid.spacing
    for axis in 0..<3 { put(Float(spacing[axis]), at: 80 + 4 * axis) }
    put(Float(352), at: 108)
    put(Float(slope), at: 112)
    put(Float(intercept), at: 116)
    bytes[123] = 10
    for (index, byte) in description.utf8.prefix(79).enumerated() { bytes[148 + index] = byte }
    if let quaternion {
      put(Int16(1), at: 252)
      put(Float(quaternion.b), at: 256)
      put(Float(quaternion.c), at: 260)
      put(Float(quaternion.d), at: 264)
      for axis in 0..<3 { put(Float(grid.affine.translation[axis]), at: 268 + 4 * axis) }
    }
    if isPlaced { put(Int16(1), at: 254) }
    for (row, values) in grid.affine.rows.enumerated() where isPlaced {
      for (column, value) in values.enumerated() {
        put(Float(value), at: 280 + 16 * row + 4 * column)
      }
    }
    for (index, byte) in "n+1".utf8.enumerated() { bytes[344 + index] = byte }
    self.init(
      version: 1, bytes: bytes, isSwapped: false, dimensions: sizes, voxelType: type, slope: slope,
      intercept: intercept, qformCode: quaternion == nil ? 0 : 1, sformCode: isPlaced ? 1 : 0,
      grid: grid,
      dataOffset: 352)
  }

  private init(
    version: Int, bytes: [UInt8], isSwapped: Bool, dimensions: [Int], voxelType: VoxelType,
    slope: Double, intercept: Double, qformCode: Int, sformCode: Int, grid: Grid, dataOffset: Int
  ) {
    self.version = version
    self.bytes = bytes
    self.isSwapped = isSwapped
    self.dimensions = dimensions
    self.voxelType = voxelType
    self.slope = slope
    self.intercept = intercept
    self.qformCode = qformCode
    self.sformCode = sformCode
    self.grid = grid
    self.dataOffset = dataOffset
  }
}

/// The qform's rotation, which cannot hold shears.
private struct Quaternion {
  let b: Double
  let c: Double
  let d: Double
  /// qfac of the standard: -1 where the axes are left-handed.
  let handedness: Double

  /// Nil where the columns of `matrix` are not orthogonal to 1e-4.
  init?(_ matrix: Matrix3) {
    let columns = matrix.columns
    let x = normalized(columns.x)
    let y = normalized(columns.y)
    var z = normalized(columns.z)
    guard abs(dot(x, y)) < 1e-4, abs(dot(y, z)) < 1e-4, abs(dot(x, z)) < 1e-4 else { return nil }
    handedness = dot(x, cross(y, z)) < 0 ? -1 : 1
    z *= handedness
    // Columns to quaternion by the largest of the four squared components, for accuracy.
    let trace = x.x + y.y + z.z
    var q: (a: Double, b: Double, c: Double, d: Double)
    if trace > 0 {
      let s = (trace + 1).squareRoot() * 2
      q = (s / 4, (y.z - z.y) / s, (z.x - x.z) / s, (x.y - y.x) / s)
    } else if x.x > y.y, x.x > z.z {
      let s = (1 + x.x - y.y - z.z).squareRoot() * 2
      q = ((y.z - z.y) / s, s / 4, (y.x + x.y) / s, (z.x + x.z) / s)
    } else if y.y > z.z {
      let s = (1 + y.y - x.x - z.z).squareRoot() * 2
      q = ((z.x - x.z) / s, (y.x + x.y) / s, s / 4, (z.y + y.z) / s)
    } else {
      let s = (1 + z.z - x.x - y.y).squareRoot() * 2
      q = ((x.y - y.x) / s, (z.x + x.z) / s, (z.y + y.z) / s, s / 4)
    }
    if q.a < 0 { q = (-q.a, -q.b, -q.c, -q.d) }
    (b, c, d) = (q.b, q.c, q.d)
  }
}
