public import Assets
public import DICOM
internal import Faces
internal import Files
public import Foundation
internal import Reports
internal import Statistics

/// A pipeline carried out in a run folder.
public struct Study: Sendable {
  private let file: PipelineFile
  private let folder: RunFolder
  private let store: AssetStore
  private let parser: any DICOMParser

  /// How a run ended.
  public struct Summary: Sendable, Encodable {
    /// The run folder.
    public let run: String
    /// The page.
    public let report: String
    /// Who took part.
    public let people: Int
    /// Units that were done now.
    public let done: Int
    /// Units that an earlier run had done.
    public let kept: Int
    /// Units that failed, as `<unit>: <reason>`.
    public let failed: [String]
    /// Units whose inputs were missing because of a failure.
    public let skipped: Int
    /// Whether the report was written, now or by an earlier run.
    public let isReported: Bool
  }

  /// Prepares the study of `file` in `root`; DICOM files are parsed by `parser`.
  public init(
    _ file: PipelineFile, root: URL, store: AssetStore = AssetStore(), parser: any DICOMParser
  ) {
    self.file = file
    self.folder = RunFolder(root)
    self.store = store
    self.parser = parser
  }

  /// Runs all stages; what an earlier run did is kept where nothing has changed.
  ///
  /// - Parameters:
  ///   - resume: Whether a run folder that is not empty may be gone on with.
  ///   - jobs: People worked on at once; decides time and memory, not results.
  ///   - limit: How many people take part, the first in natural order; nil for all.
  ///   - progress: Told how it gets on.
  /// - Returns: How many units were done, and which failed.
  /// - Throws: `EffaceError` where the study cannot begin or the run folder cannot be written;
  ///   failures of single units are in the summary and the report.
  public func run(
    resume: Bool, jobs: Int, first limit: Int? = nil, progress: (any StudyProgress)? = nil
  ) throws -> Summary {
    let everybody = try Participants(file: file, store: store).all()
    let people = Array(everybody.prefix(limit ?? everybody.count))
    let tools = try StudyTools(file.pipeline, store: store, parser: parser)
    let split = try file.pipeline.split.split(people.map(\.id))
    try guardFolder(resume: resume)
    try FileManager.default.createDirectory(
      at: folder.root, withIntermediateDirectories: true)
    return try RunLock.holding(folder.url(RunFolder.lock)) {
      removeTemporaries()
      let engine = WorkEngine(root: folder.root, jobs: jobs, progress: progress)
      try carryOut(people, of: everybody, tools, split, engine)
      return summary(engine, people.count)
    }
  }

  /// All stages: person by person, then arm by arm.
  private func carryOut(
    _ people: [Participant], of everybody: [Participant], _ tools: StudyTools, _ split: Split,
    _ engine: WorkEngine
  ) throws {
    let record = try writeRecord(people, of: everybody.count, tools, split)
    try engine.run(people.map { chain($0, tools) })
    let arms = ArmStages(people: people, tools: tools, folder: folder, split: split)
    try engine.run(
      tools.pictureArms.flatMap { arm in
        tools.detectors.map { WorkChain(arms.gather(arm, $0.name)) }
      })
    let models = zip(file.pipeline.embed.models, tools.embedders)
    try engine.run(
      tools.pictureArms.flatMap { arm in
        models.map { section, embedder in
          WorkChain(arms.embed(arm, embedder, detector: file.pipeline.detector(of: section)))
        }
      })
    let attacks = tools.probeArms.flatMap { arm in
      file.pipeline.attackers(of: arm).map { (arm, $0) }
    }
    try engine.run(
      attacks.filter { $0.1.metric != "fused" }.map { WorkChain(try arms.compare($0.0, $0.1)) })
    if let section = file.pipeline.attack {
      try engine.run(
        tools.probeArms.filter(section.reaches).map { WorkChain(arms.attack($0, section)) })
    }
    try engine.run(attacks.map { WorkChain(arms.evaluate($0.0, $0.1)) })
    if let records = file.pipeline.records {
      try engine.run([WorkChain(RecordsStage(records, file, everybody).unit)])
    }
    try engine.run([WorkChain(try ReportStage(folder, record, file.pipeline).unit)])
  }

