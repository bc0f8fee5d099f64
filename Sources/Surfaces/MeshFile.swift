public import Files
public import Foundation
public import Geometry

/// Mesh files: binary STL, binary little-endian PLY, OBJ. Coordinates are written as they are, which
/// for meshes of scans is mm in RAS+ space.
public enum MeshFile: String, Sendable, CaseIterable {
  case stl
  case ply
  case obj

  /// The format that the ending of a file name asks for.
  ///
  /// - Throws: `EffaceError.argument` for any other ending.
  public init(_ url: URL) throws(EffaceError) {
    guard let format = MeshFile(rawValue: url.pathExtension.lowercased()) else {
      throw EffaceError(
        .argument, "The mesh file \(url.lastPathComponent) must end in .stl, .ply or .obj.")
    }
    self = format
  }

  /// Writes `mesh` to `url` in the format of its ending, whole or not at all.
  ///
  /// - Throws: `EffaceError.argument` or `.file`.
  public static func write(_ mesh: TriangleMesh, to url: URL) throws(EffaceError) {
    let format = try MeshFile(url)
    try AtomicFile.write(format.encode(mesh), to: url)
  }

  /// The bytes of a file with `mesh`.
  public func encode(_ mesh: TriangleMesh) -> Data {
    switch self {
    case .stl: Self.stlBytes(mesh)
    case .ply: Self.plyBytes(mesh)
    case .obj: Self.objBytes(mesh)
    }
  }

  private static func stlBytes(_ mesh: TriangleMesh) -> Data {
    // Readers take a file that starts with "solid" for text.
    let title = "Binary STL, mm, RAS+"
    var data = Data(capacity: 84 + mesh.triangles.count * 50)
    data.append(contentsOf: title.utf8)
    data.append(Data(count: 80 - title.utf8.count))
    append(UInt32(mesh.triangles.count), to: &data)
    for triangle in mesh.triangles {
      let (a, b, c) = mesh.corners(triangle)
      for point in [normalized(cross(b - a, c - a)), a, b, c] { append(point, to: &data) }
      append(UInt16(0), to: &data)
    }
    return data
  }

  private static func plyBytes(_ mesh: TriangleMesh) -> Data {
    let header = """
      ply
      format binary_little_endian 1.0
      comment mm, RAS+
      element vertex \(mesh.vertices.count)
      property float x
      property float y
      property float z
      element face \(mesh.triangles.count)
      property list uchar int vertex_indices
      end_header

      """
    var data = Data(header.utf8)
    data.reserveCapacity(data.count + mesh.vertices.count * 12 + mesh.triangles.count * 13)
    for vertex in mesh.vertices { append(Vector3(vertex), to: &data) }
    for triangle in mesh.triangles {
      data.append(3)
      for corner in 0..<3 { append(UInt32(bitPattern: triangle[corner]), to: &data) }
    }
    return data
  }

  private static func objBytes(_ mesh: TriangleMesh) -> Data {
    var text = "# mm, RAS+\n"
    for v in mesh.vertices { text += "v \(v.x) \(v.y) \(v.z)\n" }
    for t in mesh.triangles { text += "f \(t.x + 1) \(t.y + 1) \(t.z + 1)\n" }
    return Data(text.utf8)
  }

  private static func append(_ point: Vector3, to data: inout Data) {
    for axis in 0..<3 { append(Float(point[axis]).bitPattern, to: &data) }
  }

  private static func append(_ number: some FixedWidthInteger, to data: inout Data) {
    withUnsafeBytes(of: number.littleEndian) { data.append(contentsOf: $0) }
  }
}
