internal import Geometry
internal import HeadModels
internal import Volumes

/// The noise of one scan, and how values become the integers of the file.
struct ScanNoise: Sendable {
  private let modality: Modality
  private let level: Float
  private let seed: UInt64
  /// Whether noise of neighbouring voxels of a slice is alike, as soft kernels and PET make it.
  private let isSmooth: Bool

  init(_ settings: ScanSettings, sharpness: Float, generator: inout SeededGenerator) {
    modality = settings.modality
    level = settings.noiseLevel * Float(0.85 + 0.3 * generator.uniform()) * (1 + 2 * sharpness)
    seed = generator.next()
    isSmooth = settings.modality == .pet || settings.modality.isCT && sharpness == 0
  }

  /// `values` with noise, as the bytes of int16.
  func digitized(_ values: [Float], size: SIMD3<Int>) -> [UInt8] {
    var image = [UInt8](repeating: 0, count: 2 * values.count)
    image.withUnsafeMutableBytes { bytes in
      nonisolated(unsafe) let voxels = bytes.bindMemory(to: Int16.self)
      Parallel.forEach(size.z) { k in
        var generator = SeededGenerator(seed: seed, stream: UInt64(k))
        let slice = size.x * size.y
        if modality.isCT || modality == .pet {
          let noise = pattern(size, &generator)
          for index in 0..<slice {
            let value = values[k * slice + index]
            voxels[k * slice + index] =
              modality.isCT
              ? Int16(min(max((value + level * noise[index]).rounded(), -1024), 3071))
              // Counts: the variance grows with the value.
              : Int16(
                min(
                  max((value + noise[index] * (18 * max(value, 25)).squareRoot()).rounded(), 0),
                  32_000))
          }
        } else {
          for index in k * slice..<(k + 1) * slice {
            voxels[index] = rician(values[index], &generator)
          }
        }
      }
    }
    return image
  }

  @inline(__always) private func rician(
    _ value: Float, _ generator: inout SeededGenerator
  ) -> Int16 {
    let real = value + level * Float(generator.gaussian())
    let imaginary = level * Float(generator.gaussian())
    return Int16(min((real * real + imaginary * imaginary).squareRoot().rounded(), 32_000))
  }

  /// Normal noise of deviation 1 for one slice.
  private func pattern(_ size: SIMD3<Int>, _ generator: inout SeededGenerator) -> [Float] {
    var noise = (0..<size.x * size.y).map { _ in Float(generator.gaussian()) }
    guard isSmooth else { return noise }
    let flat = SIMD3(size.x, size.y, 1)
    for axis in 0..<2 { noise = noise.binomial(flat, axis: axis, step: 1) }
    // Weights 1/4, 1/2, 1/4 leave 3/8 of the variance along each of two axes.
    for index in noise.indices { noise[index] *= 8 / 3 }
    return noise
  }
}
