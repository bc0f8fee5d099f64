import DICOM
import Foundation
import Geometry
import TestSupport
import Testing
import Volumes

/// `efface convert` with its real worker.
@Suite struct ConvertTests {
  private struct Outcome: Decodable {
    struct Output: Decodable {
      let file: String
      let modality: String
      let seriesNumber: Int
      let slices: Int
      let warnings: [String]
    }
    struct Skipped: Decodable {
      let path: String
      let reason: String
    }
    let outputs: [Output]
    let skipped: [Skipped]
  }

  private func efface(_ arguments: String...) throws -> (status: Int32, output: Data) {
    let outcome = try Efface.run(arguments)
    return (outcome.status, outcome.output)
  }

  private func series(_ folder: URL) throws -> Volume {
    let grid = Grid(
      size: SIMD3(6, 5, 4),
      affine: Affine(linear: Matrix3(diagonal: Vector3(-1, 1, 2)), translation: Vector3(1, 2, 3)))
    let volume = Volume(grid: grid, values: (0..<grid.count).map { Float($0) - 50 })
    try DICOMSeriesWriter(subject: "anna").write(volume, modality: .ct, to: folder)
    return volume
  }

  @Test func filesThatKillTheParserAreNamed() throws {
    let folder = try TemporaryFolder()
    let volume = try series(folder.file("in"))
    // GDCM of Debian aborts on a file that ends after its mark, and on one cut in its header.
    let whole = try Data(contentsOf: folder.file("in/IM0001.dcm"))
    try whole.prefix(132).write(to: folder.file("in/IM0000.dcm"))
    try whole.prefix(140).write(to: folder.file("in/IM0002b.dcm"))
    let result = try efface(
      "convert", folder.file("in").path, "-o", folder.file("out").path, "--json")
    #expect(result.status == 0)
    let outcome = try JSONDecoder().decode(Outcome.self, from: result.output)
    #expect(outcome.skipped.count == 2)
    #expect(outcome.skipped.allSatisfy { $0.reason.contains("crashed on IM000") })
    let output = try #require(outcome.outputs.first)
    #expect(output.modality == "CT" && output.slices == 4 && output.seriesNumber == 1)
    let image = try NIfTIImage(contentsOf: URL(fileURLWithPath: output.file))
    #expect(image.grid == volume.grid)
    #expect(image.volume().values == volume.values)
  }

  @Test("A sidecar names nobody, unless identifiers are to be kept")
  func sidecars() throws {
    let folder = try TemporaryFolder()
    _ = try series(folder.file("in"))
    func sidecar(_ name: String, _ more: String...) throws -> [String: Any] {
      let arguments = ["convert", folder.file("in").path, "-o", folder.file(name).path] + more
      #expect(try Efface.run(arguments + ["--name", "%n"]).status == 0)
      let data = try Data(contentsOf: folder.file("\(name)/001.json"))
      return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }
    let plain = try sidecar("plain")
    let kept = try sidecar("kept", "--keep-identifiers")
    #expect(!"\(plain)".contains("anna") && plain["PatientPosition"] as? String == "HFS")
    let identifying = Set(kept.keys).subtracting(plain.keys)
    let expected: Set = ["PatientName", "PatientID", "StudyInstanceUID", "SeriesDescription"]
    #expect(expected.isSubset(of: identifying))
    #expect(kept["PatientName"] as? String == "anna")
  }

  @Test func emptyFolderLeavesNothing() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      at: folder.file("in"), withIntermediateDirectories: true)
    let output = folder.file("out").path
    let result = try efface("convert", folder.file("in").path, "-o", output, "--json")
    #expect(result.status == 1)
    #expect(String(decoding: result.output, as: UTF8.self).contains("\"error\""))
    #expect(!FileManager.default.fileExists(atPath: output))
  }

  @Test func workerIsHiddenAndUnknownCodesAreRefused() throws {
    let help = String(decoding: try efface("--help").output, as: UTF8.self)
    #expect(help.contains("convert") && !help.contains("dicom-worker"))
    let folder = try TemporaryFolder()
    _ = try series(folder.file("in"))
    let result = try efface(
      "convert", folder.file("in").path, "-o", folder.file("out").path, "--name", "%p")
    #expect(result.status == 1)
  }
}
