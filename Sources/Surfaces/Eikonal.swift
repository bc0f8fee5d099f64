internal import Geometry
internal import Volumes

/// The equation |gradient of distance| = 1 on a grid of cubic voxels.
enum Eikonal {
  /// Distance in mm to the border of `solid`, negative inside.
  ///
  /// - Parameters:
  ///   - solid: A set on a grid of cubic voxels.
  ///   - spacing: Their edge in mm.
  ///   - limit: Nothing beyond it is worked out.
  ///   - crossing: Share of the way from one voxel to its neighbour at which the border lies.
  /// - Returns: A volume on the grid of `solid`.
  static func signedDistance(
    _ solid: VoxelMask, spacing: Float, limit: Float, crossing: (Int, Int) -> Float
  ) -> Volume {
    let grid = solid.grid
    let size = grid.size
    let steps = SIMD3(1, size.x, size.x * size.y)
    var distance = [Float](repeating: limit, count: grid.count)
    solid.bits.withUnsafeBufferPointer { bits in
      for k in 0..<size.z {
        for j in 0..<size.y {
          for i in 0..<size.x {
            let index = i + steps[1] * j + steps[2] * k
            let here = bits[index]
            var inverseSquares: Float = 0
            func look(_ position: Int, _ count: Int, _ step: Int) {
              let before = position > 0 && bits[index - step] != here
              let after = position + 1 < count && bits[index + step] != here
              guard before || after else { return }
              var nearest: Float = before ? crossing(index, index - step) : .infinity
              if after { nearest = min(nearest, crossing(index, index + step)) }
              inverseSquares += 1 / max(nearest * nearest, 1e-4)
            }
            look(i, size.x, steps[0])
            look(j, size.y, steps[1])
            look(k, size.z, steps[2])
            if inverseSquares > 0 { distance[index] = spacing / inverseSquares.squareRoot() }
          }
        }
      }
    }
    sweep(&distance, size: size, spacing: spacing, limit: limit)
    for index in distance.indices where solid.bits[index] == 1 {
      distance[index] = -distance[index]
    }
    return Volume(grid: grid, values: distance)
  }

  /// Lowers `distance` from its seeds until it solves the equation, in eight sweeping orders, with the
  /// same result as one voxel after the other.
  ///
  /// - Parameters:
  ///   - distance: Seeds hold their distance in mm, everything else `limit`.
  ///   - size: Voxels along i, j, k.
  ///   - spacing: Edge of a voxel in mm.
  ///   - limit: Nothing beyond it is worked out.
  static func sweep(
    _ distance: inout [Float], size: SIMD3<Int>, spacing: Float, limit: Float
  ) {
    // One voxel more on every side, so that no place needs to ask whether it has neighbours.
    let padded = size &+ 2
    let (dy, dz) = (padded.x, padded.x * padded.y)
    var values = [Float](repeating: limit, count: dz * padded.z)
    values.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      let origin = start + 1 + dy + dz
      func eachRow(_ body: (_ padded: UnsafeMutablePointer<Float>, _ row: Int) -> Void) {
        for k in 0..<size.z {
          for j in 0..<size.y { body(origin + dy * j + dz * k, size.x * (j + size.y * k)) }
        }
      }
      distance.withUnsafeMutableBufferPointer { plain in
        guard let plain = plain.baseAddress else { return }
        eachRow { $0.update(from: plain + $1, count: size.x) }
        let sweeps = Sweeps(origin: origin, size: size, dy: dy, dz: dz, spacing: spacing)
        for order in 0..<8 { sweeps.run(order) }
        eachRow { (plain + $1).update(from: $0, count: size.x) }
      }
    }
  }
}

/// The sweeps over a grid with a border of one voxel that is never lowered.
///
/// A row hangs on the one before it along j and on the one before it along k only, so rows with the same
/// j + k can be done side by side. Eight of them, which follow each other along k, go through the
/// processor's lanes together; blocks of such groups go to the cores.
private struct Sweeps: Sendable {
  // Written by one core at a time, and never where another reads: see `run`.
  private nonisolated(unsafe) let origin: UnsafeMutablePointer<Float>
  private let size: SIMD3<Int>
  private let dy, dz: Int
  private let spacing: Float
  /// How many sums j + k a block spans.
  private static let span = 16
  private static let lanes = 8

