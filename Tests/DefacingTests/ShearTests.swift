import Foundation
import Geometry
import Testing

@testable import Defacing

/// The line that quickshear draws.
@Suite struct ShearTests {
  @Test func lowerHullOfASquareWithADentIsItsBottom() {
    let points: [SIMD2<Double>] = [
      [0, 0], [0, 40], [80, 40], [80, 10], [50, 25], [40, 5], [20, 0], [60, 30],
    ]
    #expect(ShearDefacer.lowerHull(points) == [[80, 10], [20, 0], [0, 0]])
  }

  @Test func theLineTouchesTheHullInTheDirectionOfItsFront() throws {
    // The bottom of a square; the hull begins at the lowest of the foremost points.
    let points: [SIMD2<Double>] = [[60, 30], [60, 0], [0, 0], [0, 30], [30, 20]]
    let line = try #require(ShearDefacer.touchingLine(of: points))
    #expect(line.0 == [60, 0])
    let along = line.1 - line.0
    #expect(abs(along.x + 20) < 1e-9 && abs(along.y) < 1e-9)
    // Steep where the front is round.
    let arc: [SIMD2<Double>] = (0...90).map { degree in
      let angle = Double(degree) * .pi / 180
      return SIMD2(60 * cos(angle), -60 * sin(angle))
    }
    let steep = try #require(ShearDefacer.touchingLine(of: arc))
    let slope = (steep.1 - steep.0).y / (steep.1 - steep.0).x
    #expect(abs(slope - 1 / tan(acos(58.0 / 60) + 20.0 / 60 / 2)) < 0.05)
    // Half a voxel of noise hardly turns it.
    var generator = SeededGenerator(seed: 5)
    let noisy = arc.map { $0 + SIMD2(generator.uniform(), generator.uniform()) - 0.5 }
    let other = try #require(ShearDefacer.touchingLine(of: noisy))
    let turned = (other.1 - other.0).y / (other.1 - other.0).x
    #expect(abs(atan(turned) - atan(slope)) < 0.1)
    #expect(ShearDefacer.touchingLine(of: []) == nil)
    #expect(ShearDefacer.touchingLine(of: [[1, 1]]) == nil)
  }

  @Test func thePlaneLiesTheBufferBelowTheEdge() {
    let plane = ShearPlane(
      through: ([60, 30], [0, 0]), buffer: 10, template: PhantomTemplate.template)
    #expect(abs(plane(Vector3(50, 60, 20))) < 1e-9)
    #expect(abs(plane(Vector3(-50, 0, -10))) < 1e-9)
    #expect(plane(Vector3(0, 60, 25)) > 0)
    #expect(plane(Vector3(0, 60, 15)) < 0)
    #expect(plane(Vector3(0, 100, 30)) < 0)
  }
}
