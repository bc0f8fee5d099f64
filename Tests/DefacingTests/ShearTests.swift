@testable import Defacing
import Geometry
import Testing

/// The line that quickshear draws.
@Suite struct ShearTests {
  @Test func lowerHullOfASquareWithADentIsItsBottom() {
    let points: [SIMD2<Double>] = [
      [0, 0], [0, 40], [80, 40], [80, 10], [50, 25], [40, 5], [20, 0], [60, 30],
    ]
    #expect(ShearDefacer.lowerHull(points) == [[80, 10], [20, 0], [0, 0]])
  }

  @Test func theForemostLongEdgeIsTaken() {
    let points: [SIMD2<Double>] = [[80, 40], [79, 35], [20, 0], [0, 10]]
    let edge = ShearDefacer.foremostEdge(of: points)
    #expect(edge?.0 == [79, 35])
    #expect(edge?.1 == [20, 0])
    #expect(ShearDefacer.foremostEdge(of: []) == nil)
    #expect(ShearDefacer.foremostEdge(of: [[1, 1]]) == nil)
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
