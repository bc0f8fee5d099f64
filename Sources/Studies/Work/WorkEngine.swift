internal import Files
public import Foundation
internal import Geometry
internal import Synchronization

/// Told how a study gets on; called from several threads.
public protocol StudyProgress: Sendable {
  /// `count` more units are ahead.
  func expect(_ count: Int)
  /// `unit` has ended.
  func ended(_ unit: UnitName, _ outcome: UnitOutcome)
}

/// Does units of work, skips those that are done, and records those that fail.
///
/// A unit is done when its sidecar names this version of the tool, the same parameters, inputs with
/// the same digests, and outputs that are still there with the digests written down. Everything else
/// is done again. Since outputs and sidecars are renamed into place when they are whole, and the
/// sidecar comes last, a run that is killed at any moment goes on to the same bytes.
public final class WorkEngine: Sendable {
  /// The run folder.
  public let root: URL
  /// How many chains are worked on at once, at least 1; has no influence on the results.
  public let jobs: Int

  private let progress: (any StudyProgress)?
  private let outcomes = Mutex<[UnitName: UnitOutcome]>([:])
  private let digests = Mutex<[String: String]>([:])

  /// An engine for the run folder `root`.
  public init(root: URL, jobs: Int = 1, progress: (any StudyProgress)? = nil) {
    self.root = root
    self.jobs = max(1, jobs)
    self.progress = progress
  }

  /// How every unit so far has ended.
  public var report: [UnitName: UnitOutcome] { outcomes.withLock { $0 } }

  /// Does each chain's units one after another, and `jobs` chains at once.
  ///
  /// A chain is built when its turn comes and let go when it ends, so what its units share costs
  /// memory for `jobs` chains only.
  ///
  /// - Throws: `EffaceError` only where the run folder itself cannot be written; failures of units
  ///   are recorded in their sidecars.
  public func run(_ chains: [WorkChain]) throws {
    progress?.expect(chains.reduce(0) { $0 + $1.count })
    let fatal = Mutex<EffaceError?>(nil)
    Workers.run(chains.count, jobs: jobs) { index in
      for unit in chains[index].build() {
        if fatal.withLock({ $0 != nil }) { return }
        do {
          let outcome = try self.carryOut(unit)
          self.outcomes.withLock { $0[unit.name] = outcome }
          self.progress?.ended(unit.name, outcome)
        } catch {
          fatal.withLock { $0 = $0 ?? (error as? EffaceError) ?? EffaceError(.file, "\(error)") }
        }
      }
    }
    if let error = fatal.withLock({ $0 }) { throw error }
  }

  /// Does one unit, or finds that it is done.
  private func carryOut(_ unit: WorkUnit) throws -> UnitOutcome {
    let sidecarFile = root.appendingPathComponent(unit.sidecar)
    let old = Sidecar.read(sidecarFile)
    var inputs: [String: String] = [:]
    for input in unit.inputs {
      guard let digest = try digest(of: input) else {
        try removeRemains(of: old, sidecarFile)
        return .skipped(missing: input.label)
      }
      inputs[input.label] = digest
    }
    // As it will be read again: a whole number stays no other number.
    let parameters = try JSONValue(unit.parameters)
    if let old, old.parameters == parameters, try isDone(old, unit, inputs) { return .kept }
    try removeRemains(of: old, sidecarFile)

    let start = Date()
    var sidecar = Sidecar(
      tool: "efface \(effaceVersion)", unit: unit.name, parameters: parameters,
      inputs: inputs, outputs: [:], result: .null, failure: nil,
      timing: Sidecar.Timing(seconds: 0, started: start.formatted(.iso8601)))
    do {
      let product = try unit.work(root)
      sidecar.result = product.result
      for path in product.outputs { sidecar.outputs[path] = try freshDigest(path) }
    } catch {
      sidecar.failure = (error as? EffaceError)?.description ?? "\(error)"
    }
    sidecar.timing.seconds = Date().timeIntervalSince(start)
    try JSONFile.write(sidecar, to: sidecarFile)
    return sidecar.failure.map { .failed($0) } ?? .done
  }

  /// Whether `old` describes this unit and its outputs are as it says. A failed unit is never done:
  /// what stopped it may have been mended.
  private func isDone(
    _ old: Sidecar, _ unit: WorkUnit, _ inputs: [String: String]
  ) throws -> Bool {
    guard old.failure == nil, old.tool == "efface \(effaceVersion)", old.unit == unit.name,
      old.inputs == inputs
    else { return false }
    for (path, digest) in old.outputs {
      guard try ContentHash.of(root.appendingPathComponent(path)) == digest else { return false }
    }
    digests.withLock { known in known.merge(old.outputs) { _, new in new } }
    return true
  }

  /// The digest of an input, or nil where it is missing.
  private func digest(of input: WorkUnit.Input) throws -> String? {
    switch input {
    case .outside(let url, _):
      return try ContentHash.of(url)
    case .sidecar(let path):
      guard let sidecar = Sidecar.read(root.appendingPathComponent(path)), sidecar.failure == nil
      else { return nil }
      return try sidecar.fingerprint
    case .inside(let path):
      if let known = digests.withLock({ $0[path] }) { return known }
      return try ContentHash.of(root.appendingPathComponent(path))
    }
  }

  /// The digest of an output that was just written.
  private func freshDigest(_ path: String) throws(EffaceError) -> String {
    guard let digest = try ContentHash.of(root.appendingPathComponent(path)) else {
      throw EffaceError(.file, "The output \(path) was not written.")
    }
    digests.withLock { $0[path] = digest }
    return digest
  }

  /// Removes what an earlier attempt left, so that nobody takes it for the result of this one.
  private func removeRemains(of old: Sidecar?, _ sidecarFile: URL) throws {
    for path in old.map({ Array($0.outputs.keys) }) ?? [] {
      _ = digests.withLock { $0.removeValue(forKey: path) }
      try? FileManager.default.removeItem(at: root.appendingPathComponent(path))
    }
    try? FileManager.default.removeItem(at: sidecarFile)
  }
}

extension WorkUnit.Input {
  /// What sidecars call it.
  var label: String {
    switch self {
    case .inside(let path), .sidecar(let path): path
    case .outside(_, let name): name
    }
  }
}
