extension TriangleMesh {
  /// Enclosed volume in mm^3, negative where the triangles run clockwise as seen from outside.
  ///
  /// Sum of the signed tetrahedra to the origin; meaningful for closed meshes.
  public var signedVolume: Double {
    triangles.reduce(0) { sum, triangle in
      let (a, b, c) = corners(triangle)
      return sum + dot(a, cross(b, c)) / 6
    }
  }

  /// Area in mm^2.
  public var area: Double {
    triangles.reduce(0) { sum, triangle in
      let (a, b, c) = corners(triangle)
      return sum + length(cross(b - a, c - a)) / 2
    }
  }

  /// Whether every edge belongs to exactly two triangles that run along it in opposite directions.
  public var isClosed: Bool {
    var open: [SIMD2<Int32>: Int] = [:]
    for triangle in triangles {
      for (a, b) in [(0, 1), (1, 2), (2, 0)] {
        open[SIMD2(triangle[a], triangle[b]), default: 0] += 1
      }
    }
    return open.allSatisfy { $0.value == 1 && open[SIMD2($0.key.y, $0.key.x)] == 1 }
  }

  /// Turns every triangle round, so that inside and outside change places.
  public mutating func turn() {
    for index in triangles.indices {
      let triangle = triangles[index]
      triangles[index] = SIMD3(triangle.x, triangle.z, triangle.y)
    }
  }

  /// The corners of one triangle.
  public func corners(_ triangle: SIMD3<Int32>) -> (Vector3, Vector3, Vector3) {
    (
      Vector3(vertices[Int(triangle.x)]), Vector3(vertices[Int(triangle.y)]),
      Vector3(vertices[Int(triangle.z)])
    )
  }
}
