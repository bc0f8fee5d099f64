public import Geometry

/// What part of the world a picture shows.
public struct Framing: Sendable, Hashable {
  /// The middle of the picture, mm, RAS+.
  public var center: Vector3
  /// Height and width in mm of what the picture shows in the plane through `center`.
  public var extent: Double

  /// Builds a framing.
  public init(center: Vector3, extent: Double) {
    self.center = center
    self.extent = extent
  }
}

extension Framing {
  /// Frames the head of `field`, so that neck, shoulders and a long field of view do not shrink it.
  ///
  /// The crown is the top of the solid; breadth and length are measured in the 110 mm below it; a
  /// head is taken to be no higher than 1.2 times the larger of the two.
  init(_ field: SurfaceField) {
    let profile = Profile(field)
    let (low, high) = profile.ends(profile.heights)
    let top = Profile.skull
    let x = profile.ends(profile.widths(from: high - top))
    let y = profile.ends(profile.lengths(from: high - top))
    let across = max(x.high - x.low, y.high - y.low)
    let height = min(high - low, 1.2 * across)
    self.init(
      center: Vector3((x.low + x.high) / 2, (y.low + y.high) / 2, high - height / 2),
      extent: 1.27 * max(height, x.high - x.low))
  }
}

/// How much of the solid lies at which world coordinate.
private struct Profile {
  /// Below the crown, in mm: skull and no shoulders.
  static let skull = 110.0
  /// mm in a bin.
  private static let bin = 1.0

  private let origin: Vector3
  private let size: SIMD3<Int>
  /// Bins (x, z) and (y, z), z slowest.
  private var alongX: [Int]
  private var alongY: [Int]

  init(_ field: SurfaceField) {
    let (low, high) = field.affine.bounds(of: Vector3(), Vector3(field.size &- 1))
    // Whole millimetres, so that the air round the head does not shift the bins.
    origin = (low / Self.bin).rounded(.down) * Self.bin
    let span = (high - origin) / Self.bin
    size = SIMD3(Int(span.x) + 1, Int(span.y) + 1, Int(span.z) + 1)
    alongX = [Int](repeating: 0, count: size.x * size.z)
    alongY = [Int](repeating: 0, count: size.y * size.z)
    // Four parts at once, each with bins of its own.
    let part = (field.size.z + 3) / 4
    let empty = self
    let parts = Parallel.mapPieces(of: field.size.z, length: part) { slabs in
      var counted = empty
      counted.count(field, slabs)
      return counted
    }
    for counted in parts {
      for bin in alongX.indices { alongX[bin] += counted.alongX[bin] }
      for bin in alongY.indices { alongY[bin] += counted.alongY[bin] }
    }
  }

  private mutating func count(_ field: SurfaceField, _ slabs: Range<Int>) {
    let edge = field.affine.columnLengths
    let step = field.affine.linear.columns.x
    let skip = SIMD3<Int>(
      max(1, Int(1.5 / edge.x)), max(1, Int(1.5 / edge.y)), max(1, Int(1.5 / edge.z)))
    for k in slabs where k % skip.z == 0 {
      for j in stride(from: 0, to: field.size.y, by: skip.y) {
        let row = field.size.x * (j + field.size.y * k)
        let start = field.affine(Vector3(0, Double(j), Double(k))) - origin
        for i in stride(from: 0, to: field.size.x, by: skip.x) where field.values[row + i] > 0 {
          let point = start + step * Double(i)
          let z = min(Int(point.z / Self.bin), size.z - 1)
          alongX[min(Int(point.x / Self.bin), size.x - 1) + size.x * z] += 1
          alongY[min(Int(point.y / Self.bin), size.y - 1) + size.y * z] += 1
        }
      }
    }
  }

  /// Counts along z, with the world coordinate of the first bin.
  var heights: (counts: [Int], origin: Double) {
    let counts = (0..<size.z).map { z in
      alongX[z * size.x..<(z + 1) * size.x].reduce(0, +)
    }
    return (counts, origin.z)
  }

  /// Counts along x above world height `z`.
  func widths(from z: Double) -> (counts: [Int], origin: Double) {
    (sums(alongX, size.x, from: z), origin.x)
  }

  /// Counts along y above world height `z`.
  func lengths(from z: Double) -> (counts: [Int], origin: Double) {
    (sums(alongY, size.y, from: z), origin.y)
  }

  private func sums(_ bins: [Int], _ width: Int, from z: Double) -> [Int] {
    let first = max(0, min(size.z - 1, Int((z - origin.z) / Self.bin)))
    return (0..<width).map { at in
      (first..<size.z).reduce(0) { $0 + bins[at + width * $1] }
    }
  }

  /// World coordinates of the outermost bins that hold at least a hundredth of the fullest one.
  func ends(_ profile: (counts: [Int], origin: Double)) -> (low: Double, high: Double) {
    let limit = max((profile.counts.max() ?? 0) / 100, 1)
    let first = profile.counts.firstIndex { $0 >= limit } ?? 0
    let last = profile.counts.lastIndex { $0 >= limit } ?? 0
    return (
      profile.origin + Double(first) * Self.bin, profile.origin + Double(last + 1) * Self.bin
    )
  }
}
