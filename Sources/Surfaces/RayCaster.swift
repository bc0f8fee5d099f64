/// First hits of rays with the zero level of a field, in field voxels.
///
/// Borrows the memory of the field and of its empty space; lives only as long as they are lent.
/// Positions and directions are vectors of four so that they fill a register; the fourth is 0.
struct RayCaster {
  private let values: UnsafePointer<Float>
  private let distance: UnsafePointer<UInt8>
  private let dy: Int
  private let dz: Int
  private let bricksY: Int
  private let bricksZ: Int
  private let low: SIMD4<Float>
  private let high: SIMD4<Float>
  /// Depth between two samples, in mm.
  private let step: Float

  init(
    _ values: UnsafePointer<Float>, size: SIMD3<Int>, _ distance: UnsafePointer<UInt8>,
    bricks: SIMD3<Int>, step: Float
  ) {
    self.values = values
    self.distance = distance
    dy = size.x
    dz = size.x * size.y
    bricksY = bricks.x
    bricksZ = bricks.x * bricks.y
    // Between these, four neighbours along each axis exist.
    low = SIMD4(repeating: 1.01)
    high = SIMD4(Float(size.x) - 2.01, Float(size.y) - 2.01, Float(size.z) - 2.01, 2)
    self.step = step
  }

  /// Depth of the first point at or behind `start` where the field is above 0, or infinity.
  @inline(__always)
  func hit(
    _ origin: SIMD4<Float>, _ direction: SIMD4<Float>, from start: Float
  ) -> Float {
    // A ray along a wall would divide 0 by 0.
    let tiny = SIMD4<Float>(repeating: 1e-9)
    let safe = direction.replacing(
      with: tiny, where: (direction .< tiny) .& (direction .> (0 - tiny)))
    let inverse = 1 / safe
    let a = (low - origin) * inverse
    let b = (high - origin) * inverse
    let near = smaller(a, b)
    let far = larger(a, b)
    var t = max(max(near.x, near.y), max(near.z, start))
    let end = min(far.x, min(far.y, far.z))
    let forwards = safe .> 0
    let edge = Float(1 << EmptySpace.shift)
    let nudge: Float = 1e-3 * step
    // The last depth that is known to lie outside, and the field there where it was sampled.
    var outside = t
    var before: Float = .nan
    while t < end {
      let place = cell(origin + direction * t)
      let shift = EmptySpace.shift
      let (bx, by, bz) = (place.x >> shift, place.y >> shift, place.z >> shift)
      let free = distance[bx &+ bricksY &* by &+ bricksZ &* bz]
      if free > 0 {
        let brick = SIMD4(Float(bx), Float(by), Float(bz), 0)
        let reach = Float(free)
        let wall = (brick + (1 - reach)).replacing(with: brick + reach, where: forwards) * edge
        let exits = (wall - origin) * inverse
        outside = max(min(exits.x, min(exits.y, exits.z)), t)
        before = .nan
        t = outside + nudge
      } else {
        let value = sample(place)
        if value > 0 { return refined(origin, direction, (outside, before), (t, value)) }
        (outside, before) = (t, value)
        t += step
      }
    }
    return .infinity
  }

  /// Closes in on the crossing between a depth outside and one inside: false position with the
  /// Illinois rule (Dowell and Jarratt 1971), which always keeps the crossing bracketed.
  @inline(__always)
  private func refined(
    _ origin: SIMD4<Float>, _ direction: SIMD4<Float>, _ outer: (t: Float, f: Float),
    _ inner: (t: Float, f: Float)
  ) -> Float {
    var (a, b) = (outer, inner)
    if a.f.isNaN { a.f = sample(cell(origin + direction * a.t)) }
    guard a.f < 0 else { return a.t }
    for _ in 0..<4 {
      let t = a.t + (b.t - a.t) * (a.f / (a.f - b.f))
      let f = sample(cell(origin + direction * t))
      if abs(f) < 1e-3 { return t }
      if f > 0 {
        b = (t, f)
        a.f *= 0.5
      } else {
        a = (t, f)
        b.f *= 0.5
      }
    }
    return a.t + (b.t - a.t) * (a.f / (a.f - b.f))
  }

