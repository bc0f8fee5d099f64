internal import Geometry

/// The tissues of a head as one kind of scan shows them: a value for each voxel of the source, and
/// both value and tissue at any place between them.
struct TissueSampler: Sendable {
  typealias Point = SIMD3<Float>

  private let size: SIMD3<Int>
  private let values: [Float]
  private let voxels: [BaseVoxel]
  private let labels: [UInt8]

  /// Gives each voxel of `source` its value.
  ///
  /// - Parameters:
  ///   - source: Any grid of voxels.
  ///   - size: Their number along i, j, k.
  ///   - contrast: The values of the tissues.
  ///   - atrophy: How far fluid takes the place of grey matter in voxels that hold both.
  init(_ source: [BaseVoxel], size: SIMD3<Int>, contrast: Contrast, atrophy: Float = 0) {
    let count = Tissue.allCases.count
    var table = [Float](repeating: 0, count: count * count * 256)
    var labels = [UInt8](repeating: 0, count: count * count * 256)
    for first in Tissue.allCases {
      for second in Tissue.allCases {
        for step in 0..<256 {
          var share = Float(step) / 255
          if first == .csf, second == .greyMatter { share += atrophy * share * (share - 1) }
          let (a, b) = (Int(first.rawValue), Int(second.rawValue))
          let at = (a * count + b) * 256 + step
          table[at] = contrast.values[a] + share * (contrast.values[b] - contrast.values[a])
          labels[at] = share > 0.5 ? second.rawValue : first.rawValue
        }
      }
    }
    self.size = size
    self.labels = labels
    voxels = source
    values = [Float](unsafeUninitializedCapacity: source.count) { buffer, filled in
      nonisolated(unsafe) let output = buffer
      let slice = size.x * size.y
      source.withUnsafeBufferPointer { voxels in
        nonisolated(unsafe) let voxels = voxels
        table.withUnsafeBufferPointer { table in
          nonisolated(unsafe) let table = table
          Parallel.forEach(size.z) { k in
            for index in k * slice..<(k + 1) * slice {
              output.initializeElement(at: index, to: table[Self.entry(voxels[index], count)])
            }
          }
        }
      }
      filled = source.count
    }
  }

  @inline(__always) private static func entry(_ voxel: BaseVoxel, _ count: Int) -> Int {
    (Int(voxel.first) * count + Int(voxel.second)) * 256 + Int(voxel.share)
  }

  /// Access for one slice of work, without a count of references for each voxel.
  struct Reader {
    let size: SIMD3<Int>
    let values: UnsafeBufferPointer<Float>
    let voxels: UnsafeBufferPointer<BaseVoxel>
    let labels: UnsafeBufferPointer<UInt8>
    let last: Point

    /// The value at voxel position `p`; beyond the border, that of the border.
    @inline(__always) func value(_ p: Point) -> Float {
      let q = p.clamped(lowerBound: Point(), upperBound: last)
      let (i, j, k) = (Int(q.x), Int(q.y), Int(q.z))
      let f = q - Point(Float(i), Float(j), Float(k))
      let at = i + size.x * (j + size.y * k)
      let (dy, dz) = (size.x, size.x * size.y)
      @inline(__always) func row(_ at: Int) -> Float {
        values[at] + f.x * (values[at + 1] - values[at])
      }
      @inline(__always) func plane(_ at: Int) -> Float {
        let first = row(at)
        return first + f.y * (row(at + dy) - first)
      }
      let first = plane(at)
      return first + f.z * (plane(at + dz) - first)
    }

    /// The tissue of the voxel nearest to `p`.
    @inline(__always) func label(_ p: Point) -> UInt8 {
      let q = p.clamped(lowerBound: Point(), upperBound: last) + 0.5
      let at = Int(q.x) + size.x * (Int(q.y) + size.y * Int(q.z))
      return labels[TissueSampler.entry(voxels[at], Tissue.allCases.count)]
    }
  }

  /// Calls `body` with fast access.
  @inline(__always) func read<Result>(_ body: (Reader) -> Result) -> Result {
    values.withUnsafeBufferPointer { values in
      voxels.withUnsafeBufferPointer { voxels in
        labels.withUnsafeBufferPointer { labels in
          // Just below the last voxel, so that its neighbour exists.
          let last = Point(Float(size.x) - 1.001, Float(size.y) - 1.001, Float(size.z) - 1.001)
          return body(
            Reader(size: size, values: values, voxels: voxels, labels: labels, last: last))
        }
      }
    }
  }
}
