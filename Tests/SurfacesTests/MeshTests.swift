import Files
import Foundation
import Geometry
import Surfaces
import TestSupport
import Testing
import Volumes

/// Meshes of solids whose volume and area are known.
@Suite struct MeshTests {
  static func sphere(
    _ options: MeshOptions = MeshOptions(), grid: Grid = Phantom.grid(80)
  ) throws -> TriangleMesh {
    let volume = Phantom.volume(grid, Phantom.sphere(radius: 30, at: Vector3(3, -2, 1)))
    return try SurfaceRenderer(volume, level: Phantom.level).mesh(options)
  }

  static let options = [
    MeshOptions(), MeshOptions(smoothingIterations: 0), MeshOptions(reduction: 0.8),
    MeshOptions(outerOnly: false),
  ]

  @Test(arguments: options)
  func aSphereHasItsVolumeAndArea(_ options: MeshOptions) throws {
    let mesh = try Self.sphere(options)
    let volume = 4.0 / 3 * Double.pi * 27000
    let area = 4 * Double.pi * 900
    #expect(abs(mesh.signedVolume / volume - 1) < 0.01)
    #expect(abs(mesh.area / area - 1) < 0.01)
    #expect(mesh.isClosed)
    let center = Vector3(3, -2, 1)
    for vertex in mesh.vertices { #expect(abs(length(Vector3(vertex) - center) - 30) < 0.5) }
  }

  @Test func decimationTakesTheShareAway() throws {
    let whole = try Self.sphere().triangles.count
    let less = try Self.sphere(MeshOptions(reduction: 0.8)).triangles.count
    #expect(abs(Double(less) / Double(whole) - 0.2) < 0.02)
  }

  @Test func aLeftHandedObliqueScanKeepsInsideInside() throws {
    let linear =
      Matrix3.rotation(degrees: 30, about: Vector3(1, 1, 1))
      * Matrix3(diagonal: Vector3(-1, 1.2, 1.5))
    let size = SIMD3(80, 70, 56)
    let middle = Vector3(Double(size.x - 1), Double(size.y - 1), Double(size.z - 1)) / 2
    let mesh = try Self.sphere(
      grid: Grid(size: size, affine: Affine(linear: linear, translation: (linear * middle) * -1)))
    #expect(abs(mesh.signedVolume / (4.0 / 3 * .pi * 27000) - 1) < 0.01)
  }

  @Test func cavitiesGoAndTheCutFieldIsClosed() throws {
    let hollow = Phantom.volume(Phantom.grid(80)) { point in
      let radius = length(point - Vector3(0, 0, -14))
      return max(radius - 30, 20 - radius)
    }
    let renderer = try SurfaceRenderer(hollow, level: Phantom.level)
    let outer = try renderer.mesh()
    let both = try renderer.mesh(MeshOptions(outerOnly: false))
    #expect(outer.isClosed)
    #expect(outer.signedVolume - both.signedVolume > 0.9 * 4 / 3 * .pi * 8000)
  }

  @Test func optionsOutOfRangeAreRefused() throws {
    let error = #expect(throws: EffaceError.self) {
      try Self.sphere(MeshOptions(reduction: 1))
    }
    #expect(error?.code == .argument)
  }

  @Test(arguments: MeshFile.allCases)
  func filesReadBack(_ format: MeshFile) throws {
    let mesh = try Self.sphere(MeshOptions(reduction: 0.9))
    let folder = try TemporaryFolder()
    let url = folder.file("sphere.\(format.rawValue)")
    try MeshFile.write(mesh, to: url)
    let read = try MeshReader.read(url)
    // STL has no shared vertices: compare the corners of the triangles.
    #expect(read.triangles.count == mesh.triangles.count)
    for (a, b) in zip(read.triangles, mesh.triangles) {
      #expect(read.corners(a) == mesh.corners(b))
    }
    if format != .stl { #expect(read == mesh) }
  }

  @Test func anUnknownEndingIsNamed() throws {
    let error = #expect(throws: EffaceError.self) {
      try MeshFile.write(TriangleMesh(), to: URL(fileURLWithPath: "/nowhere/head.vtk"))
    }
    #expect(error?.description.contains("head.vtk must end in .stl, .ply or .obj") == true)
  }

  @Test func meshesAreTheSameEveryTime() throws {
    let first = try Self.sphere(MeshOptions(reduction: 0.5))
    for _ in 0..<3 { #expect(try Self.sphere(MeshOptions(reduction: 0.5)) == first) }
  }
}

/// Reads the three formats by their own specifications.
private enum MeshReader {
  static func read(_ url: URL) throws -> TriangleMesh {
    let data = [UInt8](try Data(contentsOf: url))
    return switch url.pathExtension {
    case "stl": stl(data)
    case "ply": try ply(data)
    default: obj(String(decoding: data, as: UTF8.self))
    }
  }

  private static func number<T: BitwiseCopyable>(_ data: [UInt8], _ at: Int, _: T.Type) -> T {
    data.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: at, as: T.self) }
  }

  private static func point(_ data: [UInt8], _ at: Int) -> SIMD3<Float> {
    SIMD3(
      number(data, at, Float.self), number(data, at + 4, Float.self),
      number(data, at + 8, Float.self))
  }

  private static func stl(_ data: [UInt8]) -> TriangleMesh {
    let count = Int(number(data, 80, UInt32.self))
    #expect(data.count == 84 + 50 * count)
    #expect(!data.starts(with: Array("solid".utf8)))
    var mesh = TriangleMesh()
    for index in 0..<count {
      let at = 84 + 50 * index
      let first = Int32(mesh.vertices.count)
      mesh.vertices += (1...3).map { point(data, at + 12 * $0) }
      mesh.triangles.append(SIMD3(first, first + 1, first + 2))
      let (a, b, c) = mesh.corners(SIMD3(first, first + 1, first + 2))
      let normal = Vector3(point(data, at))
      #expect(dot(normal, cross(b - a, c - a)) >= 0)
    }
    return mesh
  }

  private static func ply(_ data: [UInt8]) throws -> TriangleMesh {
    let end = Array("end_header\n".utf8)
    let start =
      try #require(
        data.indices.first { data[$0...].starts(with: end) }) + end.count
    let words = String(decoding: data[..<start], as: UTF8.self).split { " \n".contains($0) }
    func count(_ element: Substring) throws -> Int {
      let at = try #require(words.firstIndex(of: element))
      return try #require(Int(words[at + 1]))
    }
    let (vertices, faces) = (try count("vertex"), try count("face"))
    let body = start + 12 * vertices
    #expect(data.count == body + 13 * faces)
    return TriangleMesh(
      vertices: (0..<vertices).map { point(data, start + 12 * $0) },
      triangles: (0..<faces).map { face in
        let at = body + 13 * face + 1
        return SIMD3(
          number(data, at, Int32.self), number(data, at + 4, Int32.self),
          number(data, at + 8, Int32.self))
      })
  }

  private static func obj(_ text: String) -> TriangleMesh {
    var mesh = TriangleMesh()
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words[0] == "v" {
        let numbers = words.dropFirst().compactMap { Float($0) }
        mesh.vertices.append(SIMD3(numbers[0], numbers[1], numbers[2]))
      } else if words[0] == "f" {
        let numbers = words.dropFirst().compactMap { Int32($0) }
        mesh.triangles.append(SIMD3(numbers[0] - 1, numbers[1] - 1, numbers[2] - 1))
      }
    }
    return mesh
  }
}
