import Geometry
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
    let toVoxel = try #require(image.grid.affine.inverse)
    func firstHit(_ volume: Volume, x: Double, z: Double) -> Double {
      stride(from: 140.0, to: 0, by: -0.25).first { y in
        volume.trilinear(
          atVoxel: toVoxel(PhantomTemplate.tilt(Vector3(x, y, z))), outside: 0) > 300
      } ?? 0
    }
    let eyes = PhantomTemplate.template.landmarks.eyes.z
    for x in [-30.0, 0, 30] {
      for above in [8.0, 12, 16, 20, 25, 30] {
        let (old, new) = (
          firstHit(before, x: x, z: eyes + above), firstHit(after, x: x, z: eyes + above)
        )
        #expect(old > 40 && new - old > 2 && new - old < 12, "\(x), \(above): \(old) to \(new)")
      }
    }
  }
}
