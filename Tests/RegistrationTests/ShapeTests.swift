import Geometry
import Surfaces
import TestSupport
import Testing
import Volumes

@testable import Registration

/// Heads that differ by some millimetres at vault, ears and forehead must be told apart, however they
/// lie and whether or not they have a face.
@Suite("Shape of what remains")
struct ShapeTests {
  /// The phantom, stretched: heads of five people.
  static let people: [Vector3] = [
    Vector3(1, 1, 1), Vector3(1.05, 1, 0.98), Vector3(0.96, 1.03, 1),
    Vector3(1, 0.95, 1.04), Vector3(0.98, 0.98, 0.96),
  ]

  /// Signed distance to the skin of a person in `pose`, with the face cut away where `isDefaced`.
  static func radii(_ stretch: Vector3, pose: Affine, isDefaced: Bool) -> SkinRadii {
    let grid = Grid(
      size: SIMD3(72, 88, 88),
      affine: Affine(
        linear: Matrix3(diagonal: Vector3(repeating: 4)), translation: Vector3(-144, -176, -176)))
    let back = pose.inverse ?? .identity
    let volume = HeadPhantom.sampled(on: grid) { point in
      let own = back(point)
      var distance = HeadPhantom.distance(own / stretch)
      // A plane through brow and chin.
      if isDefaced { distance = max(distance, (own.y - own.z * 0.3 - 45) / 1.05) }
      return Float(distance)
    }
    let alignment = Alignment(
      toTemplate: back * Affine(translation: Vector3(2, -3, 1)), meanDistance: 1, matched: 1,
      coverage: 1)
    return SkinRadii(DistanceField(volume), alignment: alignment, middle: Vector3(0, 0, 20))
  }

  static func pose(_ number: Int) -> Affine {
    Affine(
      linear: .rotation(degrees: Double(number * 2 - 4), about: Vector3(1, 0.5, 0.3)),
      translation: Vector3(Double(number), 3, -2))
  }

  @Test(
    "Everybody is nearest to their own head, with and without a face", arguments: [false, true])
  func identity(isDefaced: Bool) {
    let gallery = Self.people.map { Self.radii($0, pose: .identity, isDefaced: false) }
    let probes = Self.people.enumerated().map {
      Self.radii($1, pose: Self.pose($0), isDefaced: isDefaced)
    }
    let matrix = ShapeComparison.matrix(rows: gallery, columns: probes + [nil])
    for column in probes.indices {
      let distances = gallery.indices.map { matrix[$0 * 6 + column] }
      #expect(distances.min() == distances[column], "person \(column): \(distances)")
    }
    #expect(gallery.indices.allSatisfy { matrix[$0 * 6 + 5].isNaN })
  }

  @Test("A head lies nowhere from itself, and the distance is the same both ways")
  func symmetry() {
    let a = Self.radii(Self.people[0], pose: .identity, isDefaced: false)
    let b = Self.radii(Self.people[1], pose: Self.pose(1), isDefaced: true)
    #expect(ShapeComparison.distance(a, a) < 1e-9)
    #expect(abs(ShapeComparison.distance(a, b) - ShapeComparison.distance(b, a)) < 1e-12)
    #expect(ShapeComparison.distance(a, b) < ShapeComparison.width)
  }

  @Test("Radii are those of the skin: of a ball, its own")
  func ball() {
    let grid = Grid(
      size: SIMD3(60, 60, 60),
      affine: Affine(
        linear: Matrix3(diagonal: Vector3(repeating: 4)), translation: Vector3(-120, -120, -120)))
    let volume = HeadPhantom.sampled(on: grid) { Float(length($0 - Vector3(3, 0, 0)) - 80) }
    let radii = SkinRadii(
      DistanceField(volume),
      alignment: Alignment(toTemplate: .identity, meanDistance: 0, matched: 1, coverage: 1),
      middle: Vector3(3, 0, 0))
    #expect(radii.radii.allSatisfy { abs($0 - 80) < 0.3 })
    #expect(radii.radii.count == SkinRadii.directions.count && radii.radii.count > 1000)
  }
}
