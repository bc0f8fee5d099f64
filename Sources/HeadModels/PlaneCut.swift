internal import Geometry

/// Cutting a surface flat and closing it.
enum PlaneCut {
  /// The part of a surface above z = `height`, closed by a flat lid.
  ///
  /// - Parameters:
  ///   - height: In mm.
  ///   - points: Corners, mm.
  ///   - triangles: A surface that is closed but for borders below `height`.
  /// - Returns: The closed mesh, and for each of its corners the index among `points`, or -1 for one
  ///   that the cut made.
  static func above(
    _ height: Double, points: [Vector3], triangles: [SIMD3<Int32>]
  ) -> (mesh: TriangleMesh, parents: [Int32]) {
    var builder = Builder(points: points, height: height)
    for triangle in triangles { builder.add(triangle) }
    builder.closeLid()
    return (TriangleMesh(vertices: builder.vertices, triangles: builder.triangles), builder.parents)
  }

  private struct Builder {
    let points: [Vector3]
    let height: Double
    var vertices: [SIMD3<Float>] = []
    var parents: [Int32] = []
    var triangles: [SIMD3<Int32>] = []
    private var ofPoint: [Int32]
    private var ofEdge: [SIMD2<Int32>: Int32] = [:]
    /// Half-edges that run along the cut within the kept part.
    private var rim: [SIMD2<Int32>] = []

    init(points: [Vector3], height: Double) {
      self.points = points
      self.height = height
      ofPoint = [Int32](repeating: -1, count: points.count)
    }

    mutating func add(_ triangle: SIMD3<Int32>) {
      let corners = [triangle.x, triangle.y, triangle.z]
      let above = corners.map { points[Int($0)].z >= height }
      let count = above.count { $0 }
      guard count > 0 else { return }
      if count == 3 {
        triangles.append(SIMD3(keep(corners[0]), keep(corners[1]), keep(corners[2])))
        return
      }
      // Turn the triangle so that its lone corner comes first.
      let lone = above.firstIndex(of: count == 1) ?? 0
      let (a, b, c) = (corners[lone], corners[(lone + 1) % 3], corners[(lone + 2) % 3])
      let (ab, ac) = (crossing(a, b), crossing(a, c))
      if count == 1 {
        triangles.append(SIMD3(keep(a), ab, ac))
        rim.append(SIMD2(ab, ac))
      } else {
        triangles.append(SIMD3(ab, keep(b), keep(c)))
        triangles.append(SIMD3(ab, keep(c), ac))
        rim.append(SIMD2(ac, ab))
      }
    }

    mutating func closeLid() {
      guard !rim.isEmpty else { return }
      let sum = rim.reduce(SIMD3<Float>()) { $0 + vertices[Int($1.x)] }
      vertices.append(sum / Float(rim.count))
      vertices[vertices.count - 1].z = Float(height)
      parents.append(-1)
      let middle = Int32(vertices.count - 1)
      triangles += rim.map { SIMD3($0.y, $0.x, middle) }
    }

    private mutating func keep(_ point: Int32) -> Int32 {
      if ofPoint[Int(point)] < 0 {
        ofPoint[Int(point)] = Int32(vertices.count)
        vertices.append(SIMD3<Float>(points[Int(point)]))
        parents.append(point)
      }
      return ofPoint[Int(point)]
    }

    private mutating func crossing(_ a: Int32, _ b: Int32) -> Int32 {
      let key = SIMD2(min(a, b), max(a, b))
      if let known = ofEdge[key] { return known }
      let (low, high) = (points[Int(key.x)], points[Int(key.y)])
      let fraction = (height - low.z) / (high.z - low.z)
      var point = low + fraction * (high - low)
      point.z = height
      ofEdge[key] = Int32(vertices.count)
      vertices.append(SIMD3<Float>(point))
      parents.append(-1)
      return Int32(vertices.count - 1)
    }
  }
}
