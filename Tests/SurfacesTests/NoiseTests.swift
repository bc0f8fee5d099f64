import Foundation
import Geometry
import Surfaces
import Testing
import Volumes

/// What must not show beside a head.
@Suite struct NoiseTests {
  @Test func looseSpecksGoAndLargerResiduesStay() throws {
    let head = Phantom.sphere(radius: 30)
    let speck = Phantom.sphere(radius: 2.5, at: Vector3(0, 37, 10))
    let residue = Phantom.sphere(radius: 6, at: Vector3(0, 40, -10))
    let volume = Phantom.volume(Phantom.grid(100)) { min(head($0), speck($0), residue($0)) }
    let everything = VoxelMask(
      grid: volume.grid, bits: [UInt8](repeating: 1, count: volume.grid.count))
    let rendering = try SurfaceRenderer.render(
      volume, level: Phantom.level, mask: everything, size: 200)
    func front(_ point: Vector3) -> Double {
      let pixel = rendering.camera.pixel(point)
      let (x, y) = (Int(pixel.x.rounded()), Int(pixel.y.rounded()))
      return rendering.camera.point(x, y, depth: Double(rendering.depth[y * 200 + x])).y
    }
    #expect(front(Vector3(0, 37, 10)) < 30)
    #expect(front(Vector3(0, 40, -10)) > 40)
  }

  /// A head with MR values that are eight times brighter at the back, and a ghost of its back beside
  /// the back that is as bright as its front.
  static func shadedHead() -> Volume {
    var volume = Volume(grid: Phantom.grid(100), filledWith: 0)
    let head = Phantom.sphere(radius: 30)
    let ghost = Phantom.box(Vector3(4, 12, 20), at: Vector3(37, -20, 0))
    for k in 0..<100 {
      for j in 0..<100 {
        for i in 0..<100 {
          let point = volume.grid.affine(Vector3(Double(i), Double(j), Double(k)))
          let share = min(max(0.5 - head(point), 0), 1)
          let brightness = 100 + 700 * min(max(0.5 - point.y / 60, 0), 1)
          let beside = ghost(point) < 0 ? 95.0 : 0
          volume[i, j, k] = Float(max(share * brightness, beside))
        }
      }
    }
    return volume
  }

  @Test func aLocalLevelKeepsADarkFaceAndDropsTheGhost() throws {
    let volume = Self.shadedHead()
    func widths(isLocal: Bool) throws -> (ghost: Double, face: Double) {
      let renderer = try SurfaceRenderer(
        volume, level: 50, framing: Framing(center: Vector3(), extent: 110), isLocal: isLocal)
      let rendering = renderer.render(View(projection: .orthographic), size: 110)
      let right = rendering.depth.indices.filter {
        rendering.depth[$0].isFinite && $0 % 110 < 19
      }
      let front = rendering.camera.pixel(Vector3(0, 30, 0))
      let at = Int(front.y.rounded()) * 110 + Int(front.x.rounded())
      let point = rendering.camera.point(
        Int(front.x.rounded()), Int(front.y.rounded()), depth: Double(rendering.depth[at]))
      return (Double(right.count), point.y)
    }
    let whole = try widths(isLocal: false)
    let local = try widths(isLocal: true)
    #expect(whole.ghost > 100)
    #expect(local.ghost == 0)
    #expect(abs(local.face - 30) < 1)
  }

  /// 70 % air and 30 % tissue whose logarithms are spread evenly over `range`, all with noise of 10.
  static func mixture(_ range: ClosedRange<Double>) -> Volume {
    var random = SeededGenerator(seed: 5)
    var volume = Volume(grid: Phantom.grid(50), filledWith: 0)
    for index in volume.values.indices {
      let tissue = range.lowerBound * pow(range.upperBound / range.lowerBound, random.uniform())
      let mean = index % 50 < 35 ? 25 : tissue
      volume.values[index] = Float(max(mean + 10 * random.normal(), 0))
    }
    return volume
  }

  @Test func theSkinLevelLiesBetweenAirAndDarkSkin() {
    let shaded = SkinLevel.automatic(Self.mixture(100...1500), modality: .t1)
    #expect(shaded > 60 && shaded < 115, "\(shaded)")
    let even = SkinLevel.automatic(Self.mixture(350...450), modality: .t1)
    #expect(even > 60 && even < 130, "\(even)")
  }
}
