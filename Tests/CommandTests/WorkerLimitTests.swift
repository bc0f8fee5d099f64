import DICOM
import Files
import Foundation
import Geometry
import TestSupport
import Testing
import Volumes

/// The limits of the child process that parses DICOM files.
@Suite struct WorkerLimitTests {
  /// The executable beside the test bundle, as the worker that the command starts.
  private static let worker = URL(fileURLWithPath: CommandLine.arguments[0])
    .deletingLastPathComponent().appendingPathComponent("efface").path

  private func series(_ folder: URL, _ size: SIMD3<Int>) throws -> [URL] {
    let grid = Grid(
      size: size,
      affine: Affine(linear: Matrix3(diagonal: Vector3(-1, 1, 2)), translation: Vector3()))
    return try DICOMSeriesWriter(subject: "anna").write(
      Volume(grid: grid, filledWith: 7), modality: .ct, to: folder)
  }

  @Test("A file that needs more memory than the limit fails by name, and the others go on")
  func memory() throws {
    let folder = try TemporaryFolder()
    let large = try series(folder.file("large"), SIMD3(6000, 6000, 1))
    let small = try series(folder.file("small"), SIMD3(8, 8, 2))
    let pool = DICOMWorkerPool(
      command: [Self.worker, "dicom-worker", "--memory", "60000000"], workers: 1)
    let outcomes = Outcomes()
    pool.pixels(of: [small[0], large[0], small[1]], overlay: nil) { index, result in
      switch result {
      case .success(let pixels): outcomes.add(index, "\(pixels.bytes.count)")
      case .failure(let error): outcomes.add(index, error.description)
      }
    }
    #expect(outcomes[0] == "128" && outcomes[2] == "128")
    #expect(outcomes[1]?.contains("IM0001.dcm") ?? false, "\(outcomes[1] ?? "none")")
    // Without the limit the same file is read.
    let free = DICOMWorkerPool(command: [Self.worker, "dicom-worker"], workers: 1)
    free.pixels(of: [large[0]], overlay: nil) { _, result in
      if case .success(let pixels) = result { outcomes.add(3, "\(pixels.bytes.count)") }
    }
    #expect(outcomes[3] == "72000000")
  }

  @Test("A worker that hangs on one file costs its time limit, and the others go on")
  func time() throws {
    let folder = try TemporaryFolder()
    let files = try series(folder.file("in"), SIMD3(8, 8, 3))
    let mark = folder.file("hung").path
    // The first worker hangs, the next one works.
    let script =
      "if [ -e '\(mark)' ]; then exec '\(Self.worker)' dicom-worker; fi; "
      + "touch '\(mark)'; sleep 100"
    let pool = DICOMWorkerPool(command: ["/bin/sh", "-c", script], workers: 1, seconds: 5)
    let results = pool.headers(of: files)
    let failures = results.compactMap { result -> String? in
      if case .failure(let error) = result { error.description } else { nil }
    }
    #expect(failures.count == 1)
    #expect(failures.first?.contains("took longer than 5 seconds for IM0001.dcm") ?? false)
  }

  @Test("A NIfTI file is converted to another format, turned, and never overwritten unasked")
  func volumes() throws {
    let folder = try TemporaryFolder()
    let grid = Grid(
      size: SIMD3(6, 5, 4),
      affine: Affine(linear: Matrix3(diagonal: Vector3(-1, 1, 2)), translation: Vector3(1, 2, 3)))
    let volume = Volume(grid: grid, values: (0..<120).map { Float($0) - 60 })
    try NIfTIImage(volume, type: .int16).write(to: folder.file("a.nii"))
    let arguments = ["convert", folder.file("a.nii").path, "-o", folder.file("b.nii.gz").path]
    #expect(try Efface.run(arguments).status == 0)
    let same = try NIfTIImage(contentsOf: folder.file("b.nii.gz"))
    #expect(same.header.bytes + same.voxels == [UInt8](try Data(contentsOf: folder.file("a.nii"))))
    #expect(try Efface.run(arguments).status == 1)
    let turned = try Efface.run(arguments + ["--orient", "RAS", "--zero-negatives", "--force"])
    #expect(turned.status == 0)
    let image = try NIfTIImage(contentsOf: folder.file("b.nii.gz"))
    #expect(Orientation(image.grid.affine).description == "RAS")
    #expect(image.stored(at: 0) == 0 && image.stored(at: 119) == 54)
    #expect(try Efface.run(arguments + ["--orient", "RAX", "--force"]).status == 64)
  }
}

/// What several threads report.
private final class Outcomes: @unchecked Sendable {
  private let lock = NSLock()
  private var texts: [Int: String] = [:]

  func add(_ index: Int, _ text: String) { lock.withLock { texts[index] = text } }

  subscript(index: Int) -> String? { lock.withLock { texts[index] } }
}
