import Defacing
import Files
import Foundation
import Geometry
import TestSupport
import Testing
import Volumes

/// What holds for every method, whatever the file looks like.
@Suite struct RuleTests {
  /// A method's work on a scan, without a verdict.
  struct Work {
    let method: any Defacer
    let scan: AnalysedScan
    let edit: VoxelEdit
    let after: NIfTIImage

    init(_ method: any Defacer, _ scan: AnalysedScan, _ options: DefacingOptions = .init()) throws {
      (self.method, self.scan) = (method, scan)
      edit = try method.edit(scan, options: options)
      after = edit.applied(to: scan.image, background: scan.background)
    }

    /// Header kept, every voxel outside the mask kept to the bit, no brain lost.
    func expectRules() {
      let image = scan.image
      #expect(after.header.bytes == image.header.bytes)
      #expect(after.voxels.count == image.voxels.count)
      let width = image.header.voxelType.bytesPerVoxel
      let count = image.grid.count
      let brain = PhantomTemplate.brain(of: image)
      let mask = edit.mask(on: image.grid)
      var (outside, lost) = (0, 0)
      for index in 0..<count * image.header.frameCount {
        let bytes = index * width..<(index + 1) * width
        guard after.voxels[bytes] != image.voxels[bytes] else { continue }
        if mask.bits[index % count] == 0 { outside += 1 }
        if brain.bits[index % count] == 1 { lost += 1 }
      }
      #expect(outside == 0, "\(method.name)")
      #expect(lost == 0, "\(method.name)")
      #expect(edit.indices.count > 0, "\(method.name)")
    }
  }

  static func analysed(_ image: NIfTIImage, ct: Bool = false) throws -> AnalysedScan {
    try AnalysedScan(
      image, name: "phantom.nii", modality: ct ? .ct : .t1, template: PhantomTemplate.template)
  }

  /// Every method's work on `image`.
  static func works(_ image: NIfTIImage, ct: Bool = false) throws -> [Work] {
    let scan = try analysed(image, ct: ct)
    return try Defacers.all.map { try Work($0, scan) }
  }

  /// The 48 ways in which the axes of a volume can run.
  static let orientations: [(axes: [Int], flips: [Bool])] = [
    [0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0],
  ].flatMap { axes in
    (0..<8).map { code in (axes, (0..<3).map { code >> $0 & 1 == 1 }) }
  }

  /// `volume` with its axes stored in another order and direction; every voxel keeps its place in the
  /// world.
  static func turned(_ volume: Volume, axes: [Int], flips: [Bool]) -> Volume {
    let old = volume.grid
    let size = SIMD3(old.size[axes[0]], old.size[axes[1]], old.size[axes[2]])
    var linear = Matrix3(diagonal: Vector3())
    var shift = Vector3()
    for axis in 0..<3 {
      linear[axes[axis], axis] = flips[axis] ? -1 : 1
      if flips[axis] { shift[axes[axis]] = Double(size[axis] - 1) }
    }
    let map = Affine(linear: linear, translation: shift)
    let grid = Grid(size: size, affine: old.affine * map)
    let values = (0..<grid.count).map { index in
      let place = map(grid.voxel(at: index))
      return volume[Int(place.x.rounded()), Int(place.y.rounded()), Int(place.z.rounded())]
    }
    return Volume(grid: grid, values: values)
  }

  /// All 48 where time does not matter, else twelve in which each axis order comes up twice.
  static let tried =
    ProcessInfo.processInfo.environment["EFFACE_BENCHMARKS"] == "1"
    ? orientations : stride(from: 0, to: 12, by: 1).map { orientations[$0 * 4 + $0 % 4] }

  static let upright = Result { () throws in
    try AnalysedScan(
      PhantomTemplate.scan(spacing: Vector3(5, 5, 5)), name: "phantom.nii", modality: .t1,
      template: PhantomTemplate.template)
  }

