/// First hits of rays with the zero level of a field, in field voxels.
///
/// Borrows the memory of the field and of its empty space; lives only as long as they are lent.
struct RayCaster {
  private let values: UnsafePointer<Float>
  private let distance: UnsafePointer<UInt8>
  private let dy: Int
  private let dz: Int
  private let bricksY: Int
  private let bricksZ: Int
  private let low: SIMD3<Float>
  private let high: SIMD3<Float>
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
    low = SIMD3(repeating: 1)
    high = SIMD3(Float(size.x - 2), Float(size.y - 2), Float(size.z - 2)) - 0.001
    self.step = step
  }

  /// Depth of the first point on the ray where the field is above 0, or infinity.
  @inline(__always)
  func hit(_ origin: SIMD3<Float>, _ direction: SIMD3<Float>) -> Float {
    // A ray along a wall would divide 0 by 0.
    let tiny = SIMD3<Float>(repeating: 1e-9)
    let safe = direction.replacing(
      with: tiny, where: (direction .< tiny) .& (direction .> -tiny))
    let inverse = 1 / safe
    let a = (low - origin) * inverse
    let b = (high - origin) * inverse
    let near = pointwiseMin(a, b)
    let far = pointwiseMax(a, b)
    var t = max(near.max(), 0)
    let end = far.min()
    guard t < end else { return .infinity }
    let forwards = safe .> 0
    let edge = Float(1 << EmptySpace.shift)
    let nudge: Float = 1e-3 * step
    var outside = t
    while t < end {
      let p = pointwiseMax(pointwiseMin(origin + direction * t, high), low)
      let (x, y, z) = (Int(p.x), Int(p.y), Int(p.z))
      let shift = EmptySpace.shift
      let (bx, by, bz) = (x >> shift, y >> shift, z >> shift)
      let free = distance[bx + bricksY * by + bricksZ * bz]
      if free > 0 {
        let brick = SIMD3(Float(bx), Float(by), Float(bz))
        let reach = SIMD3(repeating: Float(free))
        let wall = (brick + 1 - reach).replacing(with: brick + reach, where: forwards) * edge
        let exit = ((wall - origin) * inverse).min()
        outside = max(exit, t)
        t = outside + nudge
      } else {
        if sample(p) > 0 { return refined(origin, direction, outside, t) }
        outside = t
        t += step
      }
    }
    return .infinity
  }

  /// Closes in on the crossing between `low` (not above 0) and `high` (above 0): false position with
  /// the Illinois rule (Dowell and Jarratt 1971), which always keeps the crossing bracketed.
  @inline(__always)
  private func refined(
    _ origin: SIMD3<Float>, _ direction: SIMD3<Float>, _ low: Float, _ high: Float
  ) -> Float {
    var (a, b) = (low, high)
    var fa = sample(clamped(origin + direction * a))
    var fb = sample(clamped(origin + direction * b))
    guard fa < 0 else { return a }
    for _ in 0..<3 {
      let t = a + (b - a) * (fa / (fa - fb))
      let f = sample(clamped(origin + direction * t))
      if f > 0 {
        (b, fb) = (t, f)
        fa *= 0.5
      } else {
        (a, fa) = (t, f)
        fb *= 0.5
      }
      if abs(f) < 1e-4 { return t }
    }
    return a + (b - a) * (fa / (fa - fb))
  }

  /// Minus the gradient of the field by central differences of one voxel, per field voxel.
  @inline(__always)
  func descent(_ point: SIMD3<Float>) -> SIMD3<Float> {
    let p = clamped(point)
    let (i, j, k) = (Int(p.x), Int(p.y), Int(p.z))
    let f = p - SIMD3(Float(i), Float(j), Float(k))
    let at = i + dy * j + dz * k
    return SIMD3(
      interpolated(at - 1, f) - interpolated(at + 1, f),
      interpolated(at - dy, f) - interpolated(at + dy, f),
      interpolated(at - dz, f) - interpolated(at + dz, f))
  }

  @inline(__always)
  func clamped(_ p: SIMD3<Float>) -> SIMD3<Float> { pointwiseMax(pointwiseMin(p, high), low) }

  @inline(__always)
  private func sample(_ p: SIMD3<Float>) -> Float {
    let (i, j, k) = (Int(p.x), Int(p.y), Int(p.z))
    return interpolated(i + dy * j + dz * k, p - SIMD3(Float(i), Float(j), Float(k)))
  }

  @inline(__always)
  private func interpolated(_ at: Int, _ f: SIMD3<Float>) -> Float {
    let near = values + at
    let far = near + dz
    let low = SIMD4(near[0], near[dy], far[0], far[dy])
    let high = SIMD4(near[1], near[dy + 1], far[1], far[dy + 1])
    let x = low + (high - low) * f.x
    let y = x.evenHalf + (x.oddHalf - x.evenHalf) * f.y
    return y.x + (y.y - y.x) * f.z
  }
}
