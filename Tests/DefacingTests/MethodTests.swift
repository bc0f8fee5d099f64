import Defacing
import Files
import Geometry
import Registration
import TestSupport
import Testing
import Volumes

/// Every method on scans whose truth is known.
@Suite struct MethodTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let method: String
    let ct: Bool
    var noise = 0.0
    var testDescription: String { "\(method) on \(ct ? "CT" : "MR"), noise \(noise)" }
  }

  static let cases = Defacers.all.flatMap { method in
    [
      Case(method: method.name, ct: false, noise: 30),
      Case(method: method.name, ct: true, noise: 40),
    ]
  }

  static func deface(
    _ image: NIfTIImage, _ method: String, ct: Bool
  ) throws -> (AnalysedScan, DefacedScan) {
    let scan = try AnalysedScan(
      image, name: "phantom.nii", modality: ct ? .ct : .t1, template: PhantomTemplate.template)
    return (scan, try DefacedScan(scan, method: Defacers.named(method), name: "phantom.nii"))
  }

  @Test(arguments: cases)
  func keepsTheBrainAndEverythingOutsideTheMask(_ known: Case) throws {
    let image = PhantomTemplate.scan(ct: known.ct, noise: known.noise)
    let (_, defaced) = try Self.deface(image, known.method, ct: known.ct)
    let brain = PhantomTemplate.brain(of: image)
    #expect(defaced.image.header.bytes == image.header.bytes)
    var (outside, lost) = (0, 0)
    for index in 0..<image.grid.count
    where defaced.image.stored(at: index) != image.stored(at: index) {
      if defaced.mask.bits[index] == 0 { outside += 1 }
      if brain.bits[index] == 1 { lost += 1 }
    }
    #expect(outside == 0)
    #expect(lost == 0)
    #expect(defaced.mask.count > 10_000)
  }

  @Test(
    arguments: cases.filter { ["adaptive", "mask", "mask-ears", "deface"].contains($0.method) })
  func removalLeavesNoFaceAndPasses(_ known: Case) throws {
    let image = PhantomTemplate.scan(ct: known.ct, noise: known.noise)
    let (scan, defaced) = try Self.deface(image, known.method, ct: known.ct)
    #expect(defaced.verdict.reasons.isEmpty, "\(defaced.verdict)")
    #expect(defaced.verdict.residualFace < 0.02)
    if known.ct {
      #expect((-1100 ... -900).contains(scan.background.physical))
    }
    let nose = PhantomTemplate.tilt(PhantomTemplate.template.landmarks.noseTip - Vector3(0, 8, 0))
    let toVoxel = try #require(image.grid.affine.inverse)
    let voxel = toVoxel(nose)
    // Air as the file has it: noisy where the file's air is noisy.
    let value = defaced.image.volume().trilinear(atVoxel: voxel, outside: .nan)
    #expect(abs(value - Float(scan.background.physical)) <= Float(4 * known.noise))
  }

  @Test func clearedVoxelsAreNoisyLikeTheAirOfTheFile() throws {
    let image = PhantomTemplate.scan(noise: 30)
    let (scan, defaced) = try Self.deface(image, "adaptive", ct: false)
    func spread(_ values: [Float]) -> (mean: Float, deviation: Float) {
      let mean = values.reduce(0, +) / Float(values.count)
      let square = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(values.count)
      return (mean, square.squareRoot())
    }
    let after = defaced.image.volume()
    // Below 3 deviations of the air, where no edge of tissue is mixed in.
    let cleared = after.values.indices.filter {
      scan.volume.values[$0] > 400 && after.values[$0] < 110
    }.map { after.values[$0] }
    let air = scan.volume.values.indices.filter {
      defaced.mask.bits[$0] == 0 && scan.volume.values[$0] < 110
    }.map { scan.volume.values[$0] }
    #expect(cleared.count > 10_000)
    #expect(abs(spread(cleared).mean - spread(air).mean) < 4)
    #expect(abs(spread(cleared).deviation - spread(air).deviation) < 6)
  }

  @Test func everyFrameOfASeriesIsDefaced() throws {
    let one = PhantomTemplate.scan(spacing: Vector3(3, 3, 3))
    let header = NIfTIHeader(grid: one.grid, frames: 2, type: .int16)
    let image = NIfTIImage(header: header, voxels: one.voxels + one.voxels)
    let (_, defaced) = try Self.deface(image, "adaptive", ct: false)
    #expect(defaced.verdict.verdict == .pass, "\(defaced.verdict)")
    let (first, second) = (defaced.image.volume(), defaced.image.volume(frame: 1))
    let before = image.volume()
    for index in first.values.indices where defaced.mask.bits[index] == 0 {
      #expect(second.values[index] == before.values[index])
    }
    let same = first.values.indices.count {
      defaced.mask.bits[$0] == 1 && abs(first.values[$0] - second.values[$0]) < 60
    }
    #expect(Double(same) > 0.99 * Double(defaced.mask.count))
  }

  @Test func repaintingTheSameFaceIsNotAccepted() throws {
    let scan = try AnalysedScan(
      PhantomTemplate.scan(), name: "phantom.nii", modality: .t1,
      template: PhantomTemplate.template)
    let defaced = try DefacedScan(scan, method: SameFaceDefacer(), name: "phantom.nii")
    #expect(defaced.verdict.reasons.filter { $0 != .recognised } == [.notDefaced])
    #expect(defaced.verdict.refaced)
  }

  @Test func refacingAnotherFaceMovesItsLandmarks() throws {
    // A head with the same skull and a face 14 % deeper and 10 % narrower than the average.
    let face = Affine(
      linear: Matrix3(diagonal: Vector3(0.9, 1.14, 1.1)), translation: Vector3(0, -2, 6))
    let image = PhantomTemplate.scan(pose: face)
    let (scan, defaced) = try Self.deface(image, "reface", ct: false)
    let shift = try #require(defaced.verdict.landmarkShift)
    #expect(defaced.verdict.refaced)
    #expect(shift.isFinite && scan.alignment.matched > 0.9)
    // A method that is to leave no face has no share in the limits of one that paints another.
    let strict = try Judge.verdict(
      scan, defaced: defaced.image, name: "phantom.nii", refaces: false)
    #expect(!strict.refaced && strict.residualFace == defaced.verdict.residualFace)
    // Where nothing is known of the method, another face is one that a detector sees.
    let unknown = try Judge.verdict(scan, defaced: defaced.image, name: "phantom.nii")
    #expect(unknown.refaced == (unknown.detectorFires == true))
    let isLeft = strict.residualFace > Judge.residualLimit
    #expect(strict.reasons.contains(.notDefaced) == isLeft)
    // Values of the new face stay within those of the old one's tissue.
    let values = defaced.mask.bits.indices.filter { defaced.mask.bits[$0] == 1 }
      .map { defaced.image.stored(at: $0) }
    #expect((values.min() ?? 0) >= 0 && (values.max() ?? 0) <= 650)
  }

  @Test func maskIsCarriedToAnotherScanOfThePerson() throws {
    let (_, first) = try Self.deface(PhantomTemplate.scan(), "mask", ct: false)
    // A coarser CT of the same head in the same frame.
    let image = PhantomTemplate.scan(ct: true, spacing: Vector3(2.5, 2.5, 4))
    let scan = try AnalysedScan(
      image, name: "ct.nii", modality: .ct, template: PhantomTemplate.template)
    let second = try DefacedScan(scan, following: first, name: "ct.nii")
    #expect(second.verdict.verdict == .pass, "\(second.verdict)")
    let volumes = [first, second].map {
      Double($0.mask.count) * $0.scan.volume.grid.voxelVolume
    }
    #expect(abs(volumes[0] - volumes[1]) < 0.05 * volumes[0])
    // Somebody else's place in the world: nothing is cleared, and it is said.
    let away = Affine(
      linear: image.grid.affine.linear, translation: image.grid.affine.translation + 900)
    let other = NIfTIImage(
      Volume(grid: Grid(size: image.grid.size, affine: away), values: image.volume().values),
      type: .int16)
    let far = try AnalysedScan(
      other, name: "far.nii", modality: .ct, template: PhantomTemplate.template)
    #expect(throws: EffaceError.self) {
      try DefacedScan(far, following: first, name: "far.nii")
    }
  }

  @Test func unknownMethodNamesTheOthers() {
    let error = #expect(throws: EffaceError.self) { try Defacers.named("erase") }
    #expect(error?.description.contains("mask, mask-ears") ?? false)
  }
}
