internal import Geometry
internal import HeadModels

/// How a head lies in the scanner.
enum Pose {
  /// A rotation of some degrees and a shift of some mm, from the head's frame to the world.
  ///
  /// Angles have a standard deviation of 2.5 degrees (nodding: 4), at most twice that; Cayley's
  /// formula gives the matrix without sines.
  static func draw(_ generator: inout SeededGenerator, about pivot: Vector3) -> Affine {
    let x = 4 * generator.gaussian(within: 2)
    let y = 2.5 * generator.gaussian(within: 2)
    let z = 2.5 * generator.gaussian(within: 2)
    let shift = Vector3(
      3 * generator.gaussian(within: 2), 3 * generator.gaussian(within: 2),
      3 * generator.gaussian(within: 2))
    let turn = turn(x: x, y: y, z: z)
    return Affine(linear: turn, translation: shift + pivot - turn * pivot)
  }

  /// A rotation by about these angles in degrees.
  static func turn(x: Double, y: Double, z: Double) -> Matrix3 {
    let halfRadian = 0.5 * 0.017_453_292_519_943_295
    let (x, y, z) = (x * halfRadian, y * halfRadian, z * halfRadian)
    let square = x * x + y * y + z * z
    let a = 1 - square
    let rotation = Matrix3(
      rows: Vector3(a + 2 * x * x, 2 * (x * y - z), 2 * (x * z + y)),
      Vector3(2 * (x * y + z), a + 2 * y * y, 2 * (y * z - x)),
      Vector3(2 * (x * z - y), 2 * (y * z + x), a + 2 * z * z))
    let columns = rotation.columns
    let scale = 1 / (1 + square)
    return Matrix3(columns: columns.x * scale, columns.y * scale, columns.z * scale)
  }
}
