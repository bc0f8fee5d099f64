internal import Geometry
internal import Registration
internal import Volumes

/// What a scan looks like at each depth under the skin of the face, without saying where.
///
/// Medians over the whole face by half millimetres from 4 mm outside to 10 mm inside the skin; deeper
/// tissue gets the median between 6 and 10 mm. A median over a face holds no feature of it.
struct DepthProfile: Sendable {
  private static let outer = 4.0
  private static let inner = 10.0
  private static let step = 0.5

  private let medians: [Float]
  private let noise: Float
  private let seed: UInt64

  /// Measures `volume`, a frame of `scan`, over `voxels`.
  init(_ scan: AnalysedScan, frame volume: Volume, voxels: [Int32]) {
    let bins = Int((Self.outer + Self.inner) / Self.step)
    var samples = [[Float]](repeating: [], count: bins)
    let grid = volume.grid
    let stepping = max(voxels.count / 300_000, 1)
    for position in stride(from: 0, to: voxels.count, by: stepping) {
      let at = Int(voxels[position])
      let voxel = grid.voxel(at: at)
      guard let (distance, _) = scan.skin.sample(grid.affine(voxel)) else { continue }
      let bin = Int(((Self.outer - distance) / Self.step).rounded(.down))
      guard bin >= 0, bin < bins else { continue }
      let value = volume.values[at]
      if value.isFinite { samples[bin].append(value) }
    }
    let air = Float(scan.background.physical)
    var medians = samples.map { Self.median($0) ?? .nan }
    // Air comes first, so a bin without samples repeats the one further out.
    var last = air
    for bin in medians.indices {
      if medians[bin].isNaN { medians[bin] = last }
      last = medians[bin]
    }
    let deep = Array(medians[Int((Self.outer + 6) / Self.step)...])
    let tissue = Self.median(deep) ?? last
    // The innermost millimetres fade into the constant that goes on below them.
    for bin in medians.indices {
      let depth = Double(bin) * Self.step - Self.outer
      let share = Float(min(max((depth - 6) / 4, 0), 1))
      medians[bin] += share * (tissue - medians[bin])
    }
    self.medians = medians
    noise = Self.noise(scan, volume)
    seed = UInt64(grid.count)
  }

  /// What stands `distance` mm from the new skin (negative inside), as the profile has it, without
  /// noise.
  func smooth(_ distance: Double) -> Float { profile(distance) }

  /// Whether a voxel is air before and after, so that nothing is to be painted.
  static func isAir(_ distance: Double, _ own: Double) -> Bool {
    distance > outer && own > outer
  }

  /// The noise of the scan at voxel `at`; none in air.
  func grain(at: Int, inside: Bool) -> Float {
    guard inside, noise > 0 else { return 0 }
    var generator = SeededGenerator(seed: seed, stream: UInt64(at))
    return noise * Float(generator.normal())
  }

  private func profile(_ distance: Double) -> Float {
    let position = (Self.outer - distance) / Self.step - 0.5
    guard position > 0 else { return medians.first ?? 0 }
    let bin = Int(position)
    guard bin + 1 < medians.count else { return medians.last ?? 0 }
    return medians[bin] + Float(position - Double(bin)) * (medians[bin + 1] - medians[bin])
  }

  /// The scan's noise in tissue: a robust deviation of differences between neighbours well inside
  /// the head (median absolute difference / (0.6745 * sqrt 2)).
  private static func noise(_ scan: AnalysedScan, _ volume: Volume) -> Float {
    let grid = volume.grid
    let size = grid.size
    var differences: [Float] = []
    let stepping = max(grid.count / 200_000, 1)
    for at in stride(from: 0, to: grid.count - 1, by: stepping) where at % size.x + 1 < size.x {
      let voxel = grid.voxel(at: at)
      guard let (distance, _) = scan.skin.sample(grid.affine(voxel)), distance < -8 else {
        continue
      }
      let difference = abs(volume.values[at + 1] - volume.values[at])
      if difference.isFinite { differences.append(difference) }
    }
    return (median(differences) ?? 0) / (0.6745 * Float(2).squareRoot())
  }

  private static func median(_ values: [Float]) -> Float? {
    guard !values.isEmpty else { return nil }
    return values.sorted()[values.count / 2]
  }
}
