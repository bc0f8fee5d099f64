import Geometry
import HeadModels
import Testing
import Volumes

@Suite struct VoxelizerTests {
  /// An octahedron whose corners are pushed to a sphere, four times subdivided.
  static func sphere(radius: Float, center: SIMD3<Float>) -> TriangleMesh {
    var vertices: [SIMD3<Float>] = [
      [1, 0, 0], [-1, 0, 0], [0, 1, 0], [0, -1, 0], [0, 0, 1], [0, 0, -1],
    ]
    var triangles: [SIMD3<Int32>] = [
      [0, 2, 4], [2, 1, 4], [1, 3, 4], [3, 0, 4], [2, 0, 5], [1, 2, 5], [3, 1, 5], [0, 3, 5],
    ]
    for _ in 0..<5 {
      var known: [[Int32]: Int32] = [:]
      func middle(_ a: Int32, _ b: Int32) -> Int32 {
        let key = [min(a, b), max(a, b)]
        if let index = known[key] { return index }
        let sum = vertices[Int(a)] + vertices[Int(b)]
        vertices.append(sum / (sum * sum).sum().squareRoot())
        known[key] = Int32(vertices.count - 1)
        return Int32(vertices.count - 1)
      }
      triangles = triangles.flatMap { t -> [SIMD3<Int32>] in
        let (a, b, c) = (middle(t.x, t.y), middle(t.y, t.z), middle(t.z, t.x))
        return [[t.x, a, c], [t.y, b, a], [t.z, c, b], [a, b, c]]
      }
    }
    return TriangleMesh(vertices: vertices.map { center + radius * $0 }, triangles: triangles)
  }

  @Test(arguments: [
    Affine(translation: Vector3(-50, -50, -50)),
    Affine(
      linear: Matrix3(diagonal: Vector3(-1.1, 0.9, 1.5)), translation: Vector3(55, -45, -60)),
    Affine(
      linear: Matrix3.rotation(degrees: 17, about: Vector3(1, 2, 3)),
      translation: Vector3(-60, -50, -40)),
  ])
  func distanceToSphereIsAnalytic(affine: Affine) {
    // Corners lie exactly on lines of voxel centres, where careless counting leaks.
    let center = Vector3(3, -2, 1)
    let mesh = Self.sphere(radius: 30, center: SIMD3<Float>(center))
    let grid = Grid(size: SIMD3(100, 101, 90), affine: affine)
    let distance = HeadVoxelizer.signedDistance(to: mesh, on: grid)
    var (worst, worstNear, wrongSigns) = (0.0, 0.0, 0)
    for k in 0..<grid.size.z {
      for j in 0..<grid.size.y {
        for i in 0..<grid.size.x {
          let point = affine(Vector3(Double(i), Double(j), Double(k)))
          let truth = length(point - center) - 30
          guard abs(truth) < 15 else { continue }
          let found = Double(distance[i, j, k])
          worst = max(worst, abs(found - truth))
          if abs(truth) < 1.5 { worstNear = max(worstNear, abs(found - truth)) }
          if abs(truth) > 0.05, (found < 0) != (truth < 0) { wrongSigns += 1 }
        }
      }
    }
    // A chord of 32 parts of a quarter circle lies up to 0.02 mm inside the sphere.
    #expect(worstNear < 0.03)
    #expect(worst < 0.25)
    #expect(wrongSigns == 0)
  }

  @Test func overlappingPartsStaySolid() {
    let one = Self.sphere(radius: 20, center: [0, 0, 0])
    let two = Self.sphere(radius: 20, center: [15, 0, 0])
    let shift = Int32(one.vertices.count)
    let both = TriangleMesh(
      vertices: one.vertices + two.vertices,
      triangles: one.triangles + two.triangles.map { $0 &+ shift })
    let grid = Grid(size: SIMD3(60, 50, 50), affine: Affine(translation: Vector3(-25, -25, -25)))
    let distance = HeadVoxelizer.signedDistance(to: both, on: grid)
    #expect(distance[32, 25, 25] < 0)
    #expect(distance[25, 25, 25] < 0)
    #expect(distance[0, 0, 0] > 0)
  }
}
