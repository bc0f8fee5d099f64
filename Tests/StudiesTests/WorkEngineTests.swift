import Files
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Studies

/// Fake work: `copy` doubles the number in a file, `sum` adds them all up.
struct WorkEngineTests {
  private func withTemporaryFolder(_ body: (URL) throws -> Void) throws {
    let folder = try TemporaryFolder()
    try body(folder.url)
  }

  private final class Log: Sendable {
    let names = Mutex<[String]>([])
    func add(_ name: UnitName) { names.withLock { $0.append(name.description) } }
    var count: Int { names.withLock { $0.count } }
  }

  /// Chains for `people`: make -> double, whose factor is a parameter; the last one sums up.
  private func chains(
    _ people: Int, factor: Int = 2, log: Log, stopAfter limit: Int = .max,
    failing: Int? = nil
  ) -> [[[WorkUnit]]] {
    let subjects = (0..<people).map { index -> [WorkUnit] in
      let make = WorkUnit(
        UnitName(stage: "make", subject: "\(index)"), sidecar: "made/\(index).json", inputs: []
      ) { root in
        log.add(UnitName(stage: "make", subject: "\(index)"))
        if index == failing { throw EffaceError(.unsuitable, "Person \(index) has no head.") }
        try AtomicFile.write(
          Data("\(index)".utf8), to: root.appendingPathComponent("made/\(index)"))
        return WorkUnit.Product(outputs: ["made/\(index)"], result: .whole(index))
      }
      let double = WorkUnit(
        UnitName(stage: "double", subject: "\(index)"), sidecar: "doubled/\(index).json",
        parameters: .object(["factor": .whole(factor), "scale": .number(2)]),
        inputs: [.inside("made/\(index)")]
      ) { root in
        log.add(UnitName(stage: "double", subject: "\(index)"))
        let text = try String(
          contentsOf: root.appendingPathComponent("made/\(index)"), encoding: .utf8)
        let value = (Int(text) ?? 0) * factor
        try AtomicFile.write(
          Data("\(value)".utf8), to: root.appendingPathComponent("doubled/\(index)"))
        return WorkUnit.Product(outputs: ["doubled/\(index)"], result: .whole(value))
      }
      return [make, double]
    }
    let sum = WorkUnit(
      UnitName(stage: "sum"), sidecar: "sum.json",
      inputs: (0..<people).filter { $0 != failing }.map { .sidecar("doubled/\($0).json") }
    ) { root in
      log.add(UnitName(stage: "sum"))
      let total = (0..<people).reduce(0) { total, index in
        guard
          case .whole(let value) = Sidecar.read(
            root.appendingPathComponent("doubled/\(index).json"))?.result
        else { return total }
        return total + value
      }
      try AtomicFile.write(Data("\(total)".utf8), to: root.appendingPathComponent("sum"))
      return WorkUnit.Product(outputs: ["sum"])
    }
    var left = limit
    let kept = subjects.map { chain -> [WorkUnit] in
      defer { left = max(0, left - chain.count) }
      return Array(chain.prefix(left))
    }
    return left > 0 ? [kept, [[sum]]] : [kept]
  }

  private func run(_ phases: [[[WorkUnit]]], in root: URL, jobs: Int = 1) throws -> WorkEngine {
    let engine = WorkEngine(root: root, jobs: jobs)
    for phase in phases {
      try engine.run(phase.map { units in WorkChain(count: units.count) { units } })
    }
    return engine
  }

  /// All files of a run with what is reproducible in them.
  private func state(_ root: URL) throws -> [String: String] {
    var state: [String: String] = [:]
    for path in ContentHash.files(below: root) {
      let url = root.appendingPathComponent(path)
      state[path] = try Sidecar.read(url)?.fingerprint ?? Checksum.sha256(contentsOf: url)
    }
    return state
  }

  @Test func theSecondRunDoesNothing() throws {
    try withTemporaryFolder { root in
      let log = Log()
      _ = try run(chains(4, log: log), in: root)
      #expect(log.count == 9)
      let again = try run(chains(4, log: log), in: root)
      #expect(log.count == 9)
      #expect(again.report.values.allSatisfy { $0 == .kept })
      #expect(try String(contentsOf: root.appendingPathComponent("sum"), encoding: .utf8) == "12")
    }
  }