  /// From the dataset to the faces of one person.
  private func chain(_ person: Participant, _ tools: StudyTools) -> WorkChain {
    let scans = ScanStages(person: person, tools: tools)
    let count =
      scans.units.count + DefaceStages.count(tools) + PictureStages.count(tools)
    return WorkChain(count: count) {
      ScanStages(person: person, tools: tools).units
        + DefaceStages(person: person, tools: tools).units
        + PictureStages(person: person, tools: tools).units
    }
  }

  private func guardFolder(resume: Bool) throws(EffaceError) {
    let present = (try? FileManager.default.contentsOfDirectory(atPath: folder.root.path)) ?? []
    guard !resume else { return }
    guard present.filter({ $0 != RunFolder.lock }).isEmpty else {
      throw EffaceError(
        .file,
        "The run folder \(folder.root.path) is not empty; give --resume to go on with it, or name "
          + "another folder.")
    }
  }

  /// What a killed process left under temporary names.
  private func removeTemporaries() {
    guard let paths = FileManager.default.enumerator(atPath: folder.root.path) else { return }
    let left = paths.compactMap { $0 as? String }.filter { path in
      let name = path.split(separator: "/").last ?? ""
      return name.hasPrefix(".")
    }
    for path in left { try? FileManager.default.removeItem(at: folder.url(path)) }
  }

  private func writeRecord(
    _ people: [Participant], of count: Int, _ tools: StudyTools, _ split: Split
  ) throws(EffaceError) -> RunRecord {
    let chosen = Set(split.training)
    let record = RunRecord(
      tool: "efface \(effaceVersion)", pipelineSHA256: Checksum.sha256(Data(file.text.utf8)),
      people: people.map { person in
        RunRecord.Entry(
          id: person.id, origin: person.origin, source: person.label, sessions: person.sessions,
          choosesThreshold: chosen.contains(person.id))
      }, peopleInDataset: count, arms: tools.probeArms)
    try AtomicFile.write(Data(file.text.utf8), to: folder.url(RunFolder.pipeline))
    try JSONFile.write(record, to: folder.url(RunFolder.record))
    return record
  }

  private func summary(_ engine: WorkEngine, _ people: Int) -> Summary {
    let outcomes = engine.report.sorted { $0.key.description < $1.key.description }
    return Summary(
      run: folder.root.path,
      report: folder.url("\(RunFolder.report)/\(ReportFiles.page)").path, people: people,
      done: outcomes.filter { $0.value == .done }.count,
      kept: outcomes.filter { $0.value == .kept }.count,
      failed: outcomes.compactMap { unit, outcome in
        guard case .failed(let reason) = outcome else { return nil }
        return "\(unit): \(reason)"
      },
      skipped: outcomes.filter {
        if case .skipped = $0.value { return true }
        return false
      }.count,
      isReported: outcomes.contains {
        $0.key.stage == "report" && ($0.value == .done || $0.value == .kept)
      })
  }
}

extension SplitSection {
  /// Whom the thresholds are chosen and tried on.
  ///
  /// - Throws: `EffaceError.argument` where a chosen id takes no part.
  func split(_ ids: [String]) throws(EffaceError) -> Split {
    guard let choose else { return Split.sequential(ids, fraction: fraction) }
    if let stranger = choose.first(where: { !ids.contains($0) }) {
      throw EffaceError(
        .argument,
        "The pipeline's split chooses '\(stranger)', who takes no part; "
          + NearestName.suggestion(for: stranger, in: ids))
    }
    return Split(
      training: ids.filter(choose.contains), testing: ids.filter { !choose.contains($0) })
  }
}
