internal import Files
internal import Geometry
internal import HeadModels
internal import Volumes

/// One run of the scanner: what it sees at each place, and what it makes of it.
struct Acquisition: Sendable {
  typealias Point = SIMD3<Float>

  let modality: Modality
  let setup: ScanSetup
  let contrast: Contrast
  /// One over the width of the point spread in mm.
  let sharpness: Float
  private let bias: BiasField
  private let noise: ScanNoise

  init(
    _ target: ScanTarget, _ settings: ScanSettings, _ table: Contrast, seed: UInt64, number: Int
  ) {
    // Tissues belong to the person, pose to the session, noise and bias to the scan.
    var own = generator(seed: seed, number: number, purpose: 2)
    let session = UInt64(settings.session)
    var visit = generator(seed: seed, number: number, purpose: 100 + session)
    let scanner = (Modality.allCases.firstIndex(of: settings.modality) ?? 0) + 1
    var scan = generator(
      seed: seed, number: number, purpose: 100_000 * UInt64(scanner) + session)
    modality = settings.modality
    contrast = table.varied(by: modality.isCT ? 0.015 : 0.04, &own)
    setup = ScanSetup(target, settings, visit: &visit, scan: &scan)
    bias = BiasField(
      center: Point(setup.field.center), bottom: Float(setup.field.affine.translation.z),
      generator: &scan)
    noise = ScanNoise(settings, sharpness: setup.room?.sharpness ?? 0, generator: &scan)
    sharpness = Float(1 / (1.6 * settings.voxelSize))
  }

  /// Scans what `slice` describes: it calls back with each voxel of slice k, its tissue, its value
  /// and the share of the voxel that is head.
  func run(
    _ slice: @Sendable (Int, (Int, Vector3, UInt8, Float, Float) -> Void) -> Void,
    regions: SkinRegions? = nil
  ) throws(EffaceError) -> SyntheticScan {
    let grid = setup.field
    let toHead = setup.headToWorld.inverse ?? .identity
    var labels = [UInt8](repeating: 0, count: grid.count)
    var parts = labels
    var values = [Float](repeating: 0, count: grid.count)
    values.withUnsafeMutableBufferPointer { values in
      labels.withUnsafeMutableBufferPointer { labels in
        parts.withUnsafeMutableBufferPointer { parts in
          // Slices do not overlap.
          nonisolated(unsafe) let (values, labels, parts) = (values, labels, parts)
          Parallel.forEach(grid.size.z) { k in
            slice(k) { index, world, label, inside, share in
              values[index] = value(Point(world), inside, share)
              labels[index] = label
              if label > 0, let regions { parts[index] = regions[toHead(world)] }
            }
          }
        }
      }
    }
    return try developed(values, labels, parts)
  }

  @inline(__always) private func value(_ world: Point, _ inside: Float, _ share: Float) -> Float {
    guard let room = setup.room else {
      let value = contrast.values[0] + share * (inside - contrast.values[0])
      return modality.isCT || modality == .pet || share == 0 ? value : value * bias.gain(world)
    }
    let outside = share < 1 ? room.furniture(world) ?? contrast.values[0] : 0
    return outside + share * (inside - outside) + room.streaks(world)
  }

  /// The files of a scan from its noiseless values.
  private func developed(
    _ noiseless: [Float], _ labels: [UInt8], _ parts: [UInt8]
  ) throws(EffaceError) -> SyntheticScan {
    let grid = setup.field
    var values = noiseless
    if modality == .pet { values = values.spread(grid.size, by: grid.spacing.x) }
    if let sharp = setup.room?.sharpness, sharp > 0 {
      values.sharpen(grid.size, by: sharp)
    }
    let folded = FoldedField(grid, columns: setup.wrapped)
    let image = noise.digitized(folded.fold(values), size: folded.grid.size)
    let labels = folded.cut(labels)
    let brain = BrainMask.mask(labels: labels, size: folded.grid.size)
    func file(_ type: VoxelType, _ voxels: [UInt8]) throws(EffaceError) -> NIfTIImage {
      let image = NIfTIImage(header: NIfTIHeader(grid: folded.grid, type: type), voxels: voxels)
      guard let orientation = setup.orientation else { return image }
      return try image.reoriented(to: orientation)
    }
    return SyntheticScan(
      image: try file(.int16, image), labels: try file(.uint8, labels),
      brainMask: try file(.uint8, brain), regions: try file(.uint8, folded.cut(parts)),
      headToWorld: setup.headToWorld)
  }
}
