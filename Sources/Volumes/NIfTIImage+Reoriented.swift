public import Files
public import Geometry

extension NIfTIImage {
  /// The same voxels, in the order in which their axes run nearest to `orientation`. Nothing is
  /// interpolated, and every voxel keeps its place in the world.
  ///
  /// The header is made anew (description and extensions are dropped), unless nothing changes.
  ///
  /// - Throws: `EffaceError.unsuitable` where the image has more than four axes or is larger than a
  ///   NIfTI-1 header can say.
  public func reoriented(to orientation: Orientation) throws(EffaceError) -> NIfTIImage {
    let current = Orientation(grid.affine)
    guard current != orientation else { return self }
    guard header.dimensions.count <= 4, grid.size.max() <= 32_767 else {
      throw EffaceError(
        .unsuitable, "Only images of three or four axes, up to 32767 voxels long, can be turned.")
    }
    // For each axis of the result: the axis of this image that follows the same world axis.
    var source = SIMD3<Int>()
    var isFlipped = [false, false, false]
    for axis in 0..<3 {
      for own in 0..<3 where current.worldAxes[own] == orientation.worldAxes[axis] {
        source[axis] = own
        isFlipped[axis] = current.positive[own] != orientation.positive[axis]
      }
    }
    let old = grid.size
    let size = SIMD3(old[source[0]], old[source[1]], old[source[2]])
    let steps = SIMD3(1, old.x, old.x * old.y)
    var start = 0
    var strides = SIMD3<Int>()
    var linear = grid.affine.linear
    var origin = grid.affine.translation
    let columns = [linear.columns.x, linear.columns.y, linear.columns.z]
    for axis in 0..<3 {
      let own = source[axis]
      strides[axis] = isFlipped[axis] ? -steps[own] : steps[own]
      if isFlipped[axis] {
        start += steps[own] * (old[own] - 1)
        origin += columns[own] * Double(old[own] - 1)
      }
      for row in 0..<3 { linear[row, axis] = columns[own][row] * (isFlipped[axis] ? -1 : 1) }
    }
    let header = NIfTIHeader(
      grid: Grid(size: size, affine: Affine(linear: linear, translation: origin)),
      frames: header.frameCount, type: header.voxelType, slope: header.slope,
      intercept: header.intercept)
    return NIfTIImage(
      header: header, voxels: moved(to: header, start: start, strides: strides))
  }

  /// The bytes of the voxels at `start + strides * (i, j, k)`, in this machine's byte order.
  private func moved(to new: NIfTIHeader, start: Int, strides: SIMD3<Int>) -> [UInt8] {
    let width = new.voxelType.bytesPerVoxel
    let swaps = header.isSwapped && new.voxelType.isScalar
    let (size, count) = (new.grid.size, new.grid.count)
    let frames = header.frameCount
    return [UInt8](unsafeUninitializedCapacity: voxels.count) { buffer, initialized in
      // Slabs do not overlap, and the closure is the only writer.
      nonisolated(unsafe) let output = buffer
      Parallel.forEach(frames * size.z) { slab in
        let (frame, k) = slab.quotientAndRemainder(dividingBy: size.z)
        voxels.withUnsafeBufferPointer { input in
          var target = (frame * count + k * size.x * size.y) * width
          for j in 0..<size.y {
            var from = (frame * count + start + k * strides.z + j * strides.y) * width
            for _ in 0..<size.x {
              for byte in 0..<width {
                output[target + byte] = input[from + (swaps ? width - 1 - byte : byte)]
              }
              target += width
              from += strides.x * width
            }
          }
        }
      }
      initialized = voxels.count
    }
  }
}
