import Defacing
import Files
import Foundation
import Geometry
import Synchronization
import TestSupport
import Testing
import Volumes

/// Finding everybody's scans before and after, and judging them.
@Suite struct CohortFolderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func touch(_ paths: String...) throws {
    for path in paths {
      let file = folder.file(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data().write(to: file)
    }
  }

  private func list(_ cohort: CohortFolder, _ root: String = "") -> [String] {
    let base = folder.file(root).standardizedFileURL.path
    return cohort.pairs.map { pair in
      let file = pair.defaced.map { $0.standardizedFileURL.path.dropFirst(base.count + 1) }
      return "\(pair.subject) \(pair.defacer) \(file ?? "-")"
    }
  }

  @Test func bidsWithDerivatives() throws {
    try touch(
      "sub-02/ses-1/anat/sub-02_ses-1_T1w.nii.gz", "sub-01/anat/sub-01_T1w.nii.gz",
      "sub-01/anat/sub-01_T1w.json", "derivatives/fsl/sub-01/anat/sub-01_T1w.nii.gz",
      "derivatives/efface/sub-01/anat/sub-01_desc-defaced_T1w.nii.gz",
      "derivatives/efface/sub-01/anat/sub-01_desc-defaced_T1w_mask.nii.gz",
      "derivatives/efface/sub-02/ses-1/anat/sub-02_ses-1_desc-defaced_T1w.nii.gz")
    #expect(
      list(try CohortFolder(folder.url)) == [
        "sub-01 efface derivatives/efface/sub-01/anat/sub-01_desc-defaced_T1w.nii.gz",
        "sub-01 fsl derivatives/fsl/sub-01/anat/sub-01_T1w.nii.gz",
        "sub-02_ses-1 efface derivatives/efface/sub-02/ses-1/anat/"
          + "sub-02_ses-1_desc-defaced_T1w.nii.gz",
        "sub-02_ses-1 fsl -",
      ])
  }

  @Test func numberedFoldersOfTheStudy() throws {
    try touch(
      "10/combined_image10.nii", "10/combined_image10_fsl.nii.gz", "2/combined_image2.nii",
      "2/combined_image2_fsl.nii.gz", "2/combined_image2_pydeface.nii.gz")
    #expect(
      list(try CohortFolder(folder.url)) == [
        "2 fsl 2/combined_image2_fsl.nii.gz", "2 pydeface 2/combined_image2_pydeface.nii.gz",
        "10 fsl 10/combined_image10_fsl.nii.gz", "10 pydeface -",
      ])
  }

  @Test func foldersOfDefacedScansThatAreNamed() throws {
    try touch("scans/a.nii.gz", "scans/b.nii", "out/a_defaced.nii.gz", "out/a_defaced_mask.nii.gz")
    let cohort = try CohortFolder(
      folder.file("scans"), defaced: [("mine", folder.file("out"))])
    #expect(list(cohort) == ["a mine out/a_defaced.nii.gz", "b mine -"])
  }

  @Test func foldersWithoutScansAreRefused() throws {
    #expect(throws: EffaceError.self) { try CohortFolder(folder.file("nowhere")) }
    #expect(throws: EffaceError.self) { try CohortFolder(folder.url) }
    try touch("a.nii")
    let error = #expect(throws: EffaceError.self) { try CohortFolder(folder.url) }
    #expect(error?.description.contains("--defaced NAME=FOLDER") == true)
  }

  @Test func whoFailsAndWhyStaysInTheTable() throws {
    let image = PhantomTemplate.scan(spacing: Vector3(3, 3, 3))
    let scan = try AnalysedScan(
      image, name: "phantom.nii", modality: .t1, template: PhantomTemplate.template)
    let good = try DefacedScan(scan, method: Defacers.named("mask"), name: "phantom.nii").image
    for number in 1...4 {
      try image.write(to: folder.file("\(number)/combined_image\(number).nii.gz"))
    }
    try good.write(to: folder.file("1/combined_image1_fsl.nii.gz"))
    try image.write(to: folder.file("2/combined_image2_fsl.nii.gz"))
    try Data("rubbish".utf8).write(to: folder.file("3/combined_image3_fsl.nii.gz"))
    let check = CohortCheck(
      try CohortFolder(folder.url), modality: .t1, template: PhantomTemplate.template)
    #expect(check.rows.map(\.subject) == ["1", "2", "3", "4"])
    #expect(check.rows.map(\.reasons) == [[], ["notDefaced"], ["unreadable"], ["missing"]])
    // As many at once as one likes.
    for jobs in [2, 3, 9] {
      let told = Mutex([Int]())
      let again = CohortCheck(
        try CohortFolder(folder.url), modality: .t1, template: PhantomTemplate.template, jobs: jobs
      ) { done in told.withLock { $0.append(done) } }
      #expect(again.csv == check.csv)
      #expect(told.withLock { $0 } == [1, 2, 3, 4])
    }
    #expect(check.verdict == .fail)
    let total = try #require(check.totals["fsl"])
    #expect(total.subjects == 4 && total.passed == 1)
    #expect(total.reasons == ["notDefaced": 1, "unreadable": 1, "missing": 1])
    let table = try CSV.table(in: check.csv)
    #expect(table.rows.count == 4)
    #expect(table.rows[1][3] == "notDefaced" && table.rows[1][9] == "The face is still there.")
    #expect(Double(table.rows[0][4]) == check.rows[0].numbers?.residualFace)
  }
}
