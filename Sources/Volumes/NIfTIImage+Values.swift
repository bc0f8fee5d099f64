public import Files
internal import Geometry

extension NIfTIImage {
  /// The physical values of one frame (in `0..<header.frameCount`): stored * slope + intercept.
  public func volume(frame: Int = 0) -> Volume {
    let count = grid.count
    let values = [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      nonisolated(unsafe) let output = buffer
      let slice = 1 << 18
      Parallel.forEach((count + slice - 1) / slice) { piece in
        let range = piece * slice..<min(count, (piece + 1) * slice)
        decode(
          from: frame * count + range.lowerBound,
          into: UnsafeMutableBufferPointer(rebasing: output[range]))
      }
      initialized = count
    }
    return Volume(grid: grid, values: values)
  }

  /// The physical values of a box of the first frame: `size` voxels along each axis, the first at
  /// `low`, all within the grid. The voxels keep their places in the world.
  public func volume(from low: SIMD3<Int>, size: SIMD3<Int>) -> Volume {
    precondition(
      all(low .>= 0) && all(low &+ size .<= grid.size), "the box must lie within the grid")
    let part = grid.part(from: low, size: size)
    let values = [Float](unsafeUninitializedCapacity: part.count) { buffer, initialized in
      // Slices do not overlap, and the closure is the only writer.
      nonisolated(unsafe) let output = buffer
      Parallel.forEach(size.z) { k in
        for j in 0..<size.y {
          let row = part.index(0, j, k)
          decode(
            from: grid.index(low.x, low.y + j, low.z + k),
            into: UnsafeMutableBufferPointer(rebasing: output[row..<row + size.x]))
        }
      }
      initialized = part.count
    }
    return Volume(grid: part, values: values)
  }

  /// The physical values of the voxels that follow position `start` of the file's voxels, frames
  /// included, as many as `output` has room for.
  public func decode(from start: Int, into output: UnsafeMutableBufferPointer<Float>) {
    precondition(
      start >= 0 && start + output.count <= grid.count * header.frameCount,
      "only voxels of the file can be decoded")
    let (slope, intercept) = (header.slope, header.intercept)
    let plain = slope == 1 && intercept == 0
    voxels.withUnsafeBytes { raw in
      func integers<T: FixedWidthInteger>(_: T.Type) {
        func loaded(_ index: Int) -> T {
          raw.loadUnaligned(fromByteOffset: (start + index) * MemoryLayout<T>.size, as: T.self)
        }
        // Without a choice within it the usual loop becomes one of wide instructions.
        guard header.isSwapped || !plain else {
          for index in output.indices { output[index] = Float(loaded(index)) }
          return
        }
        for index in output.indices {
          let value = header.isSwapped ? loaded(index).byteSwapped : loaded(index)
          output[index] =
            plain ? Float(value) : Float(Double(value) * slope + intercept)
        }
      }
      switch header.voxelType {
      case .uint8: integers(UInt8.self)
      case .int8: integers(Int8.self)
      case .int16: integers(Int16.self)
      case .uint16: integers(UInt16.self)
      case .float32 where plain && !header.isSwapped:
        let width = MemoryLayout<Float>.size
        UnsafeMutableRawBufferPointer(output).copyMemory(
          from: UnsafeRawBufferPointer(
            rebasing: raw[start * width..<(start + output.count) * width]))
      default:
        for index in output.indices { output[index] = Float(physical(at: start + index)) }
      }
    }
  }

  /// The stored number at position `index` of the file's voxels (frames included).
  ///
  /// Of an RGB voxel, the mean of its colours.
  public func stored(at index: Int) -> Double {
    voxels.withUnsafeBytes { raw in
      func integer<T: FixedWidthInteger>(_: T.Type) -> T {
        let value = raw.loadUnaligned(
          fromByteOffset: index * MemoryLayout<T>.size, as: T.self)
        return header.isSwapped ? value.byteSwapped : value
      }
      switch header.voxelType {
      case .uint8: return Double(raw[index])
      case .int8: return Double(integer(Int8.self))
      case .int16: return Double(integer(Int16.self))
      case .uint16: return Double(integer(UInt16.self))
      case .int32: return Double(integer(Int32.self))
      case .uint32: return Double(integer(UInt32.self))
      case .int64: return Double(integer(Int64.self))
      case .uint64: return Double(integer(UInt64.self))
      case .float32: return Double(Float(bitPattern: integer(UInt32.self)))
      case .float64: return Double(bitPattern: integer(UInt64.self))
      case .rgb24: return (0..<3).reduce(0) { $0 + Double(raw[3 * index + $1]) } / 3
      case .rgba32: return (0..<3).reduce(0) { $0 + Double(raw[4 * index + $1]) } / 3
      }
    }
  }

  /// Makes sure that a voxel is one number.
  ///
  /// - Throws: `EffaceError.unsuitable`, naming the file as `name`.
  public func requireScalar(_ name: String) throws(EffaceError) {
    guard header.voxelType.isScalar else {
      throw EffaceError(
        .unsuitable, "The file \(name) holds colours, not a scan; give a scalar volume.")
    }
  }

  /// The physical value at position `index` of the file's voxels.
  public func physical(at index: Int) -> Double {
    stored(at: index) * header.slope + header.intercept
  }

  /// The number to store for a physical value, before rounding to the voxel type.
  public func stored(physical value: Double) -> Double {
    (value - header.intercept) / header.slope
  }

  /// Stores `value`, rounded to nearest and clamped to the range of the voxel type.
  public mutating func setStored(_ value: Double, at index: Int) {
    let header = header
    mutateVoxels { header.store(value, at: index, in: $0) }
  }

