internal import Geometry

/// The bits of a `VoxelMask`, 64 voxels of a row in one word, for steps that treat all voxels alike.
struct PackedBits {
  private let size: SIMD3<Int>
  /// Words in a row; those of one row are not shared with the next.
  private let width: Int
  private var words: [UInt64]
  /// The bits of the last word of a row that belong to voxels.
  private let rest: UInt64

  init(_ bits: [UInt8], size: SIMD3<Int>) {
    self.size = size
    let width = (size.x + 63) / 64
    self.width = width
    rest = size.x % 64 == 0 ? .max : (1 << UInt64(size.x % 64)) - 1
    words = Self.filled(width * size.y * size.z, slabs: size.z) { words, slab in
      bits.withUnsafeBufferPointer { bits in
        for row in slab * size.y..<(slab + 1) * size.y {
          for word in 0..<width {
            let first = row * size.x + 64 * word
            var packed: UInt64 = 0
            for bit in 0..<min(64, size.x - 64 * word) {
              packed |= UInt64(bits[first + bit] & 1) << UInt64(bit)
            }
            words[row * width + word] = packed
          }
        }
      }
    }
  }

  /// One byte for each voxel, 0 or 1.
  var bytes: [UInt8] {
    let (size, width) = (size, width)
    return words.withUnsafeBufferPointer { words in
      nonisolated(unsafe) let words = words
      return Self.filled(size.x * size.y * size.z, slabs: size.z) { bytes, slab in
        for row in slab * size.y..<(slab + 1) * size.y {
          for x in 0..<size.x {
            let word = words[row * width + x >> 6]
            bytes[row * size.x + x] = UInt8(truncatingIfNeeded: word >> UInt64(x & 63)) & 1
          }
        }
      }
    }
  }

  /// The voxels that are not in the set.
  var complement: PackedBits {
    var result = self
    for index in words.indices {
      result.words[index] = ~words[index] & (index % width == width - 1 ? rest : .max)
    }
    return result
  }

  /// Every voxel of the set and those that share a face with one, of `limit` where it is given.
  func grown(within limit: PackedBits?) -> PackedBits {
    var result = self
    let (size, width, rest) = (size, width, rest)
    let (dy, dz) = (width, width * size.y)
    result.words = words.withUnsafeBufferPointer { words in
      nonisolated(unsafe) let words = words
      return Self.filled(words.count, slabs: size.z) { output, z in
        for y in 0..<size.y {
          let row = dy * y + dz * z
          for at in row..<row + width {
            let here = words[at]
            var all = here | here << 1 | here >> 1
            if at > row { all |= words[at - 1] >> 63 }
            if at + 1 < row + width { all |= words[at + 1] << 63 } else { all &= rest }
            if y > 0 { all |= words[at - dy] }
            if y < size.y - 1 { all |= words[at + dy] }
            if z > 0 { all |= words[at - dz] }
            if z < size.z - 1 { all |= words[at + dz] }
            output[at] = all
          }
        }
      }
    }
    if let limit {
      for index in words.indices { result.words[index] &= limit.words[index] }
    }
    return result
  }

  /// An array of `count` elements, of which `body` writes those of one slab at a time.
  private static func filled<Element>(
    _ count: Int, slabs: Int,
    _ body: @Sendable (UnsafeMutableBufferPointer<Element>, _ slab: Int) -> Void
  ) -> [Element] {
    [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
      // Slabs do not overlap, and nobody reads.
      nonisolated(unsafe) let output = buffer
      Parallel.forEach(slabs) { body(output, $0) }
      initialized = count
    }
  }
}
