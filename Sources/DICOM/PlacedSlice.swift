internal import Volumes

/// Where the pixels of one image go in the voxels of a volume.
struct PlacedSlice {
  let columns: Int
  let rows: Int
  /// The voxel of the first pixel.
  let start: Int
  /// Distance in voxels between neighbours along columns (x) and rows (y).
  let strides: SIMD3<Int>

  /// Copies the frame of `pixels` that begins at pixel `first`, whose stored values are of `type`.
  ///
  /// `scaling` is the slope and intercept to apply, giving float32; nil keeps stored values.
  func write(
    _ pixels: DICOMPixels, first: Int, to output: UnsafeMutableRawBufferPointer,
    as type: VoxelType, scaling: (slope: Double, intercept: Double)?
  ) {
    let width = pixels.layout.pixelByteCount
    let across = pixels.layout.columns
    let end = (first + (rows - 1) * across + columns) * width
    pixels.bytes.withUnsafeBytes { all in
      guard end <= all.count else { return }
      let source = UnsafeRawBufferPointer(rebasing: all[first * width..<end])
      guard pixels.layout.samples == 1 else {
        place(source, across, output) { (colour: Colour) in colour }
        return
      }
      func copy<Stored: FixedWidthInteger & BitwiseCopyable>(_: Stored.Type) {
        let bits = Bits<Stored>(pixels.layout)
        if let scaling {
          place(source, across, output) { (value: Stored) in
            Float(Double(bits.value(value)) * scaling.slope + scaling.intercept)
          }
        } else {
          place(source, across, output) { (value: Stored) in bits.value(value) }
        }
      }
      switch (type.bytesPerVoxel, pixels.layout.isSigned) {
      case (1, false): copy(UInt8.self)
      case (1, true): copy(Int8.self)
      case (2, false): copy(UInt16.self)
      case (2, true): copy(Int16.self)
      case (_, false): copy(UInt32.self)
      case (_, true): copy(Int32.self)
      }
    }
  }

  @inline(__always)
  private func place<Stored: BitwiseCopyable, Voxel: BitwiseCopyable>(
    _ source: UnsafeRawBufferPointer, _ across: Int, _ output: UnsafeMutableRawBufferPointer,
    _ convert: (Stored) -> Voxel
  ) {
    let (width, stride) = (MemoryLayout<Stored>.size, MemoryLayout<Voxel>.size)
    for row in 0..<rows {
      var target = (start + row * strides.y) * stride
      var from = row * across * width
      for _ in 0..<columns {
        let value = source.loadUnaligned(fromByteOffset: from, as: Stored.self)
        output.storeBytes(of: convert(value), toByteOffset: target, as: Voxel.self)
        from += width
        target += strides.x * stride
      }
    }
  }
}

/// One pixel of three samples.
private struct Colour {
  let red: UInt8
  let green: UInt8
  let blue: UInt8
}

/// Cuts what lies above the stored bits (overlays, padding) and extends the sign.
private struct Bits<Stored: FixedWidthInteger> {
  private let unused: Int

  init(_ layout: DICOMPixels.Layout) {
    let width = Stored.bitWidth
    unused = (1...width).contains(layout.bitsStored) ? width - layout.bitsStored : 0
  }

  /// Shifting up and back fills with zeros or with the sign, as the type says.
  @inline(__always) func value(_ raw: Stored) -> Stored { (raw << unused) >> unused }
}
