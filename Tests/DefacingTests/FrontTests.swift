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
}