  @Test(arguments: 0...9)
  func aRunStoppedAnywhereEndsInTheSameBytes(stop: Int) throws {
    try withTemporaryFolder { folder in
      let whole = folder.appendingPathComponent("whole")
      let broken = folder.appendingPathComponent("broken")
      _ = try run(chains(4, log: Log()), in: whole)
      let log = Log()
      _ = try run(chains(4, log: log, stopAfter: stop), in: broken)
      // What a kill leaves of a unit: its output without a sidecar, and a temporary file.
      try? FileManager.default.removeItem(at: broken.appendingPathComponent("made/1.json"))
      _ = try run(chains(4, log: log), in: broken, jobs: 3)
      #expect(try state(whole) == state(broken))
    }
  }

  @Test func damagedOutputsAreDoneAgain() throws {
    try withTemporaryFolder { root in
      let log = Log()
      _ = try run(chains(3, log: log), in: root)
      let before = try state(root)
      try Data("999".utf8).write(to: root.appendingPathComponent("doubled/1"))
      try FileManager.default.removeItem(at: root.appendingPathComponent("made/2"))
      let again = try run(chains(3, log: log), in: root)
      let redone = again.report.filter { $0.value == .done }.keys.map(\.description).sorted()
      #expect(redone == ["double, person 1", "make, person 2"])
      #expect(try state(root) == before)
    }
  }

  @Test func aChangedParameterIsDoneAgainWithAllThatFollows() throws {
    try withTemporaryFolder { root in
      _ = try run(chains(3, log: Log()), in: root)
      let again = try run(chains(3, factor: 5, log: Log()), in: root)
      let redone = again.report.filter { $0.value == .done }.keys.map(\.stage).sorted()
      #expect(redone == ["double", "double", "double", "sum"])
      #expect(try String(contentsOf: root.appendingPathComponent("sum"), encoding: .utf8) == "15")
    }
  }

  @Test func aFailureIsRecordedAndDoesNotStopTheOthers() throws {
    try withTemporaryFolder { root in
      let engine = try run(chains(3, log: Log(), failing: 1), in: root, jobs: 2)
      let make = UnitName(stage: "make", subject: "1")
      let double = UnitName(stage: "double", subject: "1")
      #expect(engine.report[make] == .failed("Person 1 has no head."))
      #expect(engine.report[double] == .skipped(missing: "made/1"))
      #expect(engine.report[UnitName(stage: "sum")] == .done)
      let sidecar = try #require(Sidecar.read(root.appendingPathComponent("made/1.json")))
      #expect(sidecar.failure == "Person 1 has no head.")
      #expect(try String(contentsOf: root.appendingPathComponent("sum"), encoding: .utf8) == "4")
      // Mended, it is done, and what was skipped follows.
      let mended = try run(chains(3, log: Log()), in: root)
      #expect(mended.report[make] == .done)
      #expect(mended.report[double] == .done)
      #expect(mended.report[UnitName(stage: "make", subject: "0")] == .kept)
    }
  }

  @Test func aFolderIsHashedWithItsNames() throws {
    try withTemporaryFolder { root in
      try AtomicFile.write(Data("1".utf8), to: root.appendingPathComponent("a/x"))
      try AtomicFile.write(Data("1".utf8), to: root.appendingPathComponent("b/y"))
      let a = try ContentHash.of(root.appendingPathComponent("a"))
      #expect(a != nil)
      #expect(a != (try ContentHash.of(root.appendingPathComponent("b"))))
      #expect(try ContentHash.of(root.appendingPathComponent("c")) == nil)
    }
  }

  @Test func jsonValuesKeepTheirKinds() throws {
    let value = JSONValue.object([
      "a": .whole(3), "b": .number(0.5), "c": .flag(true), "d": .list([.null, .text("x")]),
    ])
    #expect(try JSONValue(value) == value)
    #expect(try JSONValue(["x": 1.25]).decoded(as: [String: Double].self) == ["x": 1.25])
  }

  @Test func aSecondProcessIsKeptOut() throws {
    try withTemporaryFolder { root in
      let url = root.appendingPathComponent("run.lock")
      let first = try RunLock(url)
      #expect(throws: EffaceError.self) { _ = try RunLock(url) }
      _ = consume first
      _ = try RunLock(url)
    }
  }
}
