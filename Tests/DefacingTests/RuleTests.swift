import Defacing
import Files
import Foundation
import Geometry
import TestSupport
import Testing
import Volumes

/// What holds for every method, whatever the file looks like.
@Suite struct RuleTests {
  static let methods = Defacers.all.map(\.name)

  static func deface(
    _ image: NIfTIImage, _ method: String, ct: Bool = false,
    options: DefacingOptions = DefacingOptions()
  ) throws -> DefacedScan {
    let scan = try AnalysedScan(
      image, name: "phantom.nii", modality: ct ? .ct : .t1, template: PhantomTemplate.template)
    return try DefacedScan(
      scan, method: Defacers.named(method), options: options, name: "phantom.nii")
  }

  /// Header kept, every voxel outside the mask kept to the bit, no brain lost.
  static func expectRules(_ defaced: DefacedScan, _ image: NIfTIImage) {
    #expect(defaced.image.header.bytes == image.header.bytes)
    #expect(defaced.image.voxels.count == image.voxels.count)
    let width = image.header.voxelType.bytesPerVoxel
    let count = image.grid.count
    let brain = PhantomTemplate.brain(of: image)
    var (outside, lost) = (0, 0)
    for index in 0..<count * image.header.frameCount {
      let bytes = index * width..<(index + 1) * width
      guard defaced.image.voxels[bytes] != image.voxels[bytes] else { continue }
      if defaced.mask.bits[index % count] == 0 { outside += 1 }
      if brain.bits[index % count] == 1 { lost += 1 }
    }
    #expect(outside == 0)
    #expect(lost == 0)
    #expect(defaced.mask.count > 0)
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
      let changed = Self.places(edit, upright.volume.grid, of: try method.edit(
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

  @Test(arguments: methods)
  func obliqueAndAnisotropicGridsWork(_ method: String) throws {
    let base = HeadPhantom.grid(spacing: Vector3(1.6, 2.2, 5), bottom: -145)
    let oblique = Affine(linear: .rotation(degrees: 17, about: Vector3(1, 2, 0.5)))
    let extent = Vector3(40, 40, 10)
    let shifted = Affine(
      linear: base.affine.linear, translation: base.affine.translation - extent / 2 * base.spacing)
    let grid = Grid(
      size: base.size &+ SIMD3<Int>(40, 40, 10), affine: oblique * shifted)
    let image = PhantomTemplate.scan(grid: grid)
    Self.expectRules(try Self.deface(image, method), image)
  }

  @Test(arguments: methods)
  func everyFrameOfASeriesIsDefaced(_ method: String) throws {
    let grid = HeadPhantom.grid(spacing: Vector3(4, 4, 4), bottom: -145)
    let frames = [1.0, 0.6].map { factor in
      HeadPhantom.scan(on: grid, pose: PhantomTemplate.tilt).values.map {
        Int16(Double($0) * factor)
      }
    }
    let header = NIfTIHeader(grid: grid, frames: 2, type: .int16)
    let image = NIfTIImage(
      header: header, voxels: frames.flatMap(\.self).flatMap { value in
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
      })
    let defaced = try Self.deface(image, method)
    Self.expectRules(defaced, image)
    let frame = grid.count
    let changed = (0..<2).map { number in
      (0..<frame).count {
        defaced.image.stored(at: number * frame + $0) != image.stored(at: number * frame + $0)
      }
    }
    #expect(changed.allSatisfy { $0 > 1000 }, "\(changed)")
    // What is painted into the darker frame is its own tissue, not the brighter one's.
    let painted = defaced.mask.bits.indices.filter { defaced.mask.bits[$0] == 1 }
      .map { defaced.image.stored(at: frame + $0) }.max() ?? 0
    #expect(painted <= 0.6 * 650)
  }

  struct Storage: Sendable, CustomTestStringConvertible {
    let type: VoxelType
    let slope: Double
    let intercept: Double
    var testDescription: String { "\(type.name), \(slope) x + \(intercept)" }
  }

  @Test(arguments: methods, [
    Storage(type: .uint16, slope: 0.5, intercept: -1024),
    Storage(type: .float32, slope: 1, intercept: 0),
    Storage(type: .int16, slope: 2, intercept: -1000),
  ])
  func datatypeScalingAndHounsfieldUnitsAreKept(_ method: String, _ storage: Storage) throws {
    let grid = HeadPhantom.grid(spacing: Vector3(4, 4, 4), bottom: -145)
    let volume = HeadPhantom.scan(on: grid, pose: PhantomTemplate.tilt, ct: true)
    let image = NIfTIImage(
      volume, type: storage.type, slope: storage.slope, intercept: storage.intercept)
    let defaced = try Self.deface(image, method, ct: true)
    Self.expectRules(defaced, image)
    // Nothing that is neither air nor tissue comes in: in particular no 0 of a multiplied mask.
    let after = defaced.image.volume().values
    #expect((after.min() ?? 0) >= -1010 && (after.max() ?? 0) <= 60)
    #expect(abs(defaced.background.physical + 1000) < 1)
    let refaces = try Defacers.named(method).refaces
    let cleared = defaced.mask.bits.indices.filter { defaced.mask.bits[$0] == 1 }
      .count { abs(after[$0] + 1000) <= 1 }
    if !refaces { #expect(cleared == defaced.mask.count) }
  }

  @Test func anOptionThatAMethodDoesNotHeedIsRefused() throws {
    let image = PhantomTemplate.scan(spacing: Vector3(4, 4, 4))
    let error = #expect(throws: EffaceError.self) {
      try Self.deface(image, "shear", options: DefacingOptions(ears: true))
    }
    #expect(error?.description == "The method shear does not take --ears; it takes --buffer.")
  }

  @Test func optionsDoWhatTheySay() throws {
    let image = PhantomTemplate.scan(spacing: Vector3(3, 3, 3))
    func count(_ method: String, _ options: DefacingOptions = DefacingOptions()) throws -> Int {
      try Self.deface(image, method, options: options).mask.count
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
    #expect(
      try count("mask-ears", DefacingOptions(buffer: 25)) < count("mask-ears"))
  }

  @Test func aGivenBrainIsKeptByItsBuffer() throws {
    // A brain that reaches 12 mm further forward and down than the template's.
    let image = PhantomTemplate.scan(spacing: Vector3(3, 3, 3))
    let own = PhantomTemplate.brain(of: image)
    let moved = PhantomTemplate.brain(
      of: image,
      pose: Affine(
        linear: PhantomTemplate.tilt.linear, translation: PhantomTemplate.tilt(Vector3(0, 8, -8))))
    let brain = VoxelMask(grid: own.grid, bits: zip(own.bits, moved.bits).map { $0 | $1 })
    for method in ["mask-ears", "shear"] {
      let defaced = try Self.deface(image, method, options: DefacingOptions(brain: brain))
      #expect(zip(defaced.mask.bits, brain.bits).count { $0 == 1 && $1 == 1 } == 0, "\(method)")
      #expect(defaced.verdict.brainSource == "given")
    }
  }
}
