internal import Geometry
internal import Volumes

/// Proportions of the front of `AdaptiveDefacer` that are drawn anew for every scan.
///
/// A front that is the same for everybody still shows, by how a head exceeds it, what the head is
/// like. One that is broader or narrower, longer or shorter by chance hides that, and two scans of
/// one person get different ones. The draw depends on nothing but the values of the scan, whatever
/// their order in memory, so that the same file gives the same result.
struct FrontVariation {
  /// Largest change of breadth, depth and length, as shares.
  static let stretch = Vector3(0.10, 0.03, 0.08)
  /// Largest shift in mm and largest turn about each axis in degrees.
  static let shift = Vector3(2, 2, 6)
  static let turn = Vector3(4, 1.5, 2)

  /// Template world to template world.
  let map: Affine

  /// Draws for `volume`; the change is taken about `middle`, RAS+ mm of the template's world.
  init(_ volume: Volume, about middle: Vector3) {
    var generator = SeededGenerator(seed: Self.seed(volume))
    func draw(_ largest: Vector3) -> Vector3 {
      var result = Vector3()
      for axis in 0..<3 { result[axis] = largest[axis] * (2 * generator.uniform() - 1) }
      return result
    }
    let scale = Matrix3(diagonal: draw(Self.stretch) + 1)
    let shift = draw(Self.shift)
    let turn = draw(Self.turn)
    let axes = [Vector3(1, 0, 0), Vector3(0, 1, 0), Vector3(0, 0, 1)]
    var linear = scale
    for axis in 0..<3 { linear = Matrix3.rotation(degrees: turn[axis], about: axes[axis]) * linear }
    map = Affine(linear: linear, translation: middle + shift - linear * middle)
  }

  /// A sum over mixed values, which no order of the voxels changes.
  private static func seed(_ volume: Volume) -> UInt64 {
    Parallel.mapPieces(of: volume.values.count, length: 1 << 18) { piece -> UInt64 in
      volume.values.withUnsafeBufferPointer { values in
        var sum: UInt64 = 0
        for at in piece {
          var mixed = UInt64(values[at].bitPattern) &* 0x9E37_79B9_7F4A_7C15
          mixed = (mixed ^ (mixed >> 32)) &* 0xD6E8_FEB8_6659_FD93
          sum &+= mixed ^ (mixed >> 32)
        }
        return sum
      }
    }.reduce(0, &+)
  }
}
