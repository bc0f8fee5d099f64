internal import Geometry

/// Sorting of many numbers, several times faster than by comparisons.
enum AscendingOrder {
  /// `values`, none of them NaN, in ascending order. Negative zeros become zeros.
  ///
  /// The range of the values is cut into equal slices of about two thousand numbers, so that each
  /// slice is sorted by its bits (radix sort) within the processor's cache, on all cores.
  static func sorted(_ values: [Double]) -> [Double] {
    guard values.count > 4096, let low = values.min(), let high = values.max(), low < high else {
      return values.map { $0 + 0 }.sorted()
    }
    let slices = min(8192, values.count / 2048 + 1)
    let scale = Double(slices - 1) / (high - low)
    guard scale.isFinite, scale > 0 else { return values.map { $0 + 0 }.sorted() }
    var starts = [Int](repeating: 0, count: slices + 1)
    for value in values { starts[Int((value - low) * scale) + 1] += 1 }
    for slice in 1...slices { starts[slice] += starts[slice - 1] }
    var keys = [UInt64](unsafeUninitializedCapacity: values.count) { keys, count in
      var next = starts
      for value in values {
        let slice = Int((value - low) * scale)
        keys[next[slice]] = key(value)
        next[slice] += 1
      }
      count = values.count
    }
    sortSlices(&keys, starts)
    return keys.map(value)
  }

  /// Sorts the slice between each two successive `starts`.
  private static func sortSlices(_ keys: inout [UInt64], _ starts: [Int]) {
    let pieces = 64
    let slices = starts.count - 1
    keys.withUnsafeMutableBufferPointer { buffer in
      // Each piece of the loop touches slices of its own.
      nonisolated(unsafe) let buffer = buffer
      Parallel.forEach(pieces) { piece in
        let own = piece * slices / pieces..<(piece + 1) * slices / pieces
        let longest = own.map { starts[$0 + 1] - starts[$0] }.max() ?? 0
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: longest) { scratch in
          for slice in own {
            sort(.init(rebasing: buffer[starts[slice]..<starts[slice + 1]]), scratch)
          }
        }
      }
    }
  }

  /// Sorts by the 16 highest bits that differ, then each run of keys that agree in these.
  private static func sort(
    _ keys: UnsafeMutableBufferPointer<UInt64>, _ scratch: UnsafeMutableBufferPointer<UInt64>
  ) {
    guard keys.count > 24 else { return insertionSort(keys) }
    var differing: UInt64 = 0
    for key in keys { differing |= key ^ keys[0] }
    guard differing != 0 else { return }
    let shift = max(0, 48 - differing.leadingZeroBitCount)
    scatter(from: keys, to: scratch, shift: shift)
    scatter(from: .init(rebasing: scratch[..<keys.count]), to: keys, shift: shift + 8)
    guard shift > 0 else { return }
    var start = 0
    while start < keys.count {
      let prefix = keys[start] >> shift
      var end = start + 1
      while end < keys.count, keys[end] >> shift == prefix { end += 1 }
      if end - start > 1 { sort(.init(rebasing: keys[start..<end]), scratch) }
      start = end
    }
  }

  /// Copies keys in the order of their eight bits above `shift`, keeping the order of equals.
  private static func scatter(
    from source: UnsafeMutableBufferPointer<UInt64>,
    to target: UnsafeMutableBufferPointer<UInt64>, shift: Int
  ) {
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 257) { places in
      places.initialize(repeating: 0)
      for key in source { places[Int(key >> shift & 255) + 1] += 1 }
      for digit in 1...256 { places[digit] += places[digit - 1] }
      for key in source {
        let digit = Int(key >> shift & 255)
        target[places[digit]] = key
        places[digit] += 1
      }
    }
  }

  private static func insertionSort(_ keys: UnsafeMutableBufferPointer<UInt64>) {
    guard keys.count > 1 else { return }
    for next in 1..<keys.count {
      let key = keys[next]
      var place = next
      while place > 0, keys[place - 1] > key {
        keys[place] = keys[place - 1]
        place -= 1
      }
      keys[place] = key
    }
  }

  /// The bits of `value`, arranged so that they ascend as the values do.
  private static func key(_ value: Double) -> UInt64 {
    let bits = (value + 0).bitPattern
    return bits >> 63 == 0 ? bits | 1 << 63 : ~bits
  }

  private static func value(_ key: UInt64) -> Double {
    Double(bitPattern: key >> 63 == 0 ? ~key : key & ~(1 << 63))
  }
}
