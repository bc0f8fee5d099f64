internal import Files
internal import Geometry
internal import HeadModels
internal import Volumes

/// One run of the scanner.
struct Acquisition: Sendable {
  typealias Point = SIMD3<Float>

  let subject: SyntheticSubject
  let anatomy: Anatomy
  let modality: Modality
  let setup: ScanSetup
  let sampler: TissueSampler
  let contrast: Contrast
  let bias: BiasField
  let noise: ScanNoise
  /// One over the width of the point spread in mm.
  let sharpness: Float

  init(
    _ subject: SyntheticSubject, anatomy: Anatomy, _ settings: ScanSettings, _ table: Contrast
  ) {
    // Tissues belong to the person, pose to the session, noise and bias to the scan.
    var own = generator(seed: subject.seed, number: subject.number, purpose: 2)
    let session = UInt64(settings.session)
    var visit = generator(seed: subject.seed, number: subject.number, purpose: 100 + session)
    let scanner = (Modality.allCases.firstIndex(of: settings.modality) ?? 0) + 1
    var scan = generator(
      seed: subject.seed, number: subject.number, purpose: 100_000 * UInt64(scanner) + session)
    self.subject = subject
    self.anatomy = anatomy
    modality = settings.modality
    contrast = table.varied(by: modality.isCT ? 0.015 : 0.04, &own)
    setup = ScanSetup(
      subject.head, settings, visit: &visit, scan: &scan, metal: Anatomy.teeth(subject.head))
    sampler = TissueSampler(
      anatomy.base.voxels, size: anatomy.base.size, contrast: contrast, atrophy: anatomy.atrophy)
    bias = BiasField(
      center: Point(setup.field.center), bottom: Float(setup.field.affine.translation.z),
      generator: &scan)
    noise = ScanNoise(settings, sharpness: setup.room?.sharpness ?? 0, generator: &scan)
    sharpness = Float(1 / (1.6 * settings.voxelSize))
  }

  func run() throws(EffaceError) -> SyntheticScan {
    let grid = setup.field
    var labels = [UInt8](repeating: 0, count: grid.count)
    var values = sampled(&labels)
    if modality == .pet { values = values.spread(grid.size, by: grid.spacing.x) }
    if let sharp = setup.room?.sharpness, sharp > 0 {
      values.sharpen(grid.size, by: sharp)
    }
    let folded = FoldedField(grid, columns: setup.wrapped)
    values = folded.fold(values)
    labels = folded.cut(labels)
    let image = noise.digitized(values, size: folded.grid.size)
    let brain = BrainMask.mask(labels: labels, size: folded.grid.size)
    func file(_ type: VoxelType, _ voxels: [UInt8]) throws(EffaceError) -> NIfTIImage {
      let image = NIfTIImage(header: NIfTIHeader(grid: folded.grid, type: type), voxels: voxels)
      guard let orientation = setup.orientation else { return image }
      return try image.reoriented(to: orientation)
    }
    return SyntheticScan(
      image: try file(.int16, image), labels: try file(.uint8, labels),
      brainMask: try file(.uint8, brain), headToWorld: setup.headToWorld)
  }

  /// The noiseless value of each voxel; fills `labels`.
  private func sampled(_ labels: inout [UInt8]) -> [Float] {
    let grid = setup.field
    let skin = subject.head.skin
    let posed = TriangleMesh(
      vertices: skin.vertices.map { SIMD3<Float>(setup.headToWorld(Vector3($0))) },
      triangles: skin.triangles)
    let worldToHead = setup.headToWorld.inverse ?? .identity
    let distance = HeadVoxelizer.signedDistance(
      to: posed, on: grid, far: anatomy.skin, through: worldToHead)
    return labels.withUnsafeMutableBufferPointer { labels in
      nonisolated(unsafe) let codes = labels
      return [Float](unsafeUninitializedCapacity: grid.count) { buffer, count in
        nonisolated(unsafe) let output = buffer
        Parallel.forEach(grid.size.z) { k in
          sampler.read { reader in
            fill(slice: k, distance, worldToHead, reader, output, codes)
          }
        }
        count = grid.count
      }
    }
  }

  private func fill(
    slice k: Int, _ distance: Volume, _ worldToHead: Affine, _ reader: TissueSampler.Reader,
    _ output: UnsafeMutableBufferPointer<Float>, _ codes: UnsafeMutableBufferPointer<UInt8>
  ) {
    let grid = setup.field
    let toLattice = (anatomy.lattice.affine.inverse ?? .identity) * worldToHead
    let (air, skin) = (contrast.values[0], contrast.values[Int(Tissue.skin.rawValue)])
    let outside = -0.5 / sharpness
    anatomy.places.withUnsafeBufferPointer { places in
      for j in 0..<grid.size.y {
        for i in 0..<grid.size.x {
          let index = grid.index(i, j, k)
          let depth = -distance.values[index]
          let world = grid.affine(Vector3(Double(i), Double(j), Double(k)))
          var value = setup.room?.furniture(Point(world)) ?? air
          if depth > outside {
            let place = anatomy.place(at: Point(toLattice(world)), places)
            let inside = reader.value(place)
            let under = min(max(0.5 + (depth - 1.6) * sharpness, 0), 1)
            let tissue = skin + under * (inside - skin)
            value += min(max(0.5 + depth * sharpness, 0), 1) * (tissue - value)
            if depth > 0 { codes[index] = under > 0.5 ? reader.label(place) : 1 }
            if !modality.isCT, modality != .pet { value *= bias.gain(Point(world)) }
          }
          if let room = setup.room { value += room.streaks(Point(world)) }
          output.initializeElement(at: index, to: value)
        }
      }
    }
  }
}
