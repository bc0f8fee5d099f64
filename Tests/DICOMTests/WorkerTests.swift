import DICOM
import Files
import Foundation
import TestSupport
import Testing

@Suite struct WorkerTests {
  private let files = (0..<3).map { URL(fileURLWithPath: "/nowhere/file\($0).dcm") }

  private func reasons(_ pool: DICOMWorkerPool) -> [String] {
    pool.headers(of: files).map { result in
      switch result {
      case .success: "success"
      case .failure(let error): error.description
      }
    }
  }

  @Test func crashesAreOneSentenceEach() {
    let pool = DICOMWorkerPool(command: ["/bin/sh", "-c", "kill -SEGV $$"], workers: 2)
    for (file, reason) in zip(files, reasons(pool)) {
      #expect(reason.contains("crashed on \(file.lastPathComponent)"))
    }
  }

  @Test func hangsEnd() {
    let pool = DICOMWorkerPool(command: ["/bin/sleep", "100"], workers: 2, seconds: 0.2)
    #expect(reasons(pool).allSatisfy { $0.contains("took longer than") })
  }

  @Test func nonsenseIsNotBelieved() {
    let shout = "while :; do echo nonsense nonsense; done >&0"
    let pool = DICOMWorkerPool(command: ["/bin/sh", "-c", shout], workers: 1, seconds: 5)
    #expect(reasons(pool).allSatisfy { $0.contains("crashed on") })
  }

  @Test func missingProgram() {
    let pool = DICOMWorkerPool(command: ["/nowhere/program"], workers: 1)
    #expect(reasons(pool).allSatisfy { $0.contains("cannot be started") })
  }
}
