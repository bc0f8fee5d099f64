internal import Files
internal import Foundation
internal import Geometry
internal import Synchronization
internal import Volumes

/// The decoded pixels of a stack at their places in the volume.
struct StackedPixels {
  /// Images that could not be decoded.
  let failures: [SkippedFile]

  /// Where each image lies in the volume.
  let places: SeriesPlaces

  private let type: VoxelType
  private let bytes: [UInt8]

  /// Decodes the images of `stack`, which come from files of `layout`.
  init(_ stack: SliceStack, layout: DICOMPixels.Layout, parser: any DICOMParser) {
    let places = SeriesPlaces(stack)
    var widest = layout
    widest.bitsStored =
      stack.slices.compactMap(\.instance.layout?.bitsStored).max() ?? layout.bitsStored
    let raw = VoxelType(widest)
    let type: VoxelType = places.isRescaled ? .float32 : raw
    let total = places.perVolume * stack.times * type.bytesPerVoxel

    // Where each frame of each file goes.
    var positions: [String: [(frame: Int, index: Int)]] = [:]
    for (index, slice) in stack.slices.enumerated() {
      positions[slice.instance.path, default: []].append((slice.frameIndex, index))
    }
    let images = positions
    let instances = positions.keys.sorted().compactMap { path in
      images[path]?.first.map { stack.slices[$0.index].instance }
    }
    // Pixels that stand in the file as they are need no parser, whose process costs more than they.
    let plain = instances.filter { $0.pixelOffset != nil }
    let others = instances.filter { $0.pixelOffset == nil }.map(\.path)
    let failures = Mutex<[SkippedFile]>([])
    let bytes = [UInt8](unsafeUninitializedCapacity: total) { buffer, count in
      // Each image writes to voxels of its own.
      nonisolated(unsafe) let output = UnsafeMutableRawBufferPointer(buffer)
      @Sendable func place(_ path: String, _ result: Result<DICOMPixels, EffaceError>) {
        let reason: String
        switch result {
        case .failure(let error): reason = error.description
        case .success(let pixels) where !pixels.agrees(with: layout):
          reason = "Its pixels are not laid out as its header says."
        case .success(let pixels):
          for (frame, index) in images[path] ?? [] {
            let slice = stack.slices[index]
            // The header knows sign and bits better than a compressed stream does.
            let values = DICOMPixels(layout: slice.instance.layout ?? layout, bytes: pixels.bytes)
            places.slice(index).write(
              values, first: slice.instance.firstPixel(ofFrame: frame), to: output, as: raw,
              scaling: places.isRescaled ? (slice.frame.slope, slice.frame.intercept) : nil)
          }
          return
        }
        failures.withLock { $0.append(SkippedFile(path, reason)) }
      }
      Parallel.forEach(plain.count) { place(plain[$0].path, DICOMPixels.plain(plain[$0])) }
      let files = others.map { URL(filePath: $0, directoryHint: .notDirectory) }
      parser.pixels(of: files, overlay: stack.slices[0].instance.shownOverlay) { file, result in
        place(others[file], result)
      }
      count = total
    }
    self.places = places
    self.type = type
    self.bytes = bytes
    self.failures = failures.withLock { $0 }.sorted { $0.path < $1.path }
  }

  /// The volume with its header; only where there are no failures.
  func image() throws(EffaceError) -> NIfTIImage {
    let stack = places.stack
    guard places.grid.size.max() <= 32_767, stack.times <= 32_767 else {
      throw EffaceError(.unsuitable, "A series is larger than NIfTI-1 can say (32767 voxels).")
    }
    let frame = stack.slices[0].frame
    let isStored = !places.isRescaled && type.isScalar
    let header = NIfTIHeader(
      grid: places.grid, frames: stack.times, type: signedType,
      slope: isStored ? frame.slope : 1, intercept: isStored ? frame.intercept : 0,
      isPlaced: stack.slices[0].instance.placing != .nowhere)
    return NIfTIImage(header: header, voxels: bytes)
  }

  /// SPM and FSL read signed numbers only; where the values allow it, nothing is lost.
  private var signedType: VoxelType {
    switch type {
    case .uint16: bytes.hasHighBit(width: 2) ? type : .int16
    case .uint32: bytes.hasHighBit(width: 4) ? type : .int32
    default: type
    }
  }
}

extension VoxelType {
  /// The type that holds the stored values of pixels laid out as `layout`.
  fileprivate init(_ layout: DICOMPixels.Layout) {
    guard layout.samples == 1 else {
      self = .rgb24
      return
    }
    switch (layout.bitsAllocated, layout.isSigned) {
    case (8, false): self = .uint8
    case (8, true): self = .int8
    case (16, true): self = .int16
    case (16, false): self = layout.bitsStored < 16 ? .int16 : .uint16
    case (_, true): self = .int32
    case (_, false): self = .uint32
    }
  }
}

extension DICOMPixels {
  /// Whether these pixels are what the header promised.
  fileprivate func agrees(with other: Layout) -> Bool {
    layout.columns == other.columns && layout.rows == other.rows && layout.samples == other.samples
      && layout.bitsAllocated == other.bitsAllocated
  }
}

extension [UInt8] {
  /// Whether one of the little-endian numbers of `width` bytes, 2 or 4, has its highest bit set.
  fileprivate func hasHighBit(width: Int) -> Bool {
    withUnsafeBytes { raw in
      var all: UInt64 = 0
      let words = raw.count / 8
      for word in 0..<words { all |= raw.loadUnaligned(fromByteOffset: 8 * word, as: UInt64.self) }
      var tail: UInt8 = 0
      for index in stride(from: 8 * words + width - 1, to: raw.count, by: width) {
        tail |= raw[index]
      }
      return all & (width == 2 ? 0x8000_8000_8000_8000 : 0x8000_0000_8000_0000) != 0
        || tail & 0x80 != 0
    }
  }
}
