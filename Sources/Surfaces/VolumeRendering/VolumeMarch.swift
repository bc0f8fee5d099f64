internal import Geometry

/// Walks rays through placed voxels and adds up what they see.
///
/// Borrows the memory of the voxels, the empty space and the table; lives as long as they are lent.
struct VolumeMarch {
  private let values: UnsafePointer<Float>
  /// Voxels from one row to the next, and from one slice to the next.
  private let rowStep: Int
  private let sliceStep: Int
  private let distance: UnsafePointer<UInt8>
  private let bricks: SIMD3<Int>
  private let entries: UnsafePointer<SIMD4<Float>>
  private let tableLow: Float
  private let tableScale: Float
  private let tableEnd: Float
  /// Voxels per mm.
  private let toVoxel: SIMD3<Float>
  /// The last voxel along each axis.
  private let last: SIMD3<Float>
  /// mm.
  private let step: Float

  private static let ambient: Float = 0.1
  private static let diffuse: Float = 0.7
  private static let specular: Float = 0.2
  private static let opaque: Float = 1 - 1 / 255

  init?(
    _ voxels: PlacedVoxels, values: UnsafeBufferPointer<Float>,
    space: (size: SIMD3<Int>, distance: UnsafeBufferPointer<UInt8>), table: TransferTable,
    _ entries: UnsafeBufferPointer<SIMD4<Float>>
  ) {
    guard let start = values.baseAddress, let distance = space.distance.baseAddress,
      let entry = entries.baseAddress
    else { return nil }
    self.values = start
    (rowStep, sliceStep) = (voxels.size.x, voxels.size.x * voxels.size.y)
    self.distance = distance
    bricks = space.size
    self.entries = entry
    tableLow = table.low
    tableScale = table.scale
    tableEnd = Float(entries.count - 1)
    toVoxel = SIMD3<Float>(1 / voxels.spacing)
    last = SIMD3<Float>(voxels.size &- 1)
    step = Float(voxels.step)
  }

  /// Red, green and blue in front of black.
  ///
  /// - Parameters:
  ///   - origin: The camera, in mm along the volume's axes.
  ///   - direction: Of length 1.
  /// - Returns: Each 0...1.
  func colour(from origin: Vector3, along direction: Vector3) -> SIMD3<Float> {
    let o = SIMD3<Float>(origin) * toVoxel
    let d = SIMD3<Float>(direction) * toVoxel
    guard let (near, far) = crossing(o, d) else { return .zero }
    let view = SIMD3<Float>(direction)
    var (sum, light) = (SIMD3<Float>.zero, Float(1))
    // The first sample lies one step behind the wall.
    var index: Float = 1
    let count = (far - near) / step
    while index <= count {
      let place = Place(o + d * (near + step * index), last)
      let free = freeSteps(place, d)
      if free > 0 {
        index += free
        continue
      }
      let seen = look(sample(place))
      if seen.w > 0 {
        let lit = shaded(SIMD3(seen.x, seen.y, seen.z), place, view)
        sum += lit * (seen.w * light)
        light *= 1 - seen.w
        if 1 - light > Self.opaque { break }
      }
      index += 1
    }
    return sum
  }

  /// Depths in mm where a ray enters and leaves the volume.
  private func crossing(_ o: SIMD3<Float>, _ d: SIMD3<Float>) -> (near: Float, far: Float)? {
    var (near, far) = (Float(0), Float.infinity)
    for axis in 0..<3 {
      guard abs(d[axis]) > 1e-12 else {
        guard o[axis] >= 0, o[axis] <= last[axis] else { return nil }
        continue
      }
      let (a, b) = (-o[axis] / d[axis], (last[axis] - o[axis]) / d[axis])
      near = max(near, min(a, b))
      far = min(far, max(a, b))
    }
    return near < far ? (near, far) : nil
  }

  /// How many samples from `place` on certainly see nothing.
  @inline(__always)
  private func freeSteps(_ place: Place, _ d: SIMD3<Float>) -> Float {
    let shift = Brick.shift
    let brick =
      (place.x &>> shift) &+ bricks.x
      &* ((place.y &>> shift)
        &+ bricks.y &* (place.z &>> shift))
    let free = distance[brick]
    guard free > 0 else { return 0 }
    // At least this far from the nearest brick that holds something, along the fastest axis.
    let voxels = Float((Int(free) &- 1) << shift)
    let fastest = max(abs(d.x), max(abs(d.y), abs(d.z))) * step
    return max((voxels / fastest).rounded(.down), 1)
  }

  /// Colour and opacity of a value; nothing for what is not a number.
  @inline(__always)
  private func look(_ value: Float) -> SIMD4<Float> {
    let at = (value - tableLow) * tableScale
    guard at > 0 else { return entries[0] }
    let inside = min(at, tableEnd)
    let index = min(Int(inside), Int(tableEnd) - 1)
    let (a, b) = (entries[index], entries[index + 1])
    return a + (b - a) * (inside - Float(index))
  }

