internal import Geometry
internal import Volumes

/// A scan made ready for ray casting: -1 in air, 0 at the surface, +1 in tissue.
///
/// Axes are permuted and flipped without loss to the order nearest to RAS, so that the storage order
/// of a scan cannot change a picture. Three voxels of air surround it. Values are
/// `(value - level) / (level - air)` limited to -1...1, which keeps bright fat and bone from moving
/// the surface when the field is smoothed.
struct SurfaceField: Sendable {
  /// Voxels along each axis, padding included.
  let size: SIMD3<Int>
  /// Field voxels to world mm, RAS+.
  let affine: Affine
  /// `size` values, first axis fastest.
  let values: [Float]

  /// Voxels of air on every side.
  static let padding = 3

  /// What is kept in mm on every side of the mask: further off, nothing reaches a surface in it.
  private static let margin = 8.0

  /// Loose parts of the head up to this volume in mm^3 are noise.
  private static let speck = 300.0

  /// Prepares `volume`.
  ///
  /// - Parameters:
  ///   - volume: Any grid.
  ///   - level: The value at the surface.
  ///   - mask: On any grid; tissue more than one of its voxels away from it is left out,
  ///     and so are loose specks.
  ///   - smoothing: Standard deviation in mm of the Gaussian that takes noise off the surface.
  ///   - isLocal: Whether the level follows the brightness of the tissue nearby.
  init(
    _ volume: Volume, level: Float, mask: VoxelMask?, smoothing: Double, isLocal: Bool = false
  ) {
    let whole = Layout(volume.grid)
    let around = mask?.dilated(1)
    let layout = around.flatMap { whole.cropped(around: $0, margin: Self.margin) } ?? whole
    let air = level - Self.contrast(volume, level: level)
    let local = isLocal ? LocalLevel(volume, whole, level: level) : nil
    var block = Block(layout, volume: volume, level: level, air: air, local: local)
    if let around { block.clear(outside: around) }
    block.refineThickAxes()
    block.smooth(deviation: smoothing)
    if mask != nil { block.clearSpecks(below: Self.speck) }
    size = block.size
    affine = block.affine
    values = block.values
  }

  private init(size: SIMD3<Int>, affine: Affine, values: [Float]) {
    (self.size, self.affine, self.values) = (size, affine, values)
  }

  /// Whether any voxel lies above the surface level.
  var hasSurface: Bool { values.contains { $0 > 0 } }

  /// This field with tissue in every cavity that air from outside does not reach.
  var withoutCavities: SurfaceField {
    let solid = VoxelMask(Volume(grid: Grid(size: size, affine: affine), values: values), above: 0)
    var filled = values
    for (index, bit) in solid.filled.bits.enumerated() where bit == 1 && filled[index] <= 0 {
      filled[index] = 1
    }
    return SurfaceField(size: size, affine: affine, values: filled)
  }

  /// The difference between the level and air.
  ///
  /// With HU, 700 at the usual level: padding of -2000 or -3024 beyond a round field of view is not
  /// air. Otherwise air is the median of what lies below the level.
  private static func contrast(_ volume: Volume, level: Float) -> Float {
    let step = max(1, volume.values.count / 200_000)
    var below = stride(from: 0, to: volume.values.count, by: step)
      .map { volume.values[$0] }.filter { $0 < level }
    guard let lowest = below.min() else { return 1 }
    if lowest < -500, level > -950 { return level + 1000 }
    return max(level - below.selected(below.count / 2), abs(level) * 1e-4, 1e-30)
  }
}

/// How the voxels of a grid are walked in the order nearest to RAS.
struct Layout {
  /// Voxels along R, A, S.
  let size: SIMD3<Int>
  /// Steps in memory along R, A, S.
  let steps: SIMD3<Int>
  /// Position in memory of the first voxel.
  let first: Int
  /// Where the first voxel lies in the whole grid, in the new order.
  let offset: SIMD3<Int>
  /// Voxels in the new order to world mm.
  let affine: Affine

  init(_ grid: Grid) {
    let orientation = Orientation(grid.affine)
    let memory = SIMD3(1, grid.size.x, grid.size.x * grid.size.y)
    let columns = [
      grid.affine.linear.columns.x, grid.affine.linear.columns.y, grid.affine.linear.columns.z,
    ]
    var (size, steps, first) = (SIMD3<Int>(), SIMD3<Int>(), 0)
    var linear = [Vector3(), Vector3(), Vector3()]
    var corner = Vector3()
    for voxel in 0..<3 {
      let world = orientation.worldAxes[voxel]
      let forwards = orientation.positive[voxel]
      size[world] = grid.size[voxel]
      steps[world] = forwards ? memory[voxel] : -memory[voxel]
      linear[world] = forwards ? columns[voxel] : columns[voxel] * -1
      if !forwards {
        first += memory[voxel] * (grid.size[voxel] - 1)
        corner[voxel] = Double(grid.size[voxel] - 1)
      }
    }
    self.size = size
    self.steps = steps
    self.first = first
    offset = SIMD3()
    affine = Affine(
      linear: Matrix3(columns: linear[0], linear[1], linear[2]), translation: grid.affine(corner))
  }

  private init(part whole: Layout, from low: SIMD3<Int>, size: SIMD3<Int>) {
    self.size = size
    steps = whole.steps
    first = whole.first + (low &* whole.steps).wrappedSum()
    offset = whole.offset &+ low
    affine = Affine(linear: whole.affine.linear, translation: whole.affine(Vector3(low)))
  }

  /// The part that holds `mask`, on any grid, and `margin` mm on every side of it; nil where it is
  /// empty or elsewhere.
  func cropped(around mask: VoxelMask, margin: Double) -> Layout? {
    guard let toLayout = affine.inverse, let box = mask.bounds else { return nil }
    var (low, high) = (toLayout * mask.grid.affine).bounds(
      of: Vector3(box.low) - 0.5, Vector3(box.high) + 0.5)
    let last = Vector3(size &- 1)
    let extra = Vector3(repeating: margin) / affine.columnLengths
    low = pointwiseMax(low - extra, Vector3())
    high = pointwiseMin(high + extra, last)
    guard all(low .<= high) else { return nil }
    let from = SIMD3<Int>(low, rounding: .down)
    return Layout(part: self, from: from, size: SIMD3<Int>(high, rounding: .up) &- from &+ 1)
  }
}
