public import Files
internal import Foundation
internal import Geometry
public import Volumes

/// Where in a volume each pixel of each file of a series lies; the way back from a volume to files.
public struct SeriesPlaces: Sendable {
  /// The images in order.
  let stack: SliceStack
  /// Where the voxels lie.
  let grid: Grid
  /// Whether slopes differ between images, so that voxels hold physical values.
  let isRescaled: Bool

  private let placing: VoxelLayout
  private let columns: Int
  private let rows: Int

  /// Voxels of one frame of the volume.
  var perVolume: Int { grid.count }

  init(_ stack: SliceStack) {
    let first = stack.slices[0]
    let size = first.instance.sliceSize ?? (0, 0)
    placing = VoxelLayout(
      stack, columns: size.columns, rows: size.rows,
      isThreeDimensional: first.instance.isThreeDimensional && first.instance.placing != .nowhere,
      isColour: first.instance.isColour)
    isRescaled = stack.slices.contains {
      $0.frame.slope != first.frame.slope || $0.frame.intercept != first.frame.intercept
    }
    grid = Grid(size: placing.size, affine: placing.affine)
    (columns, rows) = size
    self.stack = stack
  }

  /// Where image `index` of the stack goes.
  func slice(_ index: Int) -> PlacedSlice {
    let (time, place) = index.quotientAndRemainder(dividingBy: stack.places)
    return PlacedSlice(
      columns: columns, rows: rows,
      start: time * perVolume + placing.start + place * placing.strides.z, strides: placing.strides)
  }
}

extension SeriesPlaces {
  /// By path, the frames of the file that are part of the volume.
  public var frames: [String: Set<Int>] {
    stack.slices.reduce(into: [:]) { $0[$1.instance.path, default: []].insert($1.frameIndex) }
  }

  /// How far in mm a slice lies from where the volume's affine says, because slices are missing or
  /// unevenly spaced.
  public var displacement: Double { stack.displacement }

  /// What must change in the files, by path, so that they hold `after` where they held `before`.
  /// Pixels whose voxels have the same bits in both stay as they are.
  ///
  /// - Throws: `EffaceError.unsuitable` where a new value does not fit into the bits of a file, or
  ///   the voxels are colours or single bits.
  public func edits(
    from before: NIfTIImage, to after: NIfTIImage
  ) throws(EffaceError) -> [String: PixelEdits] {
    if let reason = stack.slices[0].instance.pictureRefusal {
      throw EffaceError(.unsuitable, "Pixels cannot be written back into a file since \(reason).")
    }
    let perSlice = Parallel.map(stack.slices.count) { index -> Result<PixelEdits, EffaceError> in
      let coding = PixelCoding(stack.slices[index], isRescaled: isRescaled)
      var edits = PixelEdits()
      for (voxel, row, column) in changes(in: index, from: before, to: after) {
        guard let bits = coding.bits(after.stored(at: voxel)) else {
          return .failure(coding.refusal(after.physical(at: voxel)))
        }
        edits.append(bits, at: coding.first + row * coding.across + column)
      }
      return .success(edits)
    }
    var result: [String: PixelEdits] = [:]
    for (slice, edits) in zip(stack.slices, perSlice) {
      result[slice.instance.path, default: PixelEdits()].append(try edits.get())
    }
    return result
  }

  /// `after` as the files can hold it: where each image has a slope of its own, new values become
  /// the nearest that the image can store.
  public func storable(_ after: NIfTIImage, changedFrom before: NIfTIImage) -> NIfTIImage {
    guard isRescaled else { return after }
    var result = after
    for index in stack.slices.indices {
      let coding = PixelCoding(stack.slices[index], isRescaled: true)
      for (voxel, _, _) in changes(in: index, from: before, to: after) {
        result.setStored(coding.nearest(after.stored(at: voxel)), at: voxel)
      }
    }
    return result
  }

  /// The pixels of image `index` whose voxels differ.
  private func changes(
    in index: Int, from before: NIfTIImage, to after: NIfTIImage
  ) -> [(voxel: Int, row: Int, column: Int)] {
    precondition(before.voxels.count == after.voxels.count, "the volumes must be alike")
    let width = before.header.voxelType.bytesPerVoxel
    let place = slice(index)
    var list: [(voxel: Int, row: Int, column: Int)] = []
    before.voxels.withUnsafeBytes { old in
      after.voxels.withUnsafeBytes { new in
        for row in 0..<rows {
          for column in 0..<columns {
            let voxel = place.start + row * place.strides.y + column * place.strides.x
            for byte in voxel * width..<(voxel + 1) * width where old[byte] != new[byte] {
              list.append((voxel, row, column))
              break
            }
          }
        }
      }
    }
    return list
  }
}

/// How one image stores its values.
private struct PixelCoding {
  /// The first pixel of the image in its file, and pixels in a row of the file.
  let first: Int
  let across: Int

  private let range: ClosedRange<Double>
  private let scaling: (slope: Double, intercept: Double)?
  private let number: Int

  init(_ slice: DICOMSeries.Slice, isRescaled: Bool) {
    let layout = slice.instance.layout
    first = slice.instance.firstPixel(ofFrame: slice.frameIndex)
    across = layout?.columns ?? 0
    let bits = Double(layout?.bitsStored ?? 16)
    let half = exp2(bits - 1)
    range = layout?.isSigned ?? false ? -half...half - 1 : 0...2 * half - 1
    scaling = isRescaled ? (slice.frame.slope, slice.frame.intercept) : nil
    number = slice.instance.seriesNumber
  }

  /// The bits that stand for a voxel's `value`; nil where they are too few.
  func bits(_ value: Double) -> UInt32? {
    let stored = (scaling.map { (value - $0.intercept) / $0.slope } ?? value).rounded()
    return range.contains(stored) ? UInt32(truncatingIfNeeded: Int(stored)) : nil
  }

  /// The nearest value to a physical `value` that can be stored, as conversion reads it.
  func nearest(_ value: Double) -> Double {
    guard let scaling else { return value }
    let stored = ((value - scaling.intercept) / scaling.slope).rounded()
    return min(max(stored, range.lowerBound), range.upperBound) * scaling.slope + scaling.intercept
  }

  func refusal(_ value: Double) -> EffaceError {
    EffaceError(
      .unsuitable,
      "The value \(value) cannot be stored in the pixels of series \(number); choose another one "
        + "with --fill, or another method.")
  }
}
