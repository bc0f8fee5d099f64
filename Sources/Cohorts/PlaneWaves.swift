internal import Geometry
internal import HeadModels

/// A smooth random field: the sum of plane waves of one wavelength in random directions.
///
/// Mean 0, standard deviation 1, isotropic. Its zero surfaces meander at half the wavelength, as
/// sulci do. Cosines are polynomials, so that all processors give the same bytes.
struct PlaneWaves: Sendable {
  private let vectors: [SIMD3<Float>]
  private let phases: [Float]
  private let amplitude: Float
  /// 2 pi over the wavelength, per mm.
  let wavenumber: Float

  /// Draws `count` waves of `wavelength` mm.
  init(wavelength: Double, count: Int, generator: inout SeededGenerator) {
    var vectors: [SIMD3<Float>] = []
    var phases: [Float] = []
    for _ in 0..<count {
      var direction = Vector3()
      repeat {
        direction = Vector3(
          2 * generator.uniform() - 1, 2 * generator.uniform() - 1, 2 * generator.uniform() - 1)
      } while dot(direction, direction) > 1 || dot(direction, direction) < 0.01
      // Wavelengths spread by a tenth, so that the pattern does not repeat.
      let length = wavelength * (0.9 + 0.2 * generator.uniform())
      vectors.append(SIMD3<Float>(normalized(direction) / length))
      phases.append(Float(generator.uniform()))
    }
    self.vectors = vectors
    self.phases = phases
    amplitude = (2 / Float(count)).squareRoot()
    wavenumber = Float(2 * Double.pi / wavelength)
  }

  /// The field at `p` (mm).
  func value(_ p: SIMD3<Float>) -> Float {
    var sum: Float = 0
    for index in vectors.indices {
      sum += Self.cosine((vectors[index] * p).sum() + phases[index])
    }
    return sum * amplitude
  }

  /// The field and the length of its gradient (per mm) at `p`.
  func valueAndSlope(_ p: SIMD3<Float>) -> (value: Float, slope: Float) {
    var sum: Float = 0
    var gradient = SIMD3<Float>()
    for index in vectors.indices {
      let turns = (vectors[index] * p).sum() + phases[index]
      sum += Self.cosine(turns)
      gradient += Self.cosine(turns + 0.25) * vectors[index]
    }
    let slope = (gradient * gradient).sum().squareRoot() * amplitude * 2 * Float.pi
    return (sum * amplitude, slope)
  }

  /// cos(2 pi `turns`) to 1e-4.
  @inline(__always) static func cosine(_ turns: Float) -> Float {
    let t = abs(turns - turns.rounded(.toNearestOrEven))
    // cos(2 pi t) is sin(2 pi (1/4 - t)), whose series converges fast here.
    let x = 2 * Float.pi * (0.25 - t)
    let s = x * x
    return x * (1 - s / 6 * (1 - s / 20 * (1 - s / 42 * (1 - s / 72))))
  }
}
