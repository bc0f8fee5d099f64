internal import Geometry
internal import Volumes

/// What a defacer did to each voxel of one frame, as far as the scan before and after show it.
///
/// Two things hide in a plain difference. A voxel that held the defacer's filling value already (0 HU
/// under a mask of zeros, or 1 HU where a soft mask halves and rounds) does not differ; it belongs to
/// the mask where at least 17 of its 26 neighbours were filled or are such voxels, and 12 were filled,
/// as on the inner side of a flat border, but not outside it. And AFNI sets
/// every negative HU to 0, in the mask and out of it: all low values being cut off at one level is
/// found out, and such a voxel belongs to the mask where the nearest voxel of higher value does.
struct DefacerTraces {
  /// What happened to a voxel.
  enum Trace: UInt8 {
    /// It is as it was.
    case none
    /// The defacer put something in.
    case filled
    /// It held the defacer's filling value and lies in the filled region.
    case surrounded
    /// Its low value was cut off, outside the filled region.
    case clippedOnly
  }

  private var traces: [Trace]

  /// The trace at a position in memory.
  subscript(at: Int) -> Trace { traces[at] }

  /// Compares two volumes of the same size, of which stored numbers are `step` apart (0 for floating
  /// point).
  init(original: Volume, defaced: Volume, step: Float = 0) {
    traces = zip(original.values, defaced.values).map { before, after in
      before == after || (!before.isFinite && !after.isFinite) ? .none : .filled
    }
    if let level = Self.clipLevel(original.values, defaced.values) {
      partClipped(original, level: level)
    } else {
      addSurrounded(defaced, step: step)
    }
  }

  /// The smallest value afterwards, where at least one voxel in a hundred lay below it before and
  /// nearly all of those (999 of 1000) hold it now.
  private static func clipLevel(_ original: [Float], _ defaced: [Float]) -> Float? {
    guard let level = defaced.lazy.filter(\.isFinite).min() else { return nil }
    var (below, clipped) = (0, 0)
    for (before, after) in zip(original, defaced) where before < level {
      below += 1
      if after == level { clipped += 1 }
    }
    return below * 100 >= original.count && clipped * 1000 >= below * 999 ? level : nil
  }

  /// Parts voxels at the clip level into those of the mask and those that were only cut off.
  ///
  /// In doubt, up to 6 mm, a voxel belongs to the mask: bringing a piece of face back would be worse
  /// than clearing a piece of fat.
  private mutating func partClipped(_ original: Volume, level: Float) {
    let masked = original.values.indices.map {
      traces[$0] == .filled && original.values[$0] >= level
    }
    let kept = original.values.indices.map {
      traces[$0] == .none && original.values[$0] > level
    }
    let toMask = ChamferDistance.to(masked, on: original.grid)
    let toKept = ChamferDistance.to(kept, on: original.grid)
    for at in traces.indices where !masked[at] && !kept[at] {
      let isMask = toMask[at] < 20 && toMask[at] <= toKept[at] + 6
      switch (isMask, traces[at]) {
      case (true, .none): traces[at] = .surrounded
      case (true, _): traces[at] = .filled
      case (false, .filled): traces[at] = .clippedOnly
      case (false, _): break
      }
    }
  }

  /// Finds voxels that held the filling value before.
  private mutating func addSurrounded(_ defaced: Volume, step: Float) {
    var counts: [Float: Int] = [:]
    for at in traces.indices where traces[at] == .filled {
      counts[defaced.values[at], default: 0] += 1
    }
    guard let filling = counts.max(by: { ($0.value, -$0.key) < ($1.value, -$1.key) })?.key
    else { return }
    let grid = defaced.grid
    let isCandidate = traces.indices.map {
      traces[$0] == .none && abs(defaced.values[$0] - filling) <= 1.01 * step
    }
    let found = traces.indices.filter { at in
      guard isCandidate[at] else { return false }
      let (filled, candidates, all) = neighbours(of: at, on: grid, isCandidate)
      return filled * 26 >= all * 12 && (filled + candidates) * 26 >= all * 17
    }
    for at in found { traces[at] = .surrounded }
  }

  private func neighbours(
    of at: Int, on grid: Grid, _ isCandidate: [Bool]
  ) -> (filled: Int, candidates: Int, all: Int) {
    let size = grid.size
    let (i, j, k) = (at % size.x, at / size.x % size.y, at / (size.x * size.y))
    var (filled, candidates, all) = (0, 0, 0)
    for c in max(k - 1, 0)...min(k + 1, size.z - 1) {
      for b in max(j - 1, 0)...min(j + 1, size.y - 1) {
        for a in max(i - 1, 0)...min(i + 1, size.x - 1) {
          let other = grid.index(a, b, c)
          guard other != at else { continue }
          all += 1
          if traces[other] == .filled { filled += 1 }
          if isCandidate[other] { candidates += 1 }
        }
      }
    }
    return (filled, candidates, all)
  }
}
