internal import Geometry
internal import HeadModels

/// The smooth gain of an MR coil over a scan: a random quadric, and less signal below the coil.
struct BiasField: Sendable {
  private let linear: SIMD3<Float>
  private let square: SIMD3<Float>
  private let mixed: SIMD3<Float>
  private let origin: SIMD3<Float>
  private let floor: Float

  /// Draws a field about `center` (world mm) for a scan whose lowest slice is at `bottom`.
  init(center: SIMD3<Float>, bottom: Float, generator: inout SeededGenerator) {
    func draw(_ sd: Double) -> SIMD3<Float> {
      SIMD3<Float>(
        Float(sd * generator.gaussian(within: 2)), Float(sd * generator.gaussian(within: 2)),
        Float(sd * generator.gaussian(within: 2)))
    }
    linear = draw(0.06)
    square = draw(0.05) - 0.06
    mixed = draw(0.04)
    origin = center
    floor = bottom
  }

  /// The gain at `p` (world mm), about 1.
  @inline(__always) func gain(_ p: SIMD3<Float>) -> Float {
    let q = (p - origin) / 100
    let turned = SIMD3(q.y, q.z, q.x)
    let quadric = 1 + (linear * q).sum() + (square * q * q).sum() + (mixed * q * turned).sum()
    return max(quadric, 0.3) * (0.45 + 0.55 * Shapes.step(p.z - floor, -20, 60))
  }
}