  /// Stores a value, rounded to nearest and clamped to the range of the voxel type, at each of
  /// `indices`, no two of which are equal, counted from position `first` of the file's voxels.
  ///
  /// - Parameters:
  ///   - indices: Which voxels.
  ///   - first: The position of the frame's first voxel.
  ///   - value: The number for a voxel from its position in `indices` and in the file; asked from
  ///     several threads.
  public mutating func setStored(
    _ indices: [Int32], from first: Int, _ value: @Sendable (_ position: Int, _ at: Int) -> Double
  ) {
    let header = header
    mutateVoxels { raw in
      // No voxel is written twice, and nobody reads.
      nonisolated(unsafe) let raw = raw
      let length = 1 << 14
      Parallel.forEach((indices.count + length - 1) / length) { piece in
        for position in piece * length..<min(indices.count, (piece + 1) * length) {
          let at = first + Int(indices[position])
          header.store(value(position, at), at: at, in: raw)
        }
      }
    }
  }

  /// The smallest and the largest finite stored value of all frames, or nil where none is finite.
  public var storedRange: ClosedRange<Double>? {
    let ranges = Parallel.mapPieces(of: grid.count * header.frameCount, length: 1 << 20) {
      storedRange(of: $0)
    }
    var result: ClosedRange<Double>?
    for range in ranges.compactMap(\.self) {
      guard let known = result else {
        result = range
        continue
      }
      result =
        min(known.lowerBound, range.lowerBound)...max(known.upperBound, range.upperBound)
    }
    return result
  }

  private func storedRange(of indices: Range<Int>) -> ClosedRange<Double>? {
    func integers<T: FixedWidthInteger>(_: T.Type) -> ClosedRange<Double> {
      voxels.withUnsafeBytes { raw in
        let all = raw.assumingMemoryBound(to: T.self)
        var (low, high) = (T.max, T.min)
        // Two loops, of which the compiler makes wide instructions.
        if header.isSwapped {
          for index in indices {
            let value = all[index].byteSwapped
            low = min(low, value)
            high = max(high, value)
          }
        } else {
          for index in indices {
            low = min(low, all[index])
            high = max(high, all[index])
          }
        }
        return Double(low)...Double(high)
      }
    }
    switch header.voxelType {
    case .uint8: return integers(UInt8.self)
    case .int8: return integers(Int8.self)
    case .int16: return integers(Int16.self)
    case .uint16: return integers(UInt16.self)
    default: break
    }
    var low = Double.infinity
    var high = -Double.infinity
    for index in indices {
      let value = stored(at: index)
      if value.isFinite {
        low = min(low, value)
        high = max(high, value)
      }
    }
    return low <= high ? low...high : nil
  }

  /// The same with physical values below 0 set to 0, the background of an MR (the conversion that
  /// was used for CT in the study of 2024).
  ///
  /// Where slope is 1 and the values fit, they are stored without intercept, so that programs that
  /// ignore scaling see the same background.
  public var withoutNegatives: NIfTIImage {
    let lowest = stored(physical: 0)
    var result = self
    let shift = header.intercept
    let top = (storedRange?.upperBound ?? 0) + shift
    let isPlain = header.slope == 1 && shift == shift.rounded() && top <= 32_767
    if isPlain, [.uint8, .int16, .uint16].contains(header.voxelType) {
      let plain = NIfTIHeader(grid: grid, frames: header.frameCount, type: .int16)
      result = NIfTIImage(header: plain, voxels: [UInt8](repeating: 0, count: plain.dataByteCount))
      for index in 0..<grid.count * header.frameCount {
        result.setStored(max(stored(at: index) + shift, 0), at: index)
      }
      return result
    }
    let isNegative = { (value: Double) in value * header.slope + header.intercept < 0 }
    // The stored integer next to 0 on the side that is not negative.
    let zero =
      isNegative(lowest.rounded()) ? lowest.rounded() + (header.slope > 0 ? 1 : -1) : lowest
    for index in 0..<grid.count * header.frameCount where isNegative(stored(at: index)) {
      result.setStored(zero, at: index)
    }
    return result
  }
}

extension NIfTIHeader {
  /// Writes `value`, rounded to nearest and clamped to the range of the voxel type, as voxel `index`.
  fileprivate func store(
    _ value: Double, at index: Int, in raw: UnsafeMutableRawBufferPointer
  ) {
    let swapped = isSwapped
    func put<T: FixedWidthInteger>(_ value: T) {
      raw.storeBytes(
        of: swapped ? value.byteSwapped : value, toByteOffset: index * MemoryLayout<T>.size,
        as: T.self)
    }
    func integer<T: FixedWidthInteger>(_: T.Type) {
      let rounded = value.rounded()
      // The largest number of 64 bits is none of a Double; the next one above it is.
      if rounded >= Double(T.max) {
        put(T.max)
      } else if rounded > Double(T.min) {
        // The plain way from a Double to a type that is only known here is several times slower.
        put(
          rounded < 0
            ? T(truncatingIfNeeded: Int64(rounded)) : T(truncatingIfNeeded: UInt64(rounded)))
      } else {
        put(rounded.isNaN ? 0 : T.min)
      }
    }
    switch voxelType {
    case .uint8: integer(UInt8.self)
    case .int8: integer(Int8.self)
    case .int16: integer(Int16.self)
    case .uint16: integer(UInt16.self)
    case .int32: integer(Int32.self)
    case .uint32: integer(UInt32.self)
    case .int64: integer(Int64.self)
    case .uint64: integer(UInt64.self)
    case .float32: put(Float(value).bitPattern)
    case .float64: put(value.bitPattern)
    case .rgb24, .rgba32:
      let width = voxelType.bytesPerVoxel
      for channel in 0..<3 {
        raw[width * index + channel] = UInt8(min(max(value.rounded(), 0), 255))
      }
    }
  }
}
