import Geometry
import Registration
import Surfaces
import TestSupport
import Testing
import Volumes

/// Known transforms of a head that is known exactly.
@Suite struct SkinAlignmentTests {
  static let target = AlignmentTarget(
    field: DistanceField(HeadPhantom.distanceVolume(spacing: 2)), skin: HeadPhantom.skin,
    floor: -130)

  /// Mean error in mm over the skin above the chin and over the brain of `alignment`, whose truth
  /// is the inverse of `pose`.
  static func error(_ alignment: Alignment, pose: Affine) throws -> Double {
    let back = try #require(pose.inverse)
    let points = HeadPhantom.skin.filter { $0.z > -100 }
    let sum = points.reduce(0) { sum, point in
      let scan = pose(point)
      return sum + length(alignment.toTemplate(scan) - back(scan))
    }
    return sum / Double(points.count)
  }

  static func align(_ volume: Volume, _ modality: Modality) throws -> Alignment {
    let head = HeadMask(volume, modality: modality)
    let field = DistanceField(head.signedDistance(limit: 60))
    return try #require(SkinAlignment(head: head, field: field, target: target).run())
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    var axis = Vector3(1, 0, 0)
    var degrees = 0.0
    var shift = Vector3()
    var scale = Vector3(1, 1, 1)
    var spacing = Vector3(1.5, 1.5, 1.5)
    var ct = false
    var noise = 0.0
    var bottom = -120.0
    /// mm
    var limit = 1.0
    var testDescription: String { name }

    var pose: Affine {
      Affine(
        linear: Matrix3.rotation(degrees: degrees, about: axis) * Matrix3(diagonal: scale),
        translation: shift)
    }
  }

  static let cases = [
    Case(name: "in place"),
    Case(name: "pitched forward 30 degrees", degrees: 30),
    Case(name: "pitched back 30 degrees", degrees: -30),
    Case(name: "leaning 30 degrees", axis: Vector3(0, 1, 0), degrees: 30),
    Case(name: "turned 30 degrees", axis: Vector3(0, 0, 1), degrees: 30),
    Case(name: "turned the other way about an oblique axis", axis: Vector3(1, -1, 1), degrees: -30),
    Case(name: "50 mm away", shift: Vector3(50, 0, 0)),
    Case(
      name: "50 mm away obliquely, tilted", axis: Vector3(1, 1, 0), degrees: 20,
      shift: Vector3(-29, 29, 29)),
    Case(name: "larger and wider", scale: Vector3(1.1, 1.04, 1.02)),
    Case(name: "CT, tilted 15 degrees", degrees: 15, ct: true),
    Case(name: "CT with noise of 60 HU", degrees: -10, ct: true, noise: 60),
    Case(name: "MR with SNR 10", degrees: 12, noise: 60),
    // The level lies at a fifth of the way from air to tissue, so a slice of 5 mm shows the crown
    // 1.5 mm too high; no registration by skin can know better.
    Case(name: "1 x 1 x 5 mm", degrees: 10, spacing: Vector3(1, 1, 5), limit: 1.5),
    Case(name: "field cut below the chin", degrees: -8, bottom: -70),
  ]

  @Test(arguments: cases)
  func recoversKnownTransforms(_ known: Case) throws {
    let base = HeadPhantom.grid(spacing: known.spacing, bottom: known.bottom)
    // The field follows the head, as a technician would place it.
    let grid = Grid(
      size: base.size,
      affine: Affine(
        linear: base.affine.linear, translation: base.affine.translation + known.shift))
    let volume = HeadPhantom.scan(on: grid, pose: known.pose, ct: known.ct, noise: known.noise)
    let alignment = try Self.align(volume, known.ct ? .ct : .mr)
    let error = try Self.error(alignment, pose: known.pose)
    #expect(
      error < known.limit, "mean error \(error) mm, skin distance \(alignment.meanDistance) mm")
  }

  @Test func refusesAnEmptyScan() {
    let volume = Volume(grid: HeadPhantom.grid(spacing: Vector3(4, 4, 4)), filledWith: 0)
    let head = HeadMask(volume, modality: .mr)
    let field = DistanceField(head.signedDistance(limit: 60))
    #expect(SkinAlignment(head: head, field: field, target: Self.target).run() == nil)
  }
}