  /// Phong's shading with the lamp at the camera; both sides of a surface are lit.
  @inline(__always)
  private func shaded(
    _ colour: SIMD3<Float>, _ place: Place, _ view: SIMD3<Float>
  ) -> SIMD3<Float> {
    let gradient = gradient(place) * toVoxel
    let square = (gradient * gradient).sum()
    guard square > 0 else { return colour * Self.ambient }
    let facing = abs((gradient * view).sum() / square.squareRoot())
    let second = facing * facing
    let fourth = second * second
    return colour * (Self.ambient + Self.diffuse * facing)
      + Self.specular * (fourth * fourth * second)
  }

  /// Central differences of the interpolated values one voxel to each side, per voxel.
  @inline(__always)
  private func gradient(_ place: Place) -> SIMD3<Float> {
    if place.isInner { return innerGradient(place) }
    let p = place.position
    @inline(__always)
    func difference(_ axis: SIMD3<Float>) -> Float {
      sample(Place(p + axis, last)) - sample(Place(p - axis, last))
    }
    return SIMD3(
      difference(SIMD3(1, 0, 0)), difference(SIMD3(0, 1, 0)), difference(SIMD3(0, 0, 1)))
  }

  /// As `gradient`, where no neighbour lies beyond the outermost voxels: all six interpolations have
  /// the same weights, so the four voxels of a row that any of them needs are weighed together.
  @inline(__always)
  private func innerGradient(_ place: Place) -> SIMD3<Float> {
    let corner =
      UnsafeRawPointer(values + (place.x &- 1 &+ place.y &* rowStep &+ place.z &* sliceStep))
    @inline(__always)
    func row(_ y: Int, _ z: Int) -> SIMD4<Float> {
      let offset = (y &* rowStep &+ z &* sliceStep) &* MemoryLayout<Float>.stride
      return corner.loadUnaligned(fromByteOffset: offset, as: SIMD4<Float>.self)
    }
    let (fx, fy, fz) = (place.fx, place.fy, place.fz)
    @inline(__always)
    func between(_ a: SIMD4<Float>, _ b: SIMD4<Float>, _ share: Float) -> SIMD4<Float> {
      a + (b - a) * share
    }
    let (a, b, c, d) = (row(0, 0), row(1, 0), row(0, 1), row(1, 1))
    let along = between(between(a, b, fy), between(c, d, fy), fz)
    let before = between(row(-1, 0), row(-1, 1), fz)
    let after = between(row(2, 0), row(2, 1), fz)
    let (first, second) = (between(a, c, fz), between(b, d, fz))
    let across = between(second - before, after - first, fy)
    let under = between(row(0, -1), row(1, -1), fy)
    let over = between(row(0, 2), row(1, 2), fy)
    let (low, high) = (between(a, b, fy), between(c, d, fy))
    let upwards = between(high - under, over - low, fz)
    return SIMD3(
      along[2] - along[0] + (along[3] - along[1] - along[2] + along[0]) * fx,
      across[1] + (across[2] - across[1]) * fx, upwards[1] + (upwards[2] - upwards[1]) * fx)
  }

  /// Trilinear interpolation.
  @inline(__always)
  private func sample(_ place: Place) -> Float {
    let at = values + (place.x &+ place.y &* rowStep &+ place.z &* sliceStep)
    @inline(__always)
    func row(_ at: UnsafePointer<Float>) -> Float {
      at[0] + (at[1] - at[0]) * place.fx
    }
    let (a, b) = (row(at), row(at + rowStep))
    let (c, d) = (row(at + sliceStep), row(at + sliceStep + rowStep))
    let (front, back) = (a + (b - a) * place.fy, c + (d - c) * place.fy)
    return front + (back - front) * place.fz
  }

  /// A position between voxels; beyond the outermost ones it is brought back to them.
  private struct Place {
    let position: SIMD3<Float>
    let x: Int
    let y: Int
    let z: Int
    let fx: Float
    let fy: Float
    let fz: Float
    /// Whether a step of one voxel to any side stays within the volume.
    let isInner: Bool

    @inline(__always)
    init(_ p: SIMD3<Float>, _ last: SIMD3<Float>) {
      let x = min(max(p.x, 0), last.x)
      let y = min(max(p.y, 0), last.y)
      let z = min(max(p.z, 0), last.z)
      position = SIMD3(x, y, z)
      self.x = min(Int(x), Int(last.x) - 1)
      self.y = min(Int(y), Int(last.y) - 1)
      self.z = min(Int(z), Int(last.z) - 1)
      fx = x - Float(self.x)
      fy = y - Float(self.y)
      fz = z - Float(self.z)
      let (low, high) = (position .>= 1, position .< last - 1)
      isInner = all(low) && all(high)
    }
  }
}
