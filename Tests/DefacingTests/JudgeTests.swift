import Defacing
import Geometry
import TestSupport
import Testing
import Volumes

/// The verdict on files whose faults are known.
@Suite struct JudgeTests {
  static func verdict(
    _ image: NIfTIImage, ct: Bool = false, brain: VoxelMask? = nil,
    _ change: (inout NIfTIImage, Vector3, Int) -> Void
  ) throws -> Verdict {
    let scan = try AnalysedScan(
      image, name: "phantom.nii", modality: ct ? .ct : .t1, template: PhantomTemplate.template)
    var defaced = image
    let back = try #require(PhantomTemplate.tilt.inverse)
    for k in 0..<image.grid.size.z {
      for j in 0..<image.grid.size.y {
        for i in 0..<image.grid.size.x {
          let point = back(image.grid.affine(Vector3(Double(i), Double(j), Double(k))))
          change(&defaced, point, image.grid.index(i, j, k))
        }
      }
    }
    return try Judge.verdict(scan, defaced: defaced, name: "defaced.nii", brain: brain)
  }

  /// What the frontal rays see: the face, and below the chin the sides of the throat.
  static func isFace(_ point: Vector3) -> Bool {
    point.z < 28 && point.z > -115 && point.y > (point.z < -70 ? 10 : 40)
  }

  @Test func untouchedScanIsNotDefaced() throws {
    let verdict = try Self.verdict(PhantomTemplate.scan()) { _, _, _ in }
    #expect(verdict.verdict == .fail)
    #expect(verdict.reasons == [.notDefaced])
    #expect(verdict.residualFace > 0.99)
    #expect(verdict.voxelsChanged == 0)
  }

  @Test func wholeFaceClearedPasses() throws {
    let image = PhantomTemplate.scan()
    let brain = PhantomTemplate.brain(of: image)
    let verdict = try Self.verdict(image, brain: brain) { defaced, point, index in
      if Self.isFace(point), brain.bits[index] == 0 { defaced.setStored(20, at: index) }
    }
    #expect(verdict.verdict == .pass, "\(verdict)")
    #expect(verdict.brainSource == "given")
  }

  @Test func lostBrainIsCounted() throws {
    let image = PhantomTemplate.scan()
    let brain = PhantomTemplate.brain(of: image)
    var lost = 0
    let verdict = try Self.verdict(image, brain: brain) { defaced, point, index in
      guard Self.isFace(point) || point.y > 60 else { return }
      defaced.setStored(20, at: index)
      if brain.bits[index] == 1 { lost += 1 }
    }
    #expect(verdict.reasons.contains(.brainCut))
    #expect(verdict.brainLossVoxels == lost)
    let estimated = try Self.verdict(image) { defaced, point, index in
      if Self.isFace(point) || point.y > 60 { defaced.setStored(20, at: index) }
    }
    #expect(estimated.brainSource == "template")
    #expect(abs(Double(estimated.brainLossVoxels - lost)) < 0.15 * Double(lost))
  }

  @Test func missingHeadIsNamed() throws {
    let verdict = try Self.verdict(PhantomTemplate.scan()) { defaced, point, index in
      if point.z < 60 { defaced.setStored(20, at: index) }
    }
    #expect(verdict.reasons.contains(.headRemoved))
  }

  @Test func zeroIsNotAirInCT() throws {
    let verdict = try Self.verdict(PhantomTemplate.scan(ct: true), ct: true) {
      defaced, point, index in
      if Self.isFace(point) { defaced.setStored(0, at: index) }
    }
    #expect(verdict.reasons.contains(.wrongBackground))
  }

  @Test func faceOutsideTheFieldIsNamed() throws {
    // Only the vault from the brow up.
    let grid = HeadPhantom.grid(spacing: Vector3(2, 2, 2), bottom: 45)
    let image = PhantomTemplate.scan(grid: grid)
    let verdict = try Self.verdict(image) { _, _, _ in }
    #expect(verdict.reasons.contains(.faceOutsideField), "\(verdict)")
  }

  @Test func otherGridsAreRefused() throws {
    let image = PhantomTemplate.scan()
    let scan = try AnalysedScan(
      image, name: "phantom.nii", modality: .t1, template: PhantomTemplate.template)
    let other = PhantomTemplate.scan(spacing: Vector3(3, 3, 3))
    #expect(throws: (any Error).self) {
      try Judge.verdict(scan, defaced: other, name: "other.nii")
    }
  }
}
