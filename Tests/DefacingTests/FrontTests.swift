import Foundation
import Geometry
import TestSupport
import Testing
import Volumes

@testable import Defacing

/// The chance proportions of the adaptive front, and the displaced face of `reface`.
@Suite struct FrontTests {
  static let scan = PhantomTemplate.scan(spacing: Vector3(4, 4, 4)).volume()
  static let middle = Vector3(0, 80, -30)

  @Test func theDrawDependsOnTheValuesAndNotOnTheirOrder() {
    let first = FrontVariation(Self.scan, about: Self.middle).map
    let turned = RuleTests.turned(Self.scan, axes: [2, 0, 1], flips: [true, false, true])
    #expect(FrontVariation(turned, about: Self.middle).map == first)
    var other = Self.scan
    other.values[other.values.count / 2] += 1
    #expect(FrontVariation(other, about: Self.middle).map != first)
  }

  @Test func theDrawStaysWithinItsBounds() {
    var (least, most) = (Double.infinity, 0.0)
    for number in 0..<200 {
      var scan = Self.scan
      scan.values[0] = Float(number)
      let map = FrontVariation(scan, about: Self.middle).map
      #expect(length(map(Self.middle) - Self.middle) <= length(FrontVariation.shift))
      let breadth = length(map.linear.columns.x)
      (least, most) = (min(least, breadth), max(most, breadth))
    }
    #expect(least > 0.89 && least < 0.93)
    #expect(most < 1.11 && most > 1.07)
  }

  /// The phantom's face is the average face: without a displacement it would be given its own again.
  @Test(arguments: [false, true])
  func refacingMovesEveryLandmarkOfTheAveragePerson(_ ct: Bool) throws {
    let image = PhantomTemplate.scan(ct: ct, noise: 20)
    let (_, defaced) = try MethodTests.deface(image, "reface", ct: ct)
    let shift = try #require(defaced.verdict.landmarkShift)
    #expect(shift >= Judge.shiftLimit)
    // What a network says to the phantom's face is another matter.
    #expect(Set(defaced.verdict.reasons).isSubset(of: [.recognised]))
  }

  /// Where the brain lies too near for a cut, the skin is moved outwards instead: at no height does it
  /// stand within 2 mm of where it stood, neither on the brow nor where true eyes may lie higher.
  @Test func browAndForeheadAreCovered() throws {
    let image = PhantomTemplate.scan()
    let (_, defaced) = try MethodTests.deface(image, "adaptive", ct: false)
    let (before, after) = (image.volume(), defaced.image.volume())
    let eyes = PhantomTemplate.eyes
    for x in [-30.0, 0, 30] {
      for above in [8.0, 12, 16, 20, 25, 30] {
        let (old, new) = (
          Self.firstHit(before, x: x, z: eyes + above), Self.firstHit(after, x: x, z: eyes + above)
        )
        #expect(old > 40 && new - old > 2 && new - old < 16, "\(x), \(above): \(old) to \(new)")
      }
    }
  }

  /// Less than half of a ridge over the eyes shows in what covers it.
  @Test func theCoverHidesRelief() throws {
    let plain = PhantomTemplate.scan()
    let ridge = PhantomTemplate.eyes + 12
    let ridged = NIfTIImage(
      HeadPhantom.sampled(on: plain.grid) { point in
        let at = PhantomTemplate.untilted(point)
        let height = at.y > 0 ? 4 * exp(-pow((at.z - ridge) / 6, 2)) : 0
        let share = min(max(0.5 - (HeadPhantom.distance(at) - height) / 1.5, 0), 1)
        return Float(20 + share * 580)
      }, type: .int16)
    let volumes = try [plain, ridged].map {
      ($0.volume(), try MethodTests.deface($0, "adaptive", ct: false).1.image.volume())
    }
    for x in [-25.0, 0, 25] {
      let hits = volumes.map { before, after in
        (Self.firstHit(before, x: x, z: ridge), Self.firstHit(after, x: x, z: ridge))
      }
      let (own, new) = (hits[1].0 - hits[0].0, hits[1].1 - hits[0].1)
      #expect(own > 2.5, "the ridge is there")
      #expect(abs(new) < own / 2, "\(x): \(hits)")
    }
  }

  /// A scalp that is brighter than what lies under it is painted over where it is covered, so that no
  /// level of grey shows the old skin.
  @Test func theCoveredSkinIsPaintedOver() throws {
    let grid = PhantomTemplate.scan().grid
    let image = NIfTIImage(
      HeadPhantom.sampled(on: grid) { point in
        let distance = HeadPhantom.distance(PhantomTemplate.untilted(point))
        return distance > 0 ? 20 : distance > -4 ? 1500 : 600
      }, type: .int16)
    let (_, defaced) = try MethodTests.deface(image, "adaptive", ct: false)
    let (before, after) = (image.volume(), defaced.image.volume())
    for x in [-30.0, 0, 30] {
      for above in [4.0, 10, 16, 22] {
        let z = PhantomTemplate.eyes + above
        let skin = Vector3(x, Self.firstHit(before, x: x, z: z) - 2, z)
        #expect(Self.value(before, skin) > 1000)
        #expect(Self.value(after, skin) < 750, "\(x), \(above)")
      }
    }
  }

  /// The working grid averages blocks of fine voxels and may leave a few at the end of the field over.
  @Test func fineVoxelsAtTheEndOfTheFieldChangeAsWell() throws {
    let spacing = Vector3(2, 0.45, 2)
    let whole = HeadPhantom.grid(spacing: spacing, bottom: -145)
    // 455 voxels are 113 blocks of four and three more; the last plane lies in the middle of the face.
    let grid = Grid(size: SIMD3(whole.size.x, 455, whole.size.z), affine: whole.affine)
    let image = PhantomTemplate.scan(pose: .identity, grid: grid)
    let (_, defaced) = try MethodTests.deface(image, "adaptive", ct: false)
    let (before, after) = (image.volume(), defaced.image.volume())
    var (tissue, left) = (0, 0)
    for k in 0..<grid.size.z {
      for i in 0..<grid.size.x {
        let point = grid.affine(Vector3(Double(i), 454, Double(k)))
        guard abs(point.x) < 30, point.z > -70, point.z < -20 else { continue }
        let at = grid.index(i, 454, k)
        guard before.values[at] > 300 else { continue }
        tissue += 1
        if after.values[at] == before.values[at] { left += 1 }
      }
    }
    #expect(tissue > 200 && left == 0, "\(left) of \(tissue)")
  }

  /// The value at a point of the phantom's own world.
  private static func value(_ volume: Volume, _ point: Vector3) -> Float {
    guard let toVoxel = volume.grid.affine.inverse else { return .nan }
    return volume.trilinear(atVoxel: toVoxel(PhantomTemplate.tilt(point)), outside: 0)
  }

  /// Where a ray from the front first meets tissue, mm.
  private static func firstHit(_ volume: Volume, x: Double, z: Double) -> Double {
    stride(from: 140.0, to: 0, by: -0.25).first { value(volume, Vector3(x, $0, z)) > 300 } ?? 0
  }
}
