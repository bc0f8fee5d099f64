import Files
import Foundation
import Geometry
import Images
import Testing
import Volumes

@testable import Surfaces

/// Pictures through a volume, against what light does by formula and against VTK.
@Suite struct VolumeRendererTests {
  /// Soft tissue with a dense ball on its front, on 1.2 x 1 x 1.5 mm; the first axis is stored
  /// towards the right or the left.
  static func head(mirrored: Bool = false) -> Volume {
    let size = SIMD3(96, 110, 80)
    let spacing = Vector3(mirrored ? -1.2 : 1.2, 1, 1.5)
    let grid = Grid(
      size: size,
      affine: Affine(
        linear: Matrix3(diagonal: spacing), translation: Vector3(size &- 1) * spacing / -2))
    var volume = Volume(grid: grid, filledWith: -1000)
    for k in 0..<size.z {
      for j in 0..<size.y {
        for i in 0..<size.x {
          let p = (Vector3(Double(i), Double(j), Double(k)) - Vector3(48, 55, 40)) * abs(spacing)
          let scaled = p / Vector3(38, 42, 46)
          let tissue = min(max(4000 * (1 - length(scaled)), -1000), 60)
          let ball = length(p - Vector3(10, 40, 0))
          volume[i, j, k] = Float(ball < 9 ? 700 : tissue).rounded()
        }
      }
    }
    return volume
  }

  private static func abs(_ v: Vector3) -> Vector3 {
    Vector3(Swift.abs(v.x), Swift.abs(v.y), Swift.abs(v.z))
  }

  @Test func airIsBlack() throws {
    let volume = Volume(grid: Phantom.grid(8), filledWith: -1000)
    let picture = try VolumeRenderer(volume).render(size: 32)
    #expect(picture.samples.allSatisfy { $0 == 0 })
  }

  /// In a uniform block there is no gradient: what is seen is ambient light times the share of it
  /// that 10 mm take at 0 HU.
  @Test func aUniformBlockTakesLightByBeersLaw() throws {
    let grid = Grid(size: SIMD3(300, 11, 300), affine: .identity)
    let volume = Volume(grid: grid, filledWith: -250)
    let view = StudyView(direction: Vector3(0, 1, 0), distance: 500, dolly: 1)
    let picture = try VolumeRenderer(volume).render(view, size: 33)
    let middle = picture.index(16, 16)
    // 0.1 per mm over the samples 0.5 mm apart that lie inside, and the colour between the nodes.
    let share = 1 - Foundation.pow(0.9, 10.0)
    let colours: [Double] = [0.85, 0.65, 0.5]
    for channel in 0..<3 {
      let expected = 255 * 0.1 * colours[channel] * share
      #expect(Swift.abs(Double(picture.samples[middle + channel]) - expected) <= 1.5)
    }
  }

  @Test func transferIsLinearBetweenNodesAndConstantBeyond() {
    let study = TransferFunction.study
    #expect(study(-600).opacity == 0)
    #expect(Swift.abs(study(-250).opacity - 0.1) < 1e-6)
    #expect(Swift.abs(study(400).colour.y - 0.8) < 1e-6)
    #expect(study(9000).opacity == 1)
    #expect(study(-.infinity).colour == .zero)
    #expect(study(.nan).opacity == 0)
    #expect(study.clearUpTo == -500)
  }

  @Test func theSameBytesOnEveryRun() throws {
    let renderer = try VolumeRenderer(Self.head())
    #expect(renderer.render(size: 100) == renderer.render(size: 100))
  }

  /// The study ignored directions: a scan that is stored from right to left is seen in a mirror.
  @Test func keepsTheStoredDirectionOfTheFirstAxis() throws {
    let plain = try VolumeRenderer(Self.head()).render(size: 80)
    let mirrored = try VolumeRenderer(Self.head(mirrored: true)).render(size: 80)
    #expect(plain == mirrored)
  }

  /// However the axes are ordered, the front is seen.
  @Test func ordersAxesSoThatTheFaceIsSeen() throws {
    let head = Self.head()
    let (size, matrix) = (head.grid.size, head.grid.affine)
    let turned = Grid(
      size: SIMD3(size.z, size.x, size.y),
      affine: Affine(
        linear: Matrix3(
          columns: matrix.linear.columns.z, matrix.linear.columns.x, matrix.linear.columns.y),
        translation: matrix.translation))
    var volume = Volume(grid: turned, filledWith: 0)
    for k in 0..<size.z {
      for j in 0..<size.y { for i in 0..<size.x { volume[k, i, j] = head[i, j, k] } }
    }
    let expected = try VolumeRenderer(head).render(size: 80)
    #expect(try VolumeRenderer(volume).render(size: 80) == expected)
  }

  @Test func refusesASlice() {
    let flat = Volume(
      grid: Grid(size: SIMD3(8, 8, 1), affine: .identity), filledWith: 0)
    #expect(throws: EffaceError.self) { try VolumeRenderer(flat) }
  }

  /// Same camera, sampling, interpolation, shading and compositing as VTK's GPU mapper.
  @Test(.enabled(if: VTKPictures.isAvailable, "xvfb-run or Debian's python3-vtk9 is missing"))
  func looksAsVTKsOwnMapperDrawsIt() throws {
    let head = Self.head()
    let theirs = try VTKPictures.draw(head, pixels: 240).picture
    let ours = try VolumeRenderer(head).render(size: 240)
    var differences: [Int] = []
    for pixel in 0..<(240 * 240) {
      let a = theirs.samples[3 * pixel..<3 * pixel + 3].map(Int.init)
      let b = ours.samples[3 * pixel..<3 * pixel + 3].map(Int.init)
      guard (a + b).contains(where: { $0 > 0 }) else { continue }
      differences.append(zip(a, b).map { Swift.abs($0 - $1) }.max() ?? 0)
    }
    differences.sort()
    #expect(differences.count > 20_000)
    let mean = Double(differences.reduce(0, +)) / Double(differences.count)
    #expect(mean < 0.6, "grey levels of 255 on average")
    #expect(differences[differences.count * 99 / 100] <= 5)
  }
}
