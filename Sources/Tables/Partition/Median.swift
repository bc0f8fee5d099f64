/// Finds order statistics of ranks, with memory that is used again.
struct Median {
  private var histogram: [Int32] = []
  private var sorted: [Int32] = []

  /// The value at place `place` (from 0) among the sorted values of `dimension` of the records in
  /// `range`, which lie between `low` and `high`.
  mutating func value(
    at place: Int, _ store: RecordStore, _ range: Range<Int>, _ dimension: Int,
    low: Int32, high: Int32
  ) -> Int32 {
    let width = Int(high) - Int(low) + 1
    return width <= 4 * range.count + 1024
      ? byCounting(place, store, range, dimension, low, width)
      : bySorting(place, store, range, dimension)
  }

  private mutating func byCounting(
    _ place: Int, _ store: RecordStore, _ range: Range<Int>, _ dimension: Int, _ low: Int32,
    _ width: Int
  ) -> Int32 {
    if histogram.count < width { histogram = [Int32](repeating: 0, count: 2 * width) }
    let stride = store.stride
    let values = store.records + dimension
    return histogram.withUnsafeMutableBufferPointer { counts in
      for index in 0..<width { counts[index] = 0 }
      for record in range { counts[Int(values[record * stride] - low)] += 1 }
      var left = place
      var index = 0
      while left >= Int(counts[index]) {
        left -= Int(counts[index])
        index += 1
      }
      return low + Int32(truncatingIfNeeded: index)
    }
  }

  private mutating func bySorting(
    _ place: Int, _ store: RecordStore, _ range: Range<Int>, _ dimension: Int
  ) -> Int32 {
    sorted.removeAll(keepingCapacity: true)
    for record in range { sorted.append(store.records[record * store.stride + dimension]) }
    sorted.sort()
    return sorted[place]
  }
}
