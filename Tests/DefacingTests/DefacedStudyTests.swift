import DICOM
import Defacing
import Files
import Foundation
import Geometry
import TestSupport
import Testing
import Volumes

/// Folders of DICOM files through the whole way: read, defaced, written back, read again.
@Suite struct DefacedStudyTests {
  private let parser = InProcessDICOMParser()

  private func plan(_ method: String = "mask") -> DefacedStudy.Plan {
    DefacedStudy.Plan(template: PhantomTemplate.template) { scan, name throws(EffaceError) in
      try DefacedScan(scan, method: Defacers.named(method), name: name)
    }
  }

  private func image(of folder: URL, series number: Int) throws -> NIfTIImage {
    let found = try DICOMFolder(folder, parser: parser).series
    let series = try #require(found.first { $0.seriesNumber == number })
    return try series.converted(by: parser).image
  }

  /// A CT, series 2.
  private func ct(_ folder: URL) throws {
    let ct = PhantomTemplate.scan(ct: true, spacing: Vector3(2.5, 2.5, 2.5)).volume()
    try DICOMSeriesWriter(subject: "phantom", seriesNumber: 2)
      .write(ct, modality: .ct, to: folder.appendingPathComponent("a"))
  }

  /// In the same frame of reference as the CT, a coarser MR and a PET of the same head.
  private func followers(_ folder: URL) throws {
    let mr = PhantomTemplate.scan(spacing: Vector3(3, 3, 4)).volume()
    try DICOMSeriesWriter(subject: "phantom", seriesNumber: 3, isThreeDimensional: false)
      .write(mr, modality: .t2, to: folder.appendingPathComponent("b"))
    let pet = PhantomTemplate.scan(spacing: Vector3(4, 4, 4)).volume()
    try DICOMSeriesWriter(subject: "phantom", seriesNumber: 4)
      .write(pet, modality: .pet, to: folder.appendingPathComponent("c"))
  }

  @Test("A CT and the MR and PET that share its frame come back defaced in their own objects")
  func wholeStudy() throws {
    let folder = try TemporaryFolder()
    let (input, output) = (folder.file("in"), folder.file("out"))
    try ct(input)
    try followers(input)
    try Data("notes".utf8).write(to: input.appendingPathComponent("notes.txt"))
    let study = try DefacedStudy(input, parser: parser, plan: plan())
    #expect(study.parts.map(\.series.modality) == ["CT", "MR", "PT"])
    #expect(study.parts.map(\.leader) == [nil, 2, 2])
    #expect(study.skipped.count == 1)
    for part in study.parts {
      #expect(part.defaced.verdict.verdict == .pass, "\(part.defaced.verdict)")
    }
    let written = try study.write(to: output, parser: parser)
    #expect(written.withheld.isEmpty)
    for part in study.parts {
      let before = try image(of: input, series: part.series.seriesNumber)
      let after = try image(of: output, series: part.series.seriesNumber)
      #expect(after.voxels == part.defaced.image.voxels)
      #expect(after.grid == before.grid)
      #expect(part.defaced.mask.count > 1000 && after.voxels != before.voxels)
      #expect(written.files[part.name]?.count == part.series.files.count)
    }
    try study.writeEvidence(beside: output, written: written, keepFailed: false)
    for name in ["out_mask.nii.gz", "out.json", "out_qc.png"] {
      #expect(FileManager.default.fileExists(atPath: folder.file(name).path))
    }
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
    #expect(!left.contains { $0.hasSuffix(".partial") })
  }

  @Test("A series that its verdict refuses is withheld, every file by name")
  func refusedSeries() throws {
    let folder = try TemporaryFolder()
    let input = folder.file("in")
    try ct(input)
    let nothing = DefacedStudy.Plan(template: PhantomTemplate.template) {
      scan, name throws(EffaceError) in
      try DefacedScan(scan, method: SameFaceDefacer(), name: name)
    }
    let study = try DefacedStudy(input, parser: parser, plan: nothing)
    let refused = study.parts.filter { $0.defaced.verdict.verdict == .fail }
    let written = try study.write(to: folder.file("out"), parser: parser)
    #expect(refused.contains { $0.series.seriesNumber == 2 })
    for part in refused {
      #expect(written.files[part.name] == nil)
      for file in part.series.files {
        #expect(written.withheld.contains { $0.path == file.path })
      }
    }
  }

  @Test("A series that is too small to vouch for is left out, and the rest goes on")
  func localizer() throws {
    let folder = try TemporaryFolder()
    let input = folder.file("in")
    try ct(input)
    let grid = HeadPhantom.grid(spacing: Vector3(3, 3, 80), bottom: -145)
    try DICOMSeriesWriter(subject: "phantom", seriesNumber: 1)
      .write(PhantomTemplate.scan(grid: grid).volume(), modality: .t1, to: input)
    let study = try DefacedStudy(input, parser: parser, plan: plan())
    #expect(study.parts.map(\.series.seriesNumber) == [2])
    #expect(study.skipped.contains { $0.reason.contains("fewer than 8 voxels") })
    let written = try study.write(to: folder.file("out"), parser: parser)
    #expect(written.files.count == 1)
  }
}