  /// Minus the gradient of the field, per field voxel, up to a factor.
  ///
  /// Central differences along each axis, weighted 1-2-1 across it (Sobel), at the eight voxels
  /// around the point, interpolated linearly: separable weights over 4 x 4 x 4 voxels. The weighting
  /// takes off the rings that voxels leave on surfaces that are nearly parallel to an axis.
  @inline(__always)
  func descent(_ point: SIMD4<Float>) -> SIMD3<Float> {
    let place = cell(point)
    let f = place.fraction
    let (smoothY, slopeY) = (Self.smooth(f.y), Self.slope(f.y))
    let (smoothZ, slopeZ) = (Self.smooth(f.z), Self.slope(f.z))
    var (alongX, alongY, alongZ) = (SIMD4<Float>(), SIMD4<Float>(), SIMD4<Float>())
    var plane = values + (place.x &- 1 &+ dy &* (place.y &- 1) &+ dz &* (place.z &- 1))
    for c in 0..<4 {
      var row = plane
      for b in 0..<4 {
        let voxels = UnsafeRawPointer(row).loadUnaligned(as: SIMD4<Float>.self)
        alongX += voxels * (smoothY[b] * smoothZ[c])
        alongY += voxels * (slopeY[b] * smoothZ[c])
        alongZ += voxels * (smoothY[b] * slopeZ[c])
        row += dy
      }
      plane += dz
    }
    let smoothX = Self.smooth(f.x)
    return SIMD3(
      (alongX * Self.slope(f.x)).sum(), (alongY * smoothX).sum(), (alongZ * smoothX).sum())
  }

  /// Weights 1-2-1 of the voxels at -1, 0, 1, 2 for a point `t` of the way from 0 to 1.
  @inline(__always)
  private static func smooth(_ t: Float) -> SIMD4<Float> {
    SIMD4(1 - t, 2 - t, 1 + t, t) * 0.25
  }

  /// Minus the weights of a central difference for such a point.
  @inline(__always)
  private static func slope(_ t: Float) -> SIMD4<Float> {
    SIMD4(1 - t, t, t - 1, -t) * 0.5
  }

  /// A voxel and how far a point lies beyond it, 0...1 along each axis.
  private struct Cell {
    let x: Int
    let y: Int
    let z: Int
    let fraction: SIMD4<Float>
  }

  /// The cell of `point`, which is brought between the walls first.
  ///
  /// Adding 2^23 leaves the whole number in the low bits, for all axes at once and without the
  /// checks of a conversion. Which of two cells a point on their border gets makes no difference.
  @inline(__always)
  private func cell(_ point: SIMD4<Float>) -> Cell {
    let p = larger(smaller(point, high), low)
    let magic = SIMD4<Float>(repeating: 8_388_608)
    let shifted = (p - 0.5) + magic
    let bits = unsafeBitCast(shifted, to: SIMD4<UInt32>.self)
    let mask: UInt32 = 0x7F_FFFF
    return Cell(
      x: Int(truncatingIfNeeded: bits.x & mask), y: Int(truncatingIfNeeded: bits.y & mask),
      z: Int(truncatingIfNeeded: bits.z & mask), fraction: p - (shifted - magic))
  }

  /// Trilinear interpolation.
  @inline(__always)
  private func sample(_ place: Cell) -> Float {
    let near = values + (place.x &+ dy &* place.y &+ dz &* place.z)
    let far = near + dz
    let f = place.fraction
    let low = SIMD4(near[0], near[dy], far[0], far[dy])
    let high = SIMD4(near[1], near[dy + 1], far[1], far[dy + 1])
    let x = low + (high - low) * f.x
    let y = x.evenHalf + (x.oddHalf - x.evenHalf) * f.y
    return y.x + (y.y - y.x) * f.z
  }
}

@inline(__always)
private func smaller(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> {
  b.replacing(with: a, where: a .< b)
}

@inline(__always)
private func larger(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> {
  b.replacing(with: a, where: a .> b)
}
