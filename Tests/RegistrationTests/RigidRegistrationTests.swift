import Geometry
import Registration
import Surfaces
import TestSupport
import Testing
import Volumes

/// Known motions of a head between two scans of different contrast.
@Suite struct RigidRegistrationTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let degrees: Double
    let axis: Vector3
    let shift: Vector3
    var spacing = Vector3(2, 2, 2)
    var noise = 10.0
    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "none", degrees: 0, axis: Vector3(1, 0, 0), shift: Vector3()),
    Case(name: "nod", degrees: 12, axis: Vector3(1, 0, 0), shift: Vector3(0, 5, -8)),
    Case(
      name: "turn with thick slices", degrees: 15, axis: Vector3(0.2, 0.1, 1),
      shift: Vector3(6, -4, 10), spacing: Vector3(1.5, 1.5, 5)),
    Case(
      name: "far", degrees: 20, axis: Vector3(0, 1, 0.3), shift: Vector3(25, 15, -30), noise: 30),
  ]

  @Test(arguments: cases)
  func motionIsRecovered(_ known: Case) throws {
    let motion = Affine(
      linear: .rotation(degrees: known.degrees, about: known.axis), translation: known.shift)
    let grid = HeadPhantom.grid(spacing: Vector3(2, 2, 2), bottom: -145)
    // The second scan is a CT of the moved head.
    let corner = HeadPhantom.grid(spacing: known.spacing, bottom: -145)
    let wide = Grid(
      size: corner.size &+ SIMD3<Int>(30, 30, 20),
      affine: Affine(
        linear: corner.affine.linear,
        translation: corner.affine.translation - Vector3(15, 15, 10) * known.spacing))
    let fixed = HeadMask(HeadPhantom.scan(on: grid, noise: known.noise), modality: .t1)
    let moving = HeadMask(
      HeadPhantom.scan(on: wide, pose: motion, ct: true, noise: known.noise, seed: 2),
      modality: .ct)
    let registration = RigidRegistration(
      fixed: fixed, field: DistanceField(fixed.signedDistance(limit: 60)), moving: moving)
    let found = try #require(registration.run(from: [.identity]))
    let points = HeadPhantom.skin
    let errors = points.map { length(found.affine(motion($0)) - $0) }
    #expect(errors.reduce(0, +) / Double(errors.count) < 1.2)
    #expect(errors.max() ?? 99 < 2.5)
    #expect(abs(found.affine.linear.determinant - 1) < 1e-9, "rigid")
    let truth = points.map { length(motion($0) - $0) }.reduce(0, +) / Double(points.count)
    #expect(abs(found.displacement - truth) < 0.15 * truth + 1.2)
  }

  @Test func aStartNeedNotBeRigid() throws {
    let grid = HeadPhantom.grid(spacing: Vector3(3, 3, 3), bottom: -145)
    let head = HeadMask(HeadPhantom.scan(on: grid), modality: .t1)
    let registration = RigidRegistration(
      fixed: head, field: DistanceField(head.signedDistance(limit: 60)), moving: head)
    let start = Affine(
      linear: Matrix3.rotation(degrees: 10, about: Vector3(1, 1, 0))
        * Matrix3(diagonal: Vector3(1.1, 0.93, 1.05)), translation: Vector3(4, -3, 2))
    let found = try #require(registration.run(from: [start]))
    let worst = HeadPhantom.skin.map { length(found.affine($0) - $0) }.max() ?? 99
    #expect(worst < 1)
  }
}
