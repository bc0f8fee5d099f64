internal import Geometry

/// How the columns, rows and slices of a stack become the axes i, j and k of a NIfTI file.
///
/// The rules are dcm2niix's, so that files can be exchanged: k rises along the right-handed normal;
/// rows are turned so that j rises towards the top of the picture; the volume of a
/// three-dimensional acquisition is turned to the nearest RAS+ axes, unless it holds colours, which
/// stay as they are.
struct VoxelLayout {
  /// Sizes of the volume.
  let size: SIMD3<Int>
  /// Voxel indices to world mm, RAS+.
  let affine: Affine
  /// How far apart, in voxels, neighbours along columns, rows and slices lie in the volume.
  let strides: SIMD3<Int>
  /// Where the first pixel of the first slice goes.
  let start: Int

  /// Decides the layout of a stack of `size` (columns, rows, slices) placed by `affine`.
  init(
    _ stack: SliceStack, columns: Int, rows: Int, isThreeDimensional: Bool, isColour: Bool = false
  ) {
    let size = SIMD3(columns, rows, stack.places)
    let isVolume = isThreeDimensional && stack.places > 1 && stack.times == 1
    if isVolume {
      self.init(
        size, stack.affine,
        axes: stack.isUniform && !isColour ? Orientation(stack.affine) : nil)
    } else {
      self.init(size, stack.affine, order: SIMD3(0, 1, 2), flipped: [false, true, false])
    }
  }

  private init(_ size: SIMD3<Int>, _ affine: Affine, axes: Orientation?) {
    guard let axes else {
      self.init(size, affine, order: SIMD3(0, 1, 2), flipped: [false, false, false])
      return
    }
    var order = SIMD3<Int>(repeating: 0)
    for source in 0..<3 { order[axes.worldAxes[source]] = source }
    self.init(size, affine, order: order, flipped: axes.positive.map { !$0 })
  }

  /// `order[n]` is the source axis of volume axis n; `flipped` is by source axis.
  private init(_ size: SIMD3<Int>, _ affine: Affine, order: SIMD3<Int>, flipped: [Bool]) {
    var strides = SIMD3<Int>(repeating: 0)
    var start = 0
    var linear = affine.linear
    var origin = affine.translation
    let columns = [affine.linear.columns.x, affine.linear.columns.y, affine.linear.columns.z]
    var step = 1
    var target = SIMD3<Int>(repeating: 1)
    for axis in 0..<3 {
      let source = order[axis]
      let sign = flipped[source] ? -1 : 1
      strides[source] = sign * step
      if flipped[source] {
        start += step * (size[source] - 1)
        origin += columns[source] * Double(size[source] - 1)
      }
      for row in 0..<3 { linear[row, axis] = Double(sign) * columns[source][row] }
      target[axis] = size[source]
      step *= size[source]
    }
    self.size = target
    self.affine = Affine(linear: linear, translation: origin)
    self.strides = strides
    self.start = start
  }
}
