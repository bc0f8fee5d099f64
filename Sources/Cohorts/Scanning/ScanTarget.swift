internal import Geometry
internal import HeadModels

/// What the scanner must know of a head to place its field, its furniture and its artefacts.
struct ScanTarget: Sendable {
  /// The point about which the head turns.
  let pivot: Vector3
  /// The highest point.
  let vertex: Vector3
  /// What lies in the middle of the field, its height apart.
  let middle: Vector3
  /// Points all over the skin.
  let outline: [SIMD3<Float>]
  /// Where dental metal may be.
  let teeth: [SIMD3<Float>]

  /// A head of the model, in its own frame.
  init(_ head: Head) {
    pivot = Vector3()
    vertex = head[.vertex]
    middle = Vector3(0, (head[.glabella].y - 105) / 2, 0)
    outline = head.skin.vertices
    let mouth = SIMD3<Float>(head[.stomion])
    let places = [(4, 9), (12, 12), (20, 22), (26, 34), (28, 42)] as [(Float, Float)]
    teeth = places.flatMap { side, back in
      [side, -side].flatMap { x in
        [mouth + SIMD3<Float>(x, -back, 4), mouth + SIMD3<Float>(x, -back, -6)]
      }
    }
  }

  /// A head of which only points of the skin are known, upright in the world.
  init(outline: [SIMD3<Float>]) {
    var (low, high) = (SIMD3<Float>(repeating: .infinity), SIMD3<Float>(repeating: -.infinity))
    for point in outline {
      low = pointwiseMin(low, point)
      high = pointwiseMax(high, point)
    }
    let center = Vector3((low + high) / 2)
    (pivot, middle) = (center, center)
    vertex = Vector3(center.x, center.y, Double(high.z))
    self.outline = outline
    teeth = []
  }
}
