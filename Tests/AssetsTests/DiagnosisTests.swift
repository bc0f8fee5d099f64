import Files
import Foundation
import TestSupport
import Testing

@testable import Assets

@Suite("Diagnosis")
struct DiagnosisTests {
  @Test("An empty store is not ready, and each lack has its command")
  func emptyStore() throws {
    let folder = try TemporaryFolder()
    let diagnosis = Diagnosis(of: AssetStore(root: folder.file("cache")))
    #expect(!diagnosis.ready)
    for finding in diagnosis.checks where finding.state != .ok {
      #expect(finding.remedy?.isEmpty == false, "\(finding.name)")
    }
    let model = try #require(diagnosis.checks.first { $0.name == "model dlib-resnet" })
    #expect(model.state == .missing && model.isEssential)
    #expect(model.remedy == "efface models install dlib-resnet")
    let extra = try #require(diagnosis.checks.first { $0.name == "model facenet512" })
    #expect(!extra.isEssential)
  }

  @Test("A program that is not there is optional")
  func programs() throws {
    let program = OptionalProgram(name: "no-such-program", package: "p", purpose: "nothing")
    let store = AssetStore(root: try TemporaryFolder().url, catalogue: AssetCatalogue([]))
    let finding = try #require(Diagnosis(of: store, programs: [program]).checks.last)
    #expect(finding.state == .missing && !finding.isEssential)
    #expect(finding.remedy == "sudo apt-get install --no-install-recommends p")
  }

  @Test("The reference BLAS and a threaded one are told from the right one")
  func blas() throws {
    let cases: [(library: String, state: Finding.State)] = [
      ("blas", .poor), ("openblas-pthread", .poor), ("openblas-serial", .ok),
    ]
    for (library, state) in cases {
      let machine = try machine(blas: library)
      #expect(machine.machine.blas().state == state, "\(library)")
    }
    let empty = try TemporaryFolder()
    #expect(Machine(environment: [:], root: empty.url).blas().state == .missing)
  }

  @Test("A processor without AVX2 is named")
  func processor() throws {
    let folder = try TemporaryFolder()
    let machine = Machine(environment: [:], root: folder.url)
    try AtomicFile.write(
      Data("flags\t\t: fpu sse4_2 avx2 bmi2 fma\n".utf8), to: folder.file("proc/cpuinfo"))
    #expect(machine.processor().state == .ok)
    try AtomicFile.write(
      Data("flags\t\t: fpu sse4_2 bmi2 fma\n".utf8), to: folder.file("proc/cpuinfo"))
    #expect(machine.processor().state == .missing)
    #expect(machine.processor().detail.contains("avx2"))
  }

  /// A root folder whose libblas.so.3 is a link as Debian's alternatives make it.
  private func machine(blas name: String) throws -> (machine: Machine, folder: TemporaryFolder) {
    let folder = try TemporaryFolder()
    let libraries = folder.file("usr/lib/x86_64-linux-gnu")
    let real = libraries.appendingPathComponent("\(name)/libblas.so.3")
    try AtomicFile.write(Data(), to: real)
    try FileManager.default.createSymbolicLink(
      at: libraries.appendingPathComponent("libblas.so.3"), withDestinationURL: real)
    return (Machine(environment: [:], root: folder.url), folder)
  }
}
