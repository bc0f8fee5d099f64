internal import Geometry
internal import Volumes

/// The voxels in which a defaced scan differs from its original; two that are both not finite do not.
struct ChangedVoxels: Sendable {
  /// A stretch of `length` voxels, one bit for each.
  private struct Piece: Sendable {
    /// 64 voxels each, empty where nothing changed.
    var words: [UInt64] = []
    /// How many changed.
    var count = 0
    /// What those of them that were tissue hold now.
    var vote = Vote()
  }

  /// The vote of Boyer and Moore (1991): whatever has a majority is left at its end.
  private struct Vote: Sendable {
    private(set) var most = Float.nan
    private var lead = 0
    /// How many values there were.
    private(set) var count = 0

    mutating func add(_ value: Float) {
      if lead == 0 { (most, lead) = (value, 1) } else { lead += value == most ? 1 : -1 }
      count += 1
    }

    /// What has a majority of both together is left of one of them at least.
    mutating func add(_ other: Vote) {
      if other.most == most {
        lead += other.lead
      } else if other.lead > lead {
        (most, lead) = (other.most, other.lead - lead)
      } else {
        lead -= other.lead
      }
      count += other.count
    }
  }

  private static let length = 1 << 16
  private let pieces: [Piece]
  /// How many there are.
  let count: Int
  /// The value that more than half of the changed voxels that were tissue have now; nil where no one
  /// value has.
  let background: Float?
  /// The median of those new values that are not tissue; nil where there is none.
  let air: Double?

  /// Compares `after` with `before`, which lies on the same grid.
  ///
  /// - Parameters:
  ///   - before: The original.
  ///   - after: The defaced scan, of which the first frame counts.
  ///   - level: Values above it are tissue.
  init(_ before: Volume, _ after: NIfTIImage, level: Float) {
    let total = before.values.count
    let pieces = Parallel.map((total + Self.length - 1) / Self.length) { number in
      let range = number * Self.length..<min(total, (number + 1) * Self.length)
      return Self.withValues(of: after, in: range) { Self.piece(before.values[range], $0, level) }
    }
    self.pieces = pieces
    count = pieces.reduce(0) { $0 + $1.count }
    (background, air) = Self.values(pieces, before, after, level)
  }

  /// How many of the positions meet `condition`, which is asked from several threads.
  func count(where condition: @Sendable (Int) -> Bool) -> Int {
    Parallel.map(pieces.count) { number in
      var met = 0
      pieces[number].words.forEachBit { met += condition(number * Self.length + $0) ? 1 : 0 }
      return met
    }.reduce(0, +)
  }

  private static func withValues<Result>(
    of image: NIfTIImage, in range: Range<Int>,
    _ body: (UnsafeMutableBufferPointer<Float>) -> Result
  ) -> Result {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: range.count) { values in
      image.decode(from: range.lowerBound, into: values)
      return body(values)
    }
  }

  private static func piece(
    _ old: ArraySlice<Float>, _ new: UnsafeMutableBufferPointer<Float>, _ level: Float
  ) -> Piece {
    old.withUnsafeBufferPointer { old in
      var piece = Piece()
      for start in stride(from: 0, to: old.count, by: 64) {
        guard !isSame(old, new, from: start) else { continue }
        var word: UInt64 = 0
        for offset in start..<min(start + 64, old.count) {
          let (a, b) = (old[offset], new[offset])
          let differs = a != b && (a.isFinite || b.isFinite)
          word |= (differs ? 1 : 0) << UInt64(offset - start)
          if differs, a > level { piece.vote.add(b) }
        }
        guard word != 0 else { continue }
        // Most stretches do not change at all.
        if piece.words.isEmpty {
          piece.words = [UInt64](repeating: 0, count: (old.count + 63) / 64)
        }
        piece.words[start / 64] = word
        piece.count += word.nonzeroBitCount
      }
      return piece
    }
  }

  /// Whether 64 values from `start` on are the same bit by bit, as most are.
  private static func isSame(
    _ old: UnsafeBufferPointer<Float>, _ new: UnsafeMutableBufferPointer<Float>, from start: Int
  ) -> Bool {
    guard start + 64 <= old.count else { return false }
    let (a, b) = (UnsafeRawBufferPointer(old), UnsafeRawBufferPointer(new))
    let width = MemoryLayout<SIMD16<UInt32>>.size
    return (start / 16..<start / 16 + 4).allSatisfy { part in
      a.loadUnaligned(fromByteOffset: part * width, as: SIMD16<UInt32>.self)
        == b.loadUnaligned(fromByteOffset: part * width, as: SIMD16<UInt32>.self)
    }
  }

  /// What the changed voxels hold now, from one walk over them.
  private static func values(
    _ pieces: [Piece], _ before: Volume, _ after: NIfTIImage, _ level: Float
  ) -> (background: Float?, air: Double?) {
    let step = max(pieces.reduce(0) { $0 + $1.count } / 200_000, 1)
    var vote = Vote()
    for piece in pieces { vote.add(piece.vote) }
    let (most, tissue) = (vote.most, vote.count)
    var (votes, number, air) = (0, 0, [Float]())
    each(pieces, before, after) { old, new in
      if number % step == 0, new < level { air.append(new) }
      number += 1
      votes += new == most && old > level ? 1 : 0
    }
    return (
      votes * 2 > tissue ? most : nil,
      air.isEmpty ? nil : Double(air.selected(air.count / 2))
    )
  }

  private static func each(
    _ pieces: [Piece], _ before: Volume, _ after: NIfTIImage,
    _ body: (_ old: Float, _ new: Float) -> Void
  ) {
    before.values.withUnsafeBufferPointer { old in
      for (number, piece) in pieces.enumerated() where piece.count > 0 {
        let range = number * length..<min(old.count, (number + 1) * length)
        withValues(of: after, in: range) { new in
          piece.words.forEachBit { body(old[range.lowerBound + $0], new[$0]) }
        }
      }
    }
  }
}
