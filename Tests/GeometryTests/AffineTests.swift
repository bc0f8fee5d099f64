import Geometry
import Testing

/// Matrices, affines and orientations.
@Suite struct AffineTests {
  @Test func inverseComposesToTheIdentity() throws {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<50 {
      let axis = Vector3(generator.normal(), generator.normal(), generator.normal())
      let affine = Affine(
        linear: Matrix3.rotation(degrees: 360 * generator.uniform(), about: axis)
          * Matrix3(diagonal: Vector3(-2, 0.5, 3)),
        translation: Vector3(generator.normal(), 5, -80))
      let both = affine * (try #require(affine.inverse))
      for (row, values) in both.rows.enumerated() {
        for (column, value) in values.enumerated() {
          #expect(abs(value - (row == column ? 1 : 0)) < 1e-12)
        }
      }
    }
    #expect(Matrix3(diagonal: Vector3(1, 0, 1)).inverse == nil)
  }

  @Test func rotationFollowsTheRightHand() {
    let turned = Matrix3.rotation(degrees: 90, about: Vector3(0, 0, 2)) * Vector3(1, 0, 0)
    #expect(length(turned - Vector3(0, 1, 0)) < 1e-15)
  }

  @Test func everyOrientationIsNamed() {
    let letters = [["L", "R"], ["P", "A"], ["I", "S"]]
    var seen: Set<String> = []
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
      for signs in 0..<8 {
        var matrix = Matrix3(diagonal: Vector3())
        var name = ""
        for voxel in 0..<3 {
          let positive = signs >> voxel & 1 == 1
          matrix[order[voxel], voxel] = positive ? 1.5 : -1.5
          name += letters[order[voxel]][positive ? 1 : 0]
        }
        let oblique = Matrix3.rotation(degrees: 25, about: Vector3(1, 1, 0)) * matrix
        #expect(Orientation(Affine(linear: oblique)).description == name)
        seen.insert(name)
      }
    }
    #expect(seen.count == 48)
  }
}