  /// Sweeps over the grid whose voxel (0, 0, 0) lies at `origin`, within its border.
  init(
    origin: UnsafeMutablePointer<Float>, size: SIMD3<Int>, dy: Int, dz: Int, spacing: Float
  ) {
    self.origin = origin
    self.size = size
    (self.dy, self.dz) = (dy, dz)
    self.spacing = spacing
  }

  /// One sweep. The bits of `order` say along which axes it goes backwards.
  func run(_ order: Int) {
    let way = Way(
      first: origin + (order & 2 == 0 ? 0 : dy * (size.y - 1))
        + (order & 4 == 0 ? 0 : dz * (size.z - 1)),
      backwards: order & 1 == 1, j: order & 2 == 0 ? dy : -dy, k: order & 4 == 0 ? dz : -dz)
    let sums = (size.y + size.z - 1 + Self.span - 1) / Self.span
    let groups = (size.z + Self.lanes - 1) / Self.lanes
    // A block hangs on those with the sums before and with the group before, and the rows that it reads
    // are not written by those on the same wave.
    for wave in 0..<sums + groups - 1 {
      let low = max(0, wave - sums + 1)
      Parallel.forEach(min(wave, groups - 1) - low + 1) { place in
        block(wave - low - place, group: low + place, way)
      }
    }
  }

  /// Where a sweep starts, and how it comes from one row to the next along j and k.
  private struct Way: Sendable {
    // As `origin`.
    nonisolated(unsafe) let first: UnsafeMutablePointer<Float>
    let backwards: Bool
    let j, k: Int
  }

  private func block(_ sums: Int, group: Int, _ way: Way) {
    let start = group * Self.lanes
    let end = min((sums + 1) * Self.span, size.y + size.z - 1)
    for sum in sums * Self.span..<end {
      // Lane l holds the row (sum - start - l, start + l).
      let j = sum - start
      let low = max(0, j - size.y + 1)
      let high = min(Self.lanes - 1, j, size.z - 1 - start)
      guard low <= high else { continue }
      let row = way.first + way.j * j + way.k * start
      let step = way.k - way.j
      var changing: UInt8 = 0
      for lane in low...high where changes(row + step * lane) { changing |= 1 << UInt8(lane) }
      guard changing != 0 else { continue }
      if high - low + 1 == Self.lanes, changing.nonzeroBitCount > 2 {
        lowerEight(row, step, way)
      } else {
        for lane in low...high where changing & 1 << UInt8(lane) != 0 {
          lower(row + step * lane, backwards: way.backwards)
        }
      }
    }
  }

  /// Least distance (in edges of a voxel) from the smallest neighbour at which a voxel cannot be lowered.
  private static let reach: Float = 0.57

  /// Whether any voxel of a row lies further than its neighbours allow. Most rows of most sweeps do not,
  /// and a row in which none does is left as it is.
  @inline(__always)
  private func changes(_ row: UnsafeMutablePointer<Float>) -> Bool {
    let bytes = UnsafeRawPointer(row)
    let least = spacing * Self.reach
    func eight(_ at: Int) -> SIMD8<Float> {
      bytes.loadUnaligned(fromByteOffset: at * MemoryLayout<Float>.stride, as: SIMD8<Float>.self)
    }
    var at = 0
    while at + 8 <= size.x {
      let across = lesser(
        lesser(eight(at - dy), eight(at + dy)), lesser(eight(at - dz), eight(at + dz)))
      let nearest = lesser(across, lesser(eight(at - 1), eight(at + 1)))
      if any(nearest + least .< eight(at)) { return true }
      at += 8
    }
    while at < size.x {
      if smallest(row + at) + least < row[at] { return true }
      at += 1
    }
    return false
  }

  @inline(__always)
  private func smallest(_ at: UnsafeMutablePointer<Float>) -> Float {
    min(min(at[-1], at[1]), min(at[-dy], at[dy]), min(at[-dz], at[dz]))
  }

  /// Lowers the voxels of a row, one after the other.
  private func lower(_ row: UnsafeMutablePointer<Float>, backwards: Bool) {
    for i in 0..<size.x {
      let at = row + (backwards ? size.x - 1 - i : i)
      guard smallest(at) + spacing * Self.reach < at[0] else { continue }
      let solution = solved(min(at[-1], at[1]), min(at[-dy], at[dy]), min(at[-dz], at[dz]))
      at[0] = min(at[0], solution)
    }
  }

