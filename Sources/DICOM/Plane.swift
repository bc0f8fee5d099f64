internal import Files
internal import Geometry
internal import Volumes

/// How slices along k of a grid become DICOM pictures.
struct Plane {
  private let grid: Grid
  /// Whether pictures run against i and j.
  private let isReversed: (i: Bool, j: Bool)

  /// Lays pictures so that columns go to the left or back and rows to the back or feet.
  ///
  /// - Throws: `EffaceError.unsuitable`.
  init(_ grid: Grid) throws(EffaceError) {
    let columns = grid.affine.linear.columns
    let axes = [columns.x, columns.y, columns.z].map { normalized($0) }
    guard abs(dot(axes[0], axes[1])) < 1e-3, abs(dot(axes[0], axes[2])) < 1e-3,
      abs(dot(axes[1], axes[2])) < 1e-3
    else {
      throw EffaceError(
        .unsuitable,
        "The axes of the volume are not at right angles, which a DICOM series cannot hold.")
    }
    guard max(grid.size.x, grid.size.y) <= 65_535 else {
      throw EffaceError(.unsuitable, "A DICOM picture has at most 65535 rows and columns.")
    }
    self.grid = grid
    let orientation = Orientation(grid.affine)
    func reversed(_ axis: Int) -> Bool {
      // Left, back and feet are the negative ends of RAS+.
      orientation.positive[axis]
    }
    isReversed = (reversed(0), reversed(1))
  }

  private var rowStep: Vector3 { grid.affine.linear.columns.x * (isReversed.i ? -1 : 1) }
  private var columnStep: Vector3 { grid.affine.linear.columns.y * (isReversed.j ? -1 : 1) }

  /// World to DICOM's patient frame.
  private func lps(_ ras: Vector3) -> Vector3 { ras * Vector3(-1, -1, 1) }

  /// Image Position of slice `k` in mm, LPS.
  func position(ofSlice k: Int) -> Vector3 {
    let corner = Vector3(
      isReversed.i ? Double(grid.size.x - 1) : 0, isReversed.j ? Double(grid.size.y - 1) : 0,
      Double(k))
    return lps(grid.affine(corner))
  }

  /// The attributes of the image plane that all slices share.
  func describe(in object: inout DICOMObject) {
    let row = lps(normalized(rowStep))
    let column = lps(normalized(columnStep))
    let spacing = grid.spacing
    object.set(.imageOrientation, decimals: [row.x, row.y, row.z, column.x, column.y, column.z])
    object.set(.pixelSpacing, decimals: [spacing.y, spacing.x])
    object.set(.sliceThickness, decimals: [spacing.z])
    object.set(.spacingBetweenSlices, decimals: [spacing.z])
    object.set(.rows, short: grid.size.y)
    object.set(.columns, short: grid.size.x)
  }

  /// The stored pixels of slice `k`, row after row, little-endian.
  func pixels(of volume: Volume, slice k: Int, _ scaling: StoredScaling) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(2 * grid.size.x * grid.size.y)
    for row in 0..<grid.size.y {
      let j = isReversed.j ? grid.size.y - 1 - row : row
      for column in 0..<grid.size.x {
        let i = isReversed.i ? grid.size.x - 1 - column : column
        let stored = scaling.stored(volume[i, j, k])
        bytes.append(UInt8(truncatingIfNeeded: stored))
        bytes.append(UInt8(truncatingIfNeeded: stored >> 8))
      }
    }
    return bytes
  }
}
