internal import Geometry

/// For tiles of a picture, a depth in front of which no ray of the tile can hit anything.
struct StartDepths {
  /// Rows and columns of a tile.
  static let tile = 4

  private let columns: Int
  /// Infinite where nothing is in the tile.
  private let depths: [Float]

  /// Draws the boxes that surround `bricks` in the frame of `camera`.
  init(_ camera: Camera, _ bricks: BorderBricks) {
    let columns = (camera.size + Self.tile - 1) / Self.tile
    var depths = [Float](repeating: .infinity, count: columns * columns)
    let projection = Projection(camera, bricks)
    depths.withUnsafeMutableBufferPointer { depths in
      for center in bricks.centers {
        guard let box = projection.box(center) else { continue }
        let (left, right) = Self.tiles(box.x, columns)
        let (top, bottom) = Self.tiles(box.y, columns)
        for row in top..<max(top, bottom) {
          for column in left..<max(left, right) {
            let at = row * columns + column
            depths[at] = min(depths[at], box.depth)
          }
        }
      }
    }
    self.columns = columns
    self.depths = depths
  }

  /// The depth for the tile in `row` and `column`; infinite where nothing can be hit.
  subscript(row: Int, column: Int) -> Float { depths[row * columns + column] }

  /// The tiles that pixels `span.low...span.high` touch.
  private static func tiles(
    _ span: (low: Float, high: Float), _ columns: Int
  ) -> (first: Int, end: Int) {
    let limit = Float(columns)
    let first = min(max((span.low - 0.1) / Float(tile), 0), limit)
    let end = min(max((span.high + 0.1) / Float(tile) + 1, 0), limit)
    return (Int(first), Int(end))
  }
}

/// Boxes in the frame of a camera: pixels to the right and down, and depth.
private struct Projection {
  private let position: SIMD3<Float>
  private let right: SIMD3<Float>
  private let down: SIMD3<Float>
  private let forward: SIMD3<Float>
  /// Half the extent of a brick along right, down and forward, in mm.
  private let reach: SIMD3<Float>
  private let half: Float
  private let scale: Float
  private let isOrthographic: Bool

  init(_ camera: Camera, _ bricks: BorderBricks) {
    position = SIMD3<Float>(camera.position)
    right = SIMD3<Float>(camera.right)
    down = SIMD3<Float>(camera.up * -1)
    forward = SIMD3<Float>(camera.forward)
    func reach(_ axis: Vector3) -> Float {
      Float(bricks.halfEdges.reduce(0) { $0 + abs(dot($1, axis)) } * 1.001)
    }
    self.reach = SIMD3(reach(camera.right), reach(camera.up), reach(camera.forward))
    half = Float(camera.size) / 2
    scale = half / Float(camera.halfHeight)
    isOrthographic = camera.isOrthographic
  }

  /// What the brick round `center` covers, or nil where it lies behind the camera.
  @inline(__always)
  func box(
    _ center: SIMD3<Float>
  ) -> (x: (low: Float, high: Float), y: (low: Float, high: Float), depth: Float)? {
    let offset = center - position
    let depth = (offset * forward).sum()
    guard depth + reach.z > 0 else { return nil }
    let near = max(depth - reach.z, 0)
    return (
      span((offset * right).sum(), reach.x, near, depth + reach.z),
      span((offset * down).sum(), reach.y, near, depth + reach.z), near
    )
  }

  @inline(__always)
  private func span(
    _ value: Float, _ reach: Float, _ near: Float, _ far: Float
  ) -> (low: Float, high: Float) {
    let (low, high) = (value - reach, value + reach)
    if isOrthographic { return (half + low * scale, half + high * scale) }
    guard near > 0.01 * reach else { return (0, 2 * half) }
    return (
      half + scale * low / (low < 0 ? near : far), half + scale * high / (high > 0 ? near : far)
    )
  }
}

/// The bricks that may hold surface and touch one that does not: what rays from outside meet first.
struct BorderBricks: Sendable {
  /// Middles, mm, RAS+.
  let centers: [SIMD3<Float>]
  /// From the middle of a brick to the middles of three of its faces, mm, RAS+.
  let halfEdges: [Vector3]

  init(_ space: EmptySpace, _ affine: Affine) {
    let edge = Double(1 << Brick.shift)
    let columns = affine.linear.columns
    let size = space.size
    func isFree(_ x: Int, _ y: Int, _ z: Int) -> Bool {
      guard x >= 0, y >= 0, z >= 0, x < size.x, y < size.y, z < size.z else { return true }
      return space.distance[x + size.x * (y + size.y * z)] > 0
    }
    var centers: [SIMD3<Float>] = []
    for z in 0..<size.z {
      for y in 0..<size.y {
        for x in 0..<size.x where !isFree(x, y, z) {
          let isBorder =
            isFree(x - 1, y, z) || isFree(x + 1, y, z) || isFree(x, y - 1, z)
            || isFree(x, y + 1, z) || isFree(x, y, z - 1) || isFree(x, y, z + 1)
          guard isBorder else { continue }
          let middle = (Vector3(Double(x), Double(y), Double(z)) + 0.5) * edge
          centers.append(SIMD3<Float>(affine(middle)))
        }
      }
    }
    self.centers = centers
    halfEdges = [columns.x, columns.y, columns.z].map { $0 * (edge / 2) }
  }
}
