internal import Files
internal import Geometry
internal import HeadModels
internal import Volumes

/// A scan of a person of the head model.
struct SubjectScan: Sendable {
  typealias Point = SIMD3<Float>

  private let subject: SyntheticSubject
  private let anatomy: Anatomy
  private let acquisition: Acquisition
  private let sampler: TissueSampler

  init(
    _ subject: SyntheticSubject, _ anatomy: Anatomy, _ settings: ScanSettings, _ table: Contrast
  ) {
    self.subject = subject
    self.anatomy = anatomy
    acquisition = Acquisition(
      ScanTarget(subject.head), settings, table, seed: subject.seed, number: subject.number)
    sampler = TissueSampler(
      anatomy.base.voxels, size: anatomy.base.size, contrast: acquisition.contrast,
      atrophy: anatomy.atrophy)
  }

  func run() throws(EffaceError) -> SyntheticScan {
    let (grid, pose) = (acquisition.setup.field, acquisition.setup.headToWorld)
    let skin = subject.head.skin
    let posed = TriangleMesh(
      vertices: skin.vertices.map { SIMD3<Float>(pose(Vector3($0))) }, triangles: skin.triangles)
    let worldToHead = pose.inverse ?? .identity
    let distance = HeadVoxelizer.signedDistance(
      to: posed, on: grid, far: anatomy.skin, through: worldToHead)
    let regions = SkinRegions(subject.head, anatomy)
    return try acquisition.run(
      { k, put in
        sampler.read { reader in slice(k, distance, worldToHead, reader, put) }
      }, regions: regions)
  }

  private func slice(
    _ k: Int, _ distance: Volume, _ worldToHead: Affine, _ reader: TissueSampler.Reader,
    _ put: (Int, Vector3, UInt8, Float, Float) -> Void
  ) {
    let (grid, sharpness) = (acquisition.setup.field, acquisition.sharpness)
    let toLattice = (anatomy.lattice.affine.inverse ?? .identity) * worldToHead
    let skin = acquisition.contrast.values[Int(Tissue.skin.rawValue)]
    anatomy.places.withUnsafeBufferPointer { places in
      for j in 0..<grid.size.y {
        for i in 0..<grid.size.x {
          let index = grid.index(i, j, k)
          let depth = -distance.values[index]
          let world = grid.affine(Vector3(Double(i), Double(j), Double(k)))
          let share = min(max(0.5 + depth * sharpness, 0), 1)
          guard share > 0 else {
            put(index, world, 0, 0, 0)
            continue
          }
          let place = anatomy.place(at: Point(toLattice(world)), places)
          let under = min(max(0.5 + (depth - 1.6) * sharpness, 0), 1)
          let label = under > 0.5 ? reader.label(place) : Tissue.skin.rawValue
          let inside = skin + under * (reader.value(place) - skin)
          put(index, world, depth > 0 ? label : 0, inside, share)
        }
      }
    }
  }
}
