internal import CVTK
public import Files
public import Geometry

/// How a mesh is made from the surface of a scan.
public struct MeshOptions: Sendable, Hashable {
  /// Iterations of windowed-sinc smoothing (Taubin, Zhang and Golub 1996); 0 leaves the surface.
  public var smoothingIterations: Int
  /// Pass band of the smoothing, 0...2: smaller is smoother.
  public var passBand: Double
  /// Share of the triangles to take away, 0..<1 (Schroeder, Zarge and Lorensen 1992).
  public var reduction: Double
  /// Whether cavities that no air from outside reaches, and loose parts, are left out.
  public var outerOnly: Bool

  /// Builds options; the defaults give a closed, lightly smoothed skin.
  public init(
    smoothingIterations: Int = 15, passBand: Double = 0.1, reduction: Double = 0,
    outerOnly: Bool = true
  ) {
    self.smoothingIterations = smoothingIterations
    self.passBand = passBand
    self.reduction = reduction
    self.outerOnly = outerOnly
  }
}

extension SurfaceRenderer {
  /// The surface as triangles in mm, RAS+, counter-clockwise as seen from outside.
  ///
  /// Flying edges (Schroeder, Maynard and Geveci 2015) by VTK on the same smoothed field that the
  /// pictures show. Where the scan's field cuts the head, the mesh is closed.
  ///
  /// - Throws: `EffaceError.argument` for options out of range, `.foreign` where VTK fails,
  ///   `.unsuitable` where no triangle comes out.
  public func mesh(_ options: MeshOptions = MeshOptions()) throws(EffaceError) -> TriangleMesh {
    guard (0..<1).contains(options.reduction), (0...2).contains(options.passBand),
      (0...1000).contains(options.smoothingIterations)
    else {
      throw EffaceError(
        .argument,
        "A mesh needs a reduction of 0 to less than 1, a pass band of 0 to 2 and at most 1000 "
          + "iterations of smoothing.")
    }
    let surface = options.outerOnly ? field.withoutCavities : field
    let native = try NativeMesh(surface, options)
    var mesh = native.triangleMesh
    guard !mesh.triangles.isEmpty else {
      throw EffaceError(.unsuitable, "The surface of the scan has no triangles to write as a mesh.")
    }
    if mesh.signedVolume < 0 { mesh.turn() }
    return mesh
  }
}

/// Owns a mesh of VTK.
private struct NativeMesh: ~Copyable {
  private let handle: OpaquePointer

  init(_ field: SurfaceField, _ options: MeshOptions) throws(EffaceError) {
    var native = cvtk_surface_options()
    native.level = 0
    withUnsafeMutableBytes(of: &native.affine) { bytes in
      let numbers = bytes.bindMemory(to: Double.self)
      for (index, number) in field.affine.rows.joined().enumerated() { numbers[index] = number }
    }
    native.smoothing_iterations = Int32(options.smoothingIterations)
    native.pass_band = options.passBand
    native.reduction = options.reduction
    native.largest_only = options.outerOnly ? 1 : 0
    let size = [Int64(field.size.x), Int64(field.size.y), Int64(field.size.z)]
    var text = [CChar](repeating: 0, count: 1024)
    let made = field.values.withUnsafeBufferPointer { values -> OpaquePointer? in
      guard let start = values.baseAddress else { return nil }
      return cvtk_surface_create(start, size, &native, &text, text.count)
    }
    guard let made else {
      let reason = String(decoding: text.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
      throw EffaceError(.foreign, "VTK cannot make a mesh of the surface: \(reason).")
    }
    handle = made
  }

  deinit { cvtk_mesh_destroy(handle) }

  var triangleMesh: TriangleMesh {
    let vertexCount = Int(cvtk_mesh_vertex_count(handle))
    let triangleCount = Int(cvtk_mesh_triangle_count(handle))
    var numbers = [Float](repeating: 0, count: vertexCount * 3)
    var corners = [Int32](repeating: 0, count: triangleCount * 3)
    cvtk_mesh_copy(handle, &numbers, &corners)
    return TriangleMesh(
      vertices: (0..<vertexCount).map {
        SIMD3(numbers[3 * $0], numbers[3 * $0 + 1], numbers[3 * $0 + 2])
      },
      triangles: (0..<triangleCount).map {
        SIMD3(corners[3 * $0], corners[3 * $0 + 1], corners[3 * $0 + 2])
      })
  }
}
