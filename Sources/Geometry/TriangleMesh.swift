/// A surface of triangles.
public struct TriangleMesh: Sendable, Equatable {
  /// Corners, in mm, RAS+ unless a producer says otherwise.
  public var vertices: [SIMD3<Float>]
  /// Indices into `vertices`, counter-clockwise as seen from outside.
  public var triangles: [SIMD3<Int32>]

  /// Builds a mesh; indices are not checked.
  public init(vertices: [SIMD3<Float>] = [], triangles: [SIMD3<Int32>] = []) {
    self.vertices = vertices
    self.triangles = triangles
  }
}
