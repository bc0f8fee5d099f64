public import Files
internal import Geometry
internal import HeadModels
internal import Volumes

/// Scans of synthetic heads.
public enum Scanner {
  /// Scans `subject`.
  ///
  /// Partial volume comes from the depths of boundaries; MR is multiplied by a bias field and its
  /// noise is Rician, that of CT is normal. The same subject and settings give the same bytes on
  /// every machine, whatever the number of cores.
  ///
  /// - Throws: `EffaceError.argument` for a modality or a voxel size that cannot be simulated.
  public static func scan(
    _ subject: SyntheticSubject, _ settings: ScanSettings = ScanSettings()
  ) throws(EffaceError) -> SyntheticScan {
    guard let contrast = Contrast(settings.modality) else {
      throw EffaceError(
        .argument,
        "Scans of modality \(settings.modality.rawValue) are not simulated; choose t1, t2 or ct.")
    }
    guard (0.5...5).contains(settings.voxelSize) else {
      throw EffaceError(
        .argument,
        "A voxel of \(settings.voxelSize) mm cannot be simulated; choose 0.5 to 5 mm.")
    }
    let acquisition = Acquisition(subject, settings, contrast)
    return acquisition.run()
  }
}

/// One run of the scanner.
private struct Acquisition: Sendable {
  typealias Point = SIMD3<Float>

  let subject: SyntheticSubject
  let isCT: Bool
  let grid: Grid
  let headToWorld: Affine
  let mixer: TissueMixer
  let bias: BiasField
  let noise: Float
  let noiseSeed: UInt64

  init(_ subject: SyntheticSubject, _ settings: ScanSettings, _ contrast: Contrast) {
    // Tissues belong to the person, pose and bias to the session, noise to the scan.
    var own = generator(seed: subject.seed, number: subject.number, purpose: 2)
    let session = UInt64(settings.session)
    var visit = generator(seed: subject.seed, number: subject.number, purpose: 100 + session)
    let scanner = (Modality.allCases.firstIndex(of: settings.modality) ?? 0) + 1
    var scan = generator(
      seed: subject.seed, number: subject.number,
      purpose: 100_000 * UInt64(scanner) + session)
    self.subject = subject
    isCT = settings.modality.isCT
    headToWorld = Pose.draw(&visit)
    grid = Self.field(subject.head, headToWorld, settings.voxelSize)
    let plan = subject.anatomy.plan
    mixer = TissueMixer(
      values: contrast.varied(by: isCT ? 0.015 : 0.04, &own).values,
      sharpness: Float(1 / (1.6 * settings.voxelSize)), eyes: [plan.eye, plan.leftEye],
      eyeRadius: plan.eyeRadius, foliaCenter: subject.anatomy.frame.head(Point(0, -40, -34)))
    bias = BiasField(
      center: Point(grid.center), bottom: Float(grid.affine.translation.z), generator: &scan)
    noise = settings.noiseLevel * Float(0.85 + 0.3 * scan.uniform())
    noiseSeed = scan.next()
  }

  /// The usual field of view, 208 x 256 x 256 mm, with the vertex 10 mm below its top.
  private static func field(_ head: Head, _ pose: Affine, _ spacing: Double) -> Grid {
    let extent = Vector3(208, 256, 256)
    let size = (extent / spacing).rounded(.up)
    let middle = pose(Vector3(0, (head[.glabella].y - 105) / 2, 0))
    let top = pose(head[.vertex]).z + 10
    let low = Vector3(
      middle.x - extent.x / 2, middle.y - extent.y / 2, top - size.z * spacing)
    return Grid(
      size: SIMD3<Int>(size),
      affine: Affine(
        linear: Matrix3(diagonal: Vector3(repeating: spacing)), translation: low + spacing / 2))
  }

  func run() -> SyntheticScan {
    let skin = subject.head.skin
    let posed = TriangleMesh(
      vertices: skin.vertices.map { SIMD3<Float>(headToWorld(Vector3($0))) },
      triangles: skin.triangles)
    let worldToHead = headToWorld.inverse ?? .identity
    let distance = HeadVoxelizer.signedDistance(
      to: posed, on: grid, far: subject.anatomy.skin, through: worldToHead)
    let count = grid.count
    var image = [UInt8](repeating: 0, count: 2 * count)
    var labels = [UInt8](repeating: 0, count: count)
    image.withUnsafeMutableBytes { imageBytes in
      labels.withUnsafeMutableBufferPointer { labelBytes in
        nonisolated(unsafe) let voxels = imageBytes.bindMemory(to: Int16.self)
        nonisolated(unsafe) let codes = labelBytes
        Parallel.forEach(grid.size.z) { k in
          fill(slice: k, distance, worldToHead, voxels, codes)
        }
      }
    }
    let brain = BrainMask.mask(labels: labels, size: grid.size)
    return SyntheticScan(
      image: NIfTIImage(
        header: NIfTIHeader(grid: grid, type: .int16), voxels: image),
      labels: NIfTIImage(header: NIfTIHeader(grid: grid, type: .uint8), voxels: labels),
      brainMask: NIfTIImage(header: NIfTIHeader(grid: grid, type: .uint8), voxels: brain),
      headToWorld: headToWorld)
  }

  private func fill(
    slice k: Int, _ distance: Volume, _ worldToHead: Affine,
    _ voxels: UnsafeMutableBufferPointer<Int16>, _ codes: UnsafeMutableBufferPointer<UInt8>
  ) {
    var generator = SeededGenerator(seed: noiseSeed, stream: UInt64(k))
    let anatomy = subject.anatomy
    let toLattice = anatomy.grid.affine.inverse ?? .identity
    let last = Point(
      Float(anatomy.grid.size.x - 1), Float(anatomy.grid.size.y - 1),
      Float(anatomy.grid.size.z - 1))
    let air = mixer.values[0]
    let outside = -Float(1.5) / mixer.sharpness
    anatomy.fields.withUnsafeBufferPointer { fields in
      for j in 0..<grid.size.y {
        for i in 0..<grid.size.x {
          let index = grid.index(i, j, k)
          let depth = -distance.values[index]
          var value = air
          if depth > outside {
            let world = grid.affine(Vector3(Double(i), Double(j), Double(k)))
            let head = worldToHead(world)
            let lattice = Point(toLattice(head))
            let field = anatomy.field(
              atVoxel: lattice.clamped(lowerBound: Point(), upperBound: last), fields)
            let mixed = mixer.mix(Point(head), depth: depth, field)
            codes[index] = mixed.label.rawValue
            value = isCT ? mixed.value : mixed.value * bias.gain(Point(world))
          }
          voxels[index] = noisy(value, &generator)
        }
      }
    }
  }

  @inline(__always) private func noisy(
    _ value: Float, _ generator: inout SeededGenerator
  ) -> Int16 {
    let real = value + noise * Float(generator.gaussian())
    if isCT { return Int16(min(max(real.rounded(), -1024), 3071)) }
    let imaginary = noise * Float(generator.gaussian())
    return Int16(min((real * real + imaginary * imaginary).squareRoot().rounded(), 32_000))
  }
}
