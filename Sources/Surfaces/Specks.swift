/// Small loose parts of what lies above 0 in a field: noise and ghosts that float in the air.
struct Specks {
  private var runs: [Run] = []
  private var parents: [Int32] = []
  private var counts: [Int] = []

  /// Neighbours above 0 in one row.
  private struct Run {
    let row: Int
    let first: Int32
    let end: Int32
  }

  /// Joins runs of neighbouring rows that touch, row by row (Rosenfeld and Pfaltz 1966).
  init(_ values: [Float], size: SIMD3<Int>) {
    let rows = size.y * size.z
    var starts: [Int] = []
    starts.reserveCapacity(rows + 1)
    for row in 0..<rows {
      starts.append(runs.count)
      appendRuns(values, row: row, width: size.x)
      if row % size.y > 0 { join(starts[row]..<runs.count, starts[row - 1]..<starts[row]) }
      if row >= size.y {
        join(starts[row]..<runs.count, starts[row - size.y]..<starts[row - size.y + 1])
      }
    }
    counts = [Int](repeating: 0, count: runs.count)
    for index in runs.indices {
      counts[root(index)] += Int(runs[index].end - runs[index].first)
    }
  }

  /// Sets the parts of fewer than `least` voxels to `value`.
  mutating func clear(_ values: inout [Float], width: Int, least: Int, to value: Float) {
    for index in runs.indices where counts[root(index)] < least {
      let run = runs[index]
      for x in Int(run.first)..<Int(run.end) { values[run.row * width + x] = value }
    }
  }

  private mutating func appendRuns(_ values: [Float], row: Int, width: Int) {
    values.withUnsafeBufferPointer { values in
      var x = 0
      while x < width {
        while x < width, values[row * width + x] <= 0 { x += 1 }
        guard x < width else { return }
        let first = x
        while x < width, values[row * width + x] > 0 { x += 1 }
        parents.append(Int32(runs.count))
        runs.append(Run(row: row, first: Int32(first), end: Int32(x)))
      }
    }
  }

  private mutating func join(_ these: Range<Int>, _ others: Range<Int>) {
    var (a, b) = (these.lowerBound, others.lowerBound)
    while a < these.upperBound, b < others.upperBound {
      if runs[a].first < runs[b].end, runs[b].first < runs[a].end {
        let (x, y) = (root(a), root(b))
        parents[max(x, y)] = Int32(min(x, y))
      }
      if runs[a].end < runs[b].end { a += 1 } else { b += 1 }
    }
  }

  private mutating func root(_ index: Int) -> Int {
    var at = index
    while Int(parents[at]) != at {
      parents[at] = parents[Int(parents[at])]
      at = Int(parents[at])
    }
    return at
  }
}
