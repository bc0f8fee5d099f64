internal import Geometry

/// For tiles of a picture, a depth in front of which no ray of the tile can hit anything.
///
/// The bricks at the border of the empty space are drawn as the boxes that surround their spheres.
struct StartDepths {
  /// Rows and columns of a tile.
  static let tile = 8

  private let columns: Int
  /// Infinite where nothing is in the tile.
  private let depths: [Float]

  init(_ camera: Camera, _ bricks: [BorderBrick]) {
    let columns = (camera.size + Self.tile - 1) / Self.tile
    var depths = [Float](repeating: .infinity, count: columns * columns)
    let position = SIMD3<Float>(camera.position)
    let (right, up) = (SIMD3<Float>(camera.right), SIMD3<Float>(camera.up))
    let forward = SIMD3<Float>(camera.forward)
    let half = Float(camera.size) / 2
    let scale = half / Float(camera.halfHeight)
    let last = Float(columns - 1)
    depths.withUnsafeMutableBufferPointer { depths in
      for brick in bricks {
        let offset = brick.center - position
        let r = brick.radius
        let depth = (offset * forward).sum()
        let x = (offset * right).sum()
        let y = (offset * up).sum()
        let nearest = max(depth - r, 0)
        guard depth + r > 0 else { continue }
        func span(_ value: Float) -> (low: Float, high: Float) {
          let (low, high) = (value - r, value + r)
          if camera.isOrthographic { return (low * scale, high * scale) }
          guard nearest > 1e-3 * r else { return (-.infinity, .infinity) }
          return (
            scale * low / (low < 0 ? nearest : depth + r),
            scale * high / (high > 0 ? nearest : depth + r)
          )
        }
        let (across, down) = (span(x), span(-y))
        func tiles(_ span: (low: Float, high: Float)) -> (first: Int, last: Int) {
          // A pixel more than needed on each side.
          let first = max((span.low + half - 1) / Float(Self.tile), 0)
          let final = min((span.high + half + 1) / Float(Self.tile), last + 0.5)
          return first <= final ? (Int(first), Int(final)) : (1, 0)
        }
        let (columnRange, rowRange) = (tiles(across), tiles(down))
        guard columnRange.first <= columnRange.last, rowRange.first <= rowRange.last else {
          continue
        }
        for row in rowRange.first...rowRange.last {
          for column in columnRange.first...columnRange.last {
            let at = row * columns + column
            depths[at] = min(depths[at], nearest)
          }
        }
      }
    }
    self.columns = columns
    self.depths = depths
  }

  /// The depth for the tile in `row` and `column`; infinite where nothing can be hit.
  subscript(row: Int, column: Int) -> Float { depths[row * columns + column] }
}

/// A brick that may hold surface and touches one that does not, as a sphere.
struct BorderBrick: Sendable {
  /// mm, RAS+.
  let center: SIMD3<Float>
  /// mm; the whole brick lies within.
  let radius: Float
}

extension EmptySpace {
  /// The bricks that rays from outside meet first.
  func borderBricks(_ affine: Affine) -> [BorderBrick] {
    let edge = Double(1 << Brick.shift)
    let columns = affine.linear.columns
    let diagonals = [
      columns.x + columns.y + columns.z, columns.x + columns.y - columns.z,
      columns.x - columns.y + columns.z, columns.x - columns.y - columns.z,
    ]
    let radius = Float((diagonals.map(length).max() ?? 0) * edge / 2 * 1.001)
    var result: [BorderBrick] = []
    func isFree(_ x: Int, _ y: Int, _ z: Int) -> Bool {
      guard x >= 0, y >= 0, z >= 0, x < size.x, y < size.y, z < size.z else { return true }
      return distance[x + size.x * (y + size.y * z)] > 0
    }
    for z in 0..<size.z {
      for y in 0..<size.y {
        for x in 0..<size.x where !isFree(x, y, z) {
          let isBorder =
            isFree(x - 1, y, z) || isFree(x + 1, y, z) || isFree(x, y - 1, z)
            || isFree(x, y + 1, z) || isFree(x, y, z - 1) || isFree(x, y, z + 1)
          guard isBorder else { continue }
          let middle = (Vector3(Double(x), Double(y), Double(z)) + 0.5) * edge
          result.append(
            BorderBrick(center: SIMD3<Float>(affine(middle)), radius: radius))
        }
      }
    }
    return result
  }
}
