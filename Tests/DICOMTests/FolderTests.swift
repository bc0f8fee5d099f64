import Files
import Foundation
import Geometry
import TestSupport
import Testing
import Volumes

@testable import DICOM

@Suite struct FolderTests {
  /// A CT of ten slices, its files shuffled into folders of their own.
  private func shuffled(_ folder: TemporaryFolder, _ volume: Volume) throws -> [URL] {
    let plain = folder.file("plain")
    let files = try DICOMSeriesWriter(subject: "anna").write(volume, modality: .ct, to: plain)
    return try files.enumerated().map { index, file in
      let place = folder.file("in/\(index % 3)/deep")
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      let target = place.appendingPathComponent("\((index * 7 + 3) % 10)")
      try FileManager.default.moveItem(at: file, to: target)
      return target
    }
  }

  @Test func shuffledFilesAndJunk() throws {
    let folder = try TemporaryFolder()
    let volume = Phantom.volume(SIMD3(5, 4, 10))
    let files = try shuffled(folder, volume)
    let input = folder.file("in")
    try Data("hello".utf8).write(to: input.appendingPathComponent("notes.txt"))
    try Data().write(to: input.appendingPathComponent("empty"))
    try FileManager.default.copyItem(at: files[4], to: input.appendingPathComponent("zcopy"))
    let parser = InProcessDICOMParser()
    let found = try DICOMFolder(input, parser: parser)
    #expect(found.series.count == 1)
    #expect(found.skipped.count == 3)
    #expect(found.skipped.contains { $0.path.hasSuffix("zcopy") && $0.reason.contains("repeats") })
    let result = try #require(found.series.first).converted(by: parser)
    #expect(result.image.grid == volume.grid)
    #expect(result.image.volume().values == volume.values)
    #expect(result.warnings.isEmpty)
  }

  @Test func missingSliceIsNamed() throws {
    let folder = try TemporaryFolder()
    let files = try shuffled(folder, Phantom.volume(SIMD3(5, 4, 10)))
    try FileManager.default.removeItem(at: files[6])
    let result = try #require(try convert(folder.file("in")).first)
    #expect(result.sliceCount == 9)
    #expect(
      result.warnings.contains {
        $0.contains("One slice is missing between instance 6 at 40 mm and instance 8 at 44 mm")
      }, "\(result.warnings)")
  }

  @Test func seriesAreToldApart() throws {
    let folder = try TemporaryFolder()
    let ct = Phantom.volume()
    let mr = Phantom.volume(linear: Matrix3(diagonal: Vector3(1, 1, 1)), low: 0)
    try DICOMSeriesWriter(subject: "anna", seriesNumber: 3)
      .write(ct, modality: .ct, to: folder.file("in/a"))
    try DICOMSeriesWriter(subject: "anna", seriesNumber: 2)
      .write(mr, modality: .t1, to: folder.file("in/b"))
    let output = folder.file("out")
    let converter = DICOMConverter(parser: InProcessDICOMParser(), names: try NamePattern("%n-%m"))
    let result = try converter.convert(folder.file("in"), to: output)
    #expect(result.outputs.map(\.seriesNumber) == [2, 3])
    #expect(result.outputs.map(\.modality) == ["MR", "CT"])
    let image = try NIfTIImage(contentsOf: output.appendingPathComponent("003-CT.nii.gz"))
    #expect(image.volume().values == ct.values)
    let sidecar = try String(
      contentsOf: output.appendingPathComponent("002-MR.json"), encoding: .utf8)
    #expect(sidecar.contains("\"MRAcquisitionType\" : \"3D\""))
    for word in ["anna", "UID", "2.25", "Institution", "Serial", "Date", "Patient"] {
      #expect(
        !sidecar.replacingOccurrences(of: "PatientPosition", with: "")
          .replacingOccurrences(of: "ImageOrientationPatientDICOM", with: "").contains(word))
    }
    #expect(throws: EffaceError.self) { try converter.convert(folder.file("in"), to: output) }
  }

  @Test func emptyFolderAndFolderWithoutDICOM() throws {
    let folder = try TemporaryFolder()
    let converter = DICOMConverter(parser: InProcessDICOMParser(), names: try NamePattern())
    let output = folder.file("out")
    try FileManager.default.createDirectory(
      at: folder.file("in"), withIntermediateDirectories: true)
    #expect(throws: EffaceError.self) { try converter.convert(folder.file("in"), to: output) }
    try Data("text".utf8).write(to: folder.file("in/readme"))
    #expect(throws: EffaceError.self) { try converter.convert(folder.file("in"), to: output) }
    #expect(throws: EffaceError.self) { try converter.convert(folder.file("none"), to: output) }
    #expect(!FileManager.default.fileExists(atPath: output.path))
  }

  @Test func namePatterns() {
    #expect(throws: EffaceError.self) { try NamePattern("%p") }
    #expect(throws: EffaceError.self) { try NamePattern("a/b") }
    #expect(throws: EffaceError.self) { try NamePattern("x%") }
    #expect(throws: Never.self) { try NamePattern("%n%m%h%e%c%a%%") }
  }
}
