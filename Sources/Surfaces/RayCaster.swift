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
  private let high: Spot
  /// Depth between two samples in clear air, in mm.
  private let step: Float

  /// Below this, a field that goes from -1 to 1 is far enough from the surface to look for free bricks.
  private static let air: Float = -0.8

  /// The lowest position along each axis; between it and `high`, four neighbours exist.
  private static let low: Float = 1.01

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
    high = Spot(Float(size.x) - 2.01, Float(size.y) - 2.01, Float(size.z) - 2.01)
    self.step = step
  }

  /// Depth of the first point at or behind `start` where the field is above 0, or infinity.
  @inline(__always)
  func hit(_ ray: Ray, from start: Float) -> Float {
    let inverse = ray.inverse
    let x = Self.slab(ray.origin.x, inverse.x, high.x)
    let y = Self.slab(ray.origin.y, inverse.y, high.y)
    let z = Self.slab(ray.origin.z, inverse.z, high.z)
    var t = max(max(x.near, y.near), max(z.near, start))
    let end = min(x.far, min(y.far, z.far))
    let nudge: Float = 1e-3 * step
    // The last depth that is known to lie outside, and the field there where it was sampled.
    var outside = t
    var before: Float = .nan
    while t < end {
      var place = cell(ray.at(t))
      let shift = Brick.shift
      let (bx, by, bz) = (place.x &>> shift, place.y &>> shift, place.z &>> shift)
      let free = Int(distance[bx &+ bricksY &* by &+ bricksZ &* bz])
      if free > 0 {
        let exit = min(
          Self.exit(bx, free, ray.origin.x, inverse.x),
          min(
            Self.exit(by, free, ray.origin.y, inverse.y),
            Self.exit(bz, free, ray.origin.z, inverse.z)))
        outside = max(exit, t)
        before = .nan
        t = outside + nudge
        continue
      }
      // Where the field rises towards the surface no brick is free: none is asked for.
      while true {
        let value = sample(place)
        if value > 0 { return refined(ray, (outside, before), (t, value)) }
        (outside, before) = (t, value)
        t += step
        guard value > Self.air, t < end else { break }
        place = cell(ray.at(t))
      }
    }
    return .infinity
  }

  /// Depths at which a ray passes the two walls across one axis.
  @inline(__always)
  private static func slab(
    _ origin: Float, _ inverse: Float, _ high: Float
  ) -> (near: Float, far: Float) {
    let a = (low - origin) * inverse
    let b = (high - origin) * inverse
    return (min(a, b), max(a, b))
  }

  /// Depth at which a ray leaves the free bricks around brick `brick` along one axis.
  @inline(__always)
  private static func exit(
    _ brick: Int, _ reach: Int, _ origin: Float, _ inverse: Float
  ) -> Float {
    let wall = (inverse > 0 ? brick &+ reach : brick &+ 1 &- reach) &<< Brick.shift
    return (Float(Int32(truncatingIfNeeded: wall)) - origin) * inverse
  }

  /// Closes in on the crossing between a depth outside and one inside: false position with the
  /// Illinois rule (Dowell and Jarratt 1971), which always keeps the crossing bracketed.
  @inline(__always)
  private func refined(
    _ ray: Ray, _ outer: (t: Float, f: Float), _ inner: (t: Float, f: Float)
  ) -> Float {
    var (a, b) = (outer, inner)
    if a.f.isNaN { a.f = sample(cell(ray.at(a.t))) }
    guard a.f < 0 else { return a.t }
    for _ in 0..<4 {
      let t = a.t.addingProduct(b.t - a.t, a.f / (a.f - b.f))
      let f = sample(cell(ray.at(t)))
      let isInside = f > 0
      if isInside { b = (t, f) } else { a = (t, f) }
      // So near to the surface one more chord is as good as another sample.
      if abs(f) < 0.02 { break }
      if isInside { a.f *= 0.5 } else { b.f *= 0.5 }
    }
    return a.t + (b.t - a.t) * (a.f / (a.f - b.f))
  }

  /// Minus the gradient of the field, per field voxel, up to a factor.
  ///
  /// Central differences along each axis, weighted 1-2-1 across it (Sobel), at the eight voxels
  /// around the point, interpolated linearly: separable weights over 4 x 4 x 4 voxels. The weighting
  /// takes off the rings that voxels leave on surfaces that are nearly parallel to an axis.
  @inline(__always)
  func descent(_ point: Spot) -> SIMD3<Float> {
    let place = cell(point)
    let (smoothY, slopeY) = (Self.smooth(place.fy), Self.slope(place.fy))
    let (smoothZ, slopeZ) = (Self.smooth(place.fz), Self.slope(place.fz))
    var (alongX, alongY, alongZ) = (SIMD4<Float>(), SIMD4<Float>(), SIMD4<Float>())
    var plane = values + (place.x &- 1 &+ dy &* (place.y &- 1) &+ dz &* (place.z &- 1))
    for c in 0..<4 {
      var row = plane
      var (smooth, slope) = (SIMD4<Float>(), SIMD4<Float>())
      for b in 0..<4 {
        let voxels = UnsafeRawPointer(row).loadUnaligned(as: SIMD4<Float>.self)
        smooth.addProduct(voxels, smoothY[b])
        slope.addProduct(voxels, slopeY[b])
        row += dy
      }
      alongX.addProduct(smooth, smoothZ[c])
      alongY.addProduct(slope, smoothZ[c])
      alongZ.addProduct(smooth, slopeZ[c])
      plane += dz
    }
    let smoothX = Self.smooth(place.fx)
    return SIMD3(
      (alongX * Self.slope(place.fx)).sum(), (alongY * smoothX).sum(), (alongZ * smoothX).sum())
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
    let fx: Float
    let fy: Float
    let fz: Float
  }

  /// The cell of `point`, which is brought between the walls first.
  @inline(__always)
  private func cell(_ point: Spot) -> Cell {
    let (x, fx) = Self.split(point.x, high.x)
    let (y, fy) = Self.split(point.y, high.y)
    let (z, fz) = Self.split(point.z, high.z)
    return Cell(x: x, y: y, z: z, fx: fx, fy: fy, fz: fz)
  }

  /// Whole and rest of a coordinate.
  ///
  /// Adding 2^23 leaves the whole number in the low bits without the checks of a conversion. Which
  /// of two cells a point on their border gets makes no difference.
  @inline(__always)
  private static func split(_ value: Float, _ high: Float) -> (Int, Float) {
    let p = max(low, min(high, value))
    let shifted = (p - 0.5) + 8_388_608
    return (Int(truncatingIfNeeded: shifted.bitPattern & 0x7F_FFFF), p - (shifted - 8_388_608))
  }

  /// Trilinear interpolation.
  @inline(__always)
  private func sample(_ cell: Cell) -> Float {
    let near = values + (cell.x &+ dy &* cell.y &+ dz &* cell.z)
    let far = near + dz
    @inline(__always)
    func row(_ at: UnsafePointer<Float>) -> Float {
      at[0].addingProduct(at[1] - at[0], cell.fx)
    }
    let (a, b, c, d) = (row(near), row(near + dy), row(far), row(far + dy))
    let (front, back) = (a.addingProduct(b - a, cell.fy), c.addingProduct(d - c, cell.fy))
    return front.addingProduct(back - front, cell.fz)
  }
}

