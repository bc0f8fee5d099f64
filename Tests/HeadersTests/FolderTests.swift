import DICOM
import Files
import Foundation
import Geometry
import TestSupport
import Testing
import Volumes

@testable import Headers

@Suite struct HeaderFolderTests {
  @Test func aFolderIsWrittenUnderNamesThatSayNothing() throws {
    let folder = try TemporaryFolder()
    for (number, uid) in HeaderSample.syntaxes.enumerated() {
      try AtomicFile.write(
        Data(HeaderSample.bytes(uid, instance: number)),
        to: folder.file("in/Zebedee/\(number).dcm"))
    }
    try AtomicFile.write(Data("hello".utf8), to: folder.file("in/notes.txt"))
    let deidentifier = HeaderDeidentifier(options: .init(), key: DeidentificationKey())
    let report = try deidentifier.deidentify(folder.file("in"), to: folder.file("out"))
    #expect(report.outputs.count == 5 && report.skipped.count == 1)
    #expect(report.warnings.contains { $0.sentence.contains("burned-in") && $0.files == 5 })
    #expect(report.warnings.contains { $0.sentence.contains("face") })
    let text = String(decoding: try JSONFile.data(report), as: UTF8.self)
    for secret in HeaderSample.secrets {
      #expect(!report.outputs.contains { $0.contains(secret) })
      #expect(!text.replacing("/in/Zebedee/", with: "").contains(secret))
    }
    #expect(throws: EffaceError.self) {
      try deidentifier.deidentify(folder.file("in"), to: folder.file("out"))
    }
    let audit = try deidentifier.audit(folder.file("in"))
    #expect(audit.findings == report.findings && audit.outputs.isEmpty)
    #expect(audit.findings.contains { $0.tag == "(0010,0010)" && $0.files == 5 })
  }

  @Test func keysAreMadeForTheOwnerOnlyAndReadAgain() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("study.key")
    let made = try DeidentificationKey(file: file)
    let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions]
    #expect(mode as? Int == 0o600)
    #expect(try DeidentificationKey(file: file).bytes == made.bytes && made.bytes.count == 32)
    try Data("short".utf8).write(to: file)
    #expect(throws: EffaceError.self) { try DeidentificationKey(file: file) }
  }

  @Test func aSeriesConvertsToTheSameVolumeAsBefore() throws {
    let folder = try TemporaryFolder()
    let grid = Grid(
      size: SIMD3(6, 5, 4),
      affine: Affine(linear: Matrix3(diagonal: Vector3(-1, 1, 2)), translation: Vector3(1, 2, 3)))
    let volume = Volume(grid: grid, values: (0..<grid.count).map { Float($0) - 50 })
    try DICOMSeriesWriter(subject: "Quillfeather").write(
      volume, modality: .ct, to: folder.file("in"))
    _ = try HeaderDeidentifier(options: .init(), key: DeidentificationKey())
      .deidentify(folder.file("in"), to: folder.file("out"))
    let parser = InProcessDICOMParser()
    let series = try DICOMFolder(folder.file("out"), parser: parser).series
    #expect(series.count == 1)
    let image = try #require(try series.first?.converted(by: parser)).image
    #expect(image.grid == grid && image.volume().values == volume.values)
  }
}