  /// Lowers the voxels of eight rows, of which the first is `row` and each lies `step` behind the one
  /// before it.
  private func lowerEight(_ row: UnsafeMutablePointer<Float>, _ step: Int, _ way: Way) {
    let along = way.backwards ? -1 : 1
    let rows = EightRows(step: step)
    var at = row + (way.backwards ? size.x - 1 : 0)
    var (before, here) = (rows.load(at - along), rows.load(at))
    for _ in 0..<size.x {
      let after = rows.load(at + along)
      let x = lesser(before, after)
      // The row before lane l along j is that before lane l + 1 along k, and so are those behind them.
      let y = lesser(rows.load(at - way.k + step), rows.load(at + way.j))
      let z = lesser(rows.load(at - way.k), rows.load(at + way.j + step))
      let lowers = lesser(lesser(x, y), z) + spacing * Self.reach .< here
      if any(lowers) {
        here.replace(with: lesser(here, solved(x, y, z)), where: lowers)
        rows.store(here, at)
      }
      (before, here) = (here, after)
      at += along
    }
  }

  /// The upwind solution (Zhao 2005) from the smaller neighbour along each axis.
  @inline(__always)
  private func solved(_ x: Float, _ y: Float, _ z: Float) -> Float {
    var (a, b, c) = (x, y, z)
    if a > b { swap(&a, &b) }
    if b > c { swap(&b, &c) }
    if a > b { swap(&a, &b) }
    let h = spacing
    let one = a + h
    guard one > b else { return one }
    let two = 0.5 * (a + b + max(2 * h * h - (a - b) * (a - b), 0).squareRoot())
    guard two > c else { return two }
    let sum = a + b + c
    return (sum + max(sum * sum - 3 * (a * a + b * b + c * c - h * h), 0).squareRoot()) / 3
  }

  /// The same for eight voxels.
  @inline(__always)
  private func solved(
    _ x: SIMD8<Float>, _ y: SIMD8<Float>, _ z: SIMD8<Float>
  ) -> SIMD8<Float> {
    let (low, high) = (lesser(x, y), greater(x, y))
    let (a, rest) = (lesser(low, z), greater(low, z))
    let (b, c) = (lesser(high, rest), greater(high, rest))
    let h = spacing
    let one = a + h
    let under = greater(2 * h * h - (a - b) * (a - b), SIMD8())
    let two = 0.5 * (a + b + under.squareRoot())
    let sum = a + b + c
    let below = greater(sum * sum - 3 * (a * a + b * b + c * c - h * h), SIMD8())
    let three = (sum + below.squareRoot()) / 3
    let isThree = (one .> b) .& (two .> c)
    return one.replacing(with: two, where: one .> b).replacing(with: three, where: isThree)
  }
}

/// One voxel of each of eight rows that lie `step` behind each other.
private struct EightRows {
  private let steps: (Int, Int, Int, Int, Int, Int, Int)

  init(step: Int) {
    steps = (step, 2 * step, 3 * step, 4 * step, 5 * step, 6 * step, 7 * step)
  }

  @inline(__always)
  func load(_ at: UnsafeMutablePointer<Float>) -> SIMD8<Float> {
    SIMD8(
      at[0], at[steps.0], at[steps.1], at[steps.2], at[steps.3], at[steps.4], at[steps.5],
      at[steps.6])
  }

  @inline(__always)
  func store(_ values: SIMD8<Float>, _ at: UnsafeMutablePointer<Float>) {
    at[0] = values[0]
    at[steps.0] = values[1]
    at[steps.1] = values[2]
    at[steps.2] = values[3]
    at[steps.3] = values[4]
    at[steps.4] = values[5]
    at[steps.5] = values[6]
    at[steps.6] = values[7]
  }
}

/// The smaller of each two; `pointwiseMin` would be a call.
@inline(__always)
private func lesser(_ a: SIMD8<Float>, _ b: SIMD8<Float>) -> SIMD8<Float> {
  b.replacing(with: a, where: a .< b)
}

/// The larger of each two.
@inline(__always)
private func greater(_ a: SIMD8<Float>, _ b: SIMD8<Float>) -> SIMD8<Float> {
  b.replacing(with: a, where: a .> b)
}