/// The unit of empty space.
enum Brick {
  /// log2 of the cells along the edge of a brick. Computed, so that the loop above sees a constant.
  static var shift: Int { 1 }
}

/// A position in field voxels.
///
/// Three numbers rather than a vector: comparisons and blends of SIMD types are done lane by lane.
struct Spot {
  let x: Float
  let y: Float
  let z: Float

  @inline(__always)
  init(_ x: Float, _ y: Float, _ z: Float) { (self.x, self.y, self.z) = (x, y, z) }

  @inline(__always)
  init(_ v: SIMD4<Float>) { self.init(v.x, v.y, v.z) }
}

/// A ray in field voxels, per mm of depth.
struct Ray {
  let origin: Spot
  let direction: Spot

  @inline(__always)
  func at(_ t: Float) -> Spot {
    Spot(
      origin.x.addingProduct(direction.x, t), origin.y.addingProduct(direction.y, t),
      origin.z.addingProduct(direction.z, t))
  }

  /// One over the direction; a ray along a wall must not divide 0 by 0.
  @inline(__always)
  var inverse: Spot {
    @inline(__always)
    func one(_ d: Float) -> Float { 1 / (abs(d) > 1e-9 ? d : 1e-9) }
    return Spot(one(direction.x), one(direction.y), one(direction.z))
  }
}
