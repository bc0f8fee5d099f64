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
    let (measured, noise) = Parallel.both(
      { Self.medians(scan, volume, voxels) }, { Self.noise(scan, volume) })
    let air = Float(scan.background.physical)
    var medians = measured
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
    self.noise = noise
    seed = UInt64(volume.grid.count)
  }

  /// The median in each bin, not a number where nothing lies in it.
  private static func medians(
    _ scan: AnalysedScan, _ volume: Volume, _ voxels: [Int32]
  ) -> [Float] {
    let bins = Int((outer + inner) / step)
    let grid = volume.grid
    let stepping = max(voxels.count / 300_000, 1)
    let count = (voxels.count + stepping - 1) / stepping
    let found = Parallel.mapPieces(of: count, length: 1 << 14) { piece in
      piece.compactMap { number -> (bin: Int, value: Float)? in
        let at = Int(voxels[number * stepping])
        let distance = scan.skin.distance(grid.affine(grid.voxel(at: at)), outside: 60)
        let bin = Int(((outer - distance) / step).rounded(.down))
        guard bin >= 0, bin < bins, volume.values[at].isFinite else { return nil }
        return (bin, volume.values[at])
      }
    }
    var samples = [[Float]](repeating: [], count: bins)
    for (bin, value) in found.joined() { samples[bin].append(value) }
    return samples.map { median($0) ?? .nan }
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
      guard scan.skin.distance(grid.affine(voxel), outside: 60) < -8 else { continue }
      let difference = abs(volume.values[at + 1] - volume.values[at])
      if difference.isFinite { differences.append(difference) }
    }
    return (median(differences) ?? 0) / (0.6745 * Float(2).squareRoot())
  }

  /// The upper median; nil of none.
  private static func median(_ values: [Float]) -> Float? {
    guard !values.isEmpty else { return nil }
    var values = values
    return values.selected(values.count / 2)
  }
}