  @Test(arguments: tried.indices)
  func everyOrientationGivesTheSameMask(_ number: Int) throws {
    let upright = try Self.upright.get()
    let way = Self.tried[number]
    let image = NIfTIImage(
      Self.turned(upright.volume, axes: way.axes, flips: way.flips), type: .int16)
    let scan = try AnalysedScan(
      image, name: "turned.nii", modality: .t1, template: PhantomTemplate.template)
    for method in Defacers.all {
      let edit = try method.edit(scan, options: DefacingOptions())
      let changed = Self.places(
        edit, upright.volume.grid,
        of: try method.edit(
          upright, options: DefacingOptions()), image.grid)
      #expect(changed.truth > 500)
      #expect(
        Double(changed.differing) < 0.02 * Double(changed.truth),
        "\(method.name) \(way): \(changed)")
      let after = edit.applied(to: image, background: scan.background)
      #expect(after.header.bytes == image.header.bytes)
    }
  }

  /// How many voxels two edits name, and how many one names and the other does not, by their places
  /// in the world.
  private static func places(
    _ edit: VoxelEdit, _ grid: Grid, of truth: VoxelEdit, _ turned: Grid
  ) -> (truth: Int, differing: Int) {
    func set(_ edit: VoxelEdit, _ grid: Grid) -> Set<SIMD3<Int32>> {
      Set(
        edit.indices.map { index in
          let point = grid.affine(grid.voxel(at: Int(index))) * 10
          return SIMD3<Int32>(
            Int32(point.x.rounded()), Int32(point.y.rounded()), Int32(point.z.rounded()))
        })
    }
    let (one, other) = (set(truth, grid), set(edit, turned))
    return (one.count, one.symmetricDifference(other).count)
  }

  @Test func obliqueAndAnisotropicGridsWork() throws {
    let base = HeadPhantom.grid(spacing: Vector3(1.6, 2.2, 5), bottom: -145)
    let oblique = Affine(linear: .rotation(degrees: 17, about: Vector3(1, 2, 0.5)))
    let margin = SIMD3<Int>(40, 40, 10)
    let shifted = Affine(
      linear: base.affine.linear,
      translation: base.affine.translation - Vector3(20, 20, 5) * base.spacing)
    let grid = Grid(size: base.size &+ margin, affine: oblique * shifted)
    for work in try Self.works(PhantomTemplate.scan(grid: grid)) { work.expectRules() }
  }

  @Test func everyFrameOfASeriesIsDefaced() throws {
    let grid = HeadPhantom.grid(spacing: Vector3(4, 4, 4), bottom: -145)
    let first = HeadPhantom.scan(on: grid, pose: PhantomTemplate.tilt).values
    let frames = [1.0, 0.6].map { factor in first.map { Int16(Double($0) * factor) } }
    let bytes = frames.flatMap(\.self).flatMap { value in
      withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }
    let image = NIfTIImage(
      header: NIfTIHeader(grid: grid, frames: 2, type: .int16), voxels: bytes)
    for work in try Self.works(image) {
      work.expectRules()
      let frame = grid.count
      let changed = (0..<2).map { number in
        (0..<frame).count {
          work.after.stored(at: number * frame + $0) != image.stored(at: number * frame + $0)
        }
      }
      #expect(changed.allSatisfy { $0 > 500 }, "\(work.method.name) \(changed)")
      // What is painted into the darker frame is its own tissue, not the brighter one's.
      let painted = work.edit.indices.map { work.after.stored(at: frame + Int($0)) }.max() ?? 0
      #expect(painted <= 0.6 * 650, "\(work.method.name)")
    }
  }

  struct Storage: Sendable, CustomTestStringConvertible {
    let type: VoxelType
    let slope: Double
    let intercept: Double
    var testDescription: String { "\(type.name), \(slope) x + \(intercept)" }
  }

  static let storages = [
    Storage(type: .uint16, slope: 0.5, intercept: -1024),
    Storage(type: .float32, slope: 1, intercept: 0),
    Storage(type: .int16, slope: 2, intercept: -1000),
  ]

  @Test(arguments: storages)
  func datatypeScalingAndHounsfieldUnitsAreKept(_ storage: Storage) throws {
    let grid = HeadPhantom.grid(spacing: Vector3(4, 4, 4), bottom: -145)
    let volume = HeadPhantom.scan(on: grid, pose: PhantomTemplate.tilt, ct: true)
    let image = NIfTIImage(
      volume, type: storage.type, slope: storage.slope, intercept: storage.intercept)
    for work in try Self.works(image, ct: true) {
      work.expectRules()
      // Nothing that is neither air nor tissue comes in: in particular no 0 of a multiplied mask.
      let after = work.after.volume().values
      #expect((after.min() ?? 0) >= -1010 && (after.max() ?? 0) <= 60, "\(work.method.name)")
      #expect(abs(work.scan.background.physical + 1000) < 1)
      let cleared = work.edit.indices.count { abs(after[Int($0)] + 1000) <= 1 }
      if work.edit.values == nil { #expect(cleared == work.edit.indices.count) }
    }
  }

  @Test func twoAnalysesGiveTheSameValues() throws {
    let image = PhantomTemplate.scan(noise: 25, spacing: Vector3(4, 4, 4))
    for (first, second) in zip(try Self.works(image), try Self.works(image)) {
      #expect(first.edit.indices == second.edit.indices, "\(first.method.name)")
      #expect(first.after.voxels == second.after.voxels, "\(first.method.name)")
    }
  }

  @Test func anOptionThatAMethodDoesNotHeedIsRefused() throws {
    let scan = try Self.analysed(PhantomTemplate.scan(spacing: Vector3(4, 4, 4)))
    let error = #expect(throws: EffaceError.self) {
      try DefacedScan(
        scan, method: ShearDefacer(), options: DefacingOptions(ears: true), name: "phantom.nii")
    }
    #expect(error?.description == "The method shear does not take --ears; it takes --buffer.")
  }

  @Test func optionsDoWhatTheySay() throws {
    let scan = try Self.analysed(PhantomTemplate.scan(spacing: Vector3(4, 4, 4)))
    func count(_ method: String, _ options: DefacingOptions = DefacingOptions()) throws -> Int {
      try Work(Defacers.named(method), scan, options).edit.indices.count
    }
    for method in ["mask", "deface", "reface"] {
      #expect(try count(method, DefacingOptions(ears: true)) > count(method))
      #expect(try count(method, DefacingOptions(forehead: true)) > count(method))
    }
    for method in ["mask-ears", "surface"] {
      #expect(try count(method, DefacingOptions(ears: false)) < count(method))
      #expect(try count(method, DefacingOptions(forehead: true)) > count(method))
    }
    #expect(
      try count("shear", DefacingOptions(buffer: 4)) > count("shear", DefacingOptions(buffer: 25)))
    #expect(try count("mask-ears", DefacingOptions(buffer: 25)) < count("mask-ears"))
  }

  @Test func aGivenBrainIsKept() throws {
    // A brain that reaches 11 mm further forward and down than the template's.
    let image = PhantomTemplate.scan(spacing: Vector3(4, 4, 4))
    let own = PhantomTemplate.brain(of: image)
    let moved = PhantomTemplate.brain(
      of: image,
      pose: Affine(
        linear: PhantomTemplate.tilt.linear, translation: PhantomTemplate.tilt(Vector3(0, 8, -8))))
    let brain = VoxelMask(grid: own.grid, bits: zip(own.bits, moved.bits).map { $0 | $1 })
    let scan = try Self.analysed(image)
    for method in ["mask-ears", "shear"] {
      let work = try Work(Defacers.named(method), scan, DefacingOptions(brain: brain))
      #expect(work.edit.indices.count { brain.bits[Int($0)] == 1 } == 0, "\(method)")
      #expect(work.edit.indices.count > 500, "\(method)")
    }
  }

  /// The template's brain may be smaller than the person's, a given one is theirs.
  @Test func shearStaysFurtherFromABrainThatIsNotGiven() throws {
    let image = PhantomTemplate.scan()
    let scan = try Self.analysed(image)
    let brain = PhantomTemplate.brain(of: image)
    let shear = try Defacers.named("shear")
    let (given, unknown) = (
      try shear.edit(scan, options: DefacingOptions(brain: brain)).indices,
      try shear.edit(scan, options: DefacingOptions()).indices
    )
    // About 6 mm of a head of at least 110 by 150 mm.
    #expect(given.count - unknown.count > 50_000 / 8)
    #expect(Set(unknown).isSubset(of: given))
  }
}
