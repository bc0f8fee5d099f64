internal import Defacing
internal import Faces
public import Files
public import Foundation
public import Reports
internal import Statistics
internal import Tables

/// Builds the report of a run from its folder alone.
public struct StudyReportBuilder: Sendable {
  let folder: RunFolder
  let record: RunRecord
  let pipeline: Pipeline

  init(folder: RunFolder, record: RunRecord, pipeline: Pipeline) {
    self.folder = folder
    self.record = record
    self.pipeline = pipeline
  }

  /// Opens the run in `root`.
  ///
  /// - Throws: `EffaceError` where there is no run.
  public init(root: URL) throws(EffaceError) {
    folder = RunFolder(root)
    guard FileManager.default.fileExists(atPath: folder.url(RunFolder.record).path) else {
      throw EffaceError(
        .file, "The folder \(root.path) holds no run; make one with 'efface run'.")
    }
    record = try JSONFile.read(RunRecord.self, from: folder.url(RunFolder.record))
    pipeline = try PipelineFile(contentsOf: folder.url(RunFolder.pipeline)).pipeline
  }

  /// Where the report's pictures are.
  public var pictures: PictureSource { PictureSource(folder: folder.root) }

  /// Writes what makes `folder`, with a report's matrices in it, a run that this type opens again:
  /// the pipeline and who took part.
  ///
  /// - Returns: The files written, relative to `folder`.
  /// - Throws: `EffaceError.file`.
  public func archive(to folder: URL) throws(EffaceError) -> [String] {
    guard let text = try? Data(contentsOf: self.folder.url(RunFolder.pipeline)) else {
      throw EffaceError(.file, "The pipeline of the run cannot be read.")
    }
    try AtomicFile.write(text, to: folder.appendingPathComponent(RunFolder.pipeline))
    try JSONFile.write(record, to: folder.appendingPathComponent(RunFolder.record))
    return [RunFolder.pipeline, RunFolder.record]
  }

  /// The report.
  ///
  /// - Throws: `EffaceError` where the run is not finished or a file of it is damaged.
  public func report() throws(EffaceError) -> StudyReport {
    var attacks: [Attack] = []
    let numbers = StudyAttacks(pipeline: pipeline, split: split)
    for arm in record.arms {
      for attacker in pipeline.attackers(of: arm) {
        guard folder.matrixFile(arm, attacker) != nil else { continue }
        attacks.append(try numbers.attack(arm, attacker, in: folder))
      }
    }
    var people: [StudyReport.Person] = []
    for entry in record.people { people.append(try person(entry)) }
    return StudyReport(
      title: pipeline.title, about: pipeline.about, people: people, arms: arms, attacks: attacks,
      failures: failures, methods: StudyWords(pipeline, record).methods,
      caveats: StudyWords(pipeline, record).caveats, guarantee: try guarantee(),
      provenance: try provenance())
  }

  private func guarantee() throws(EffaceError) -> [String] {
    guard let records = pipeline.records, let sidecar = sidecar(RunFolder.records) else {
      return []
    }
    var outcome = try? sidecar.result.decoded(as: RecordsStage.Outcome.self)
    if outcome == nil {
      // Runs of earlier versions kept the result alone.
      outcome = RecordsStage.Outcome(
        result: try sidecar.result.decoded(as: TableAnonymizer.Result.self))
    }
    guard let outcome else { return [] }
    return JointGuarantee(records: records, outcome: outcome, pipeline: pipeline).sentences
  }

  var split: Split {
    Split(
      training: record.people.filter(\.choosesThreshold).map(\.id),
      testing: record.people.filter { !$0.choosesThreshold }.map(\.id))
  }

  private var arms: [StudyReport.Arm] {
    record.arms.map { name in
      let arm = defacedArms.first { $0.name == name }
      let method = arm.flatMap { try? Defacers.named($0.method.method) }
      return StudyReport.Arm(
        name: name, method: arm?.method.method ?? "",
        summary: arm.map { ArmWords($0, method).summary }
          ?? "The probes as they are, not defaced.",
        paper: method?.paper ?? "", isDefaced: name != RunFolder.baseline,
        refaces: method?.refaces ?? false)
    }
  }

  private func has(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.url(path).path)
  }

  private func sidecar(_ stem: String) -> Sidecar? {
    Sidecar.read(folder.url(stem + ".json")).flatMap { $0.failure == nil ? $0 : nil }
  }

  private func person(_ entry: RunRecord.Entry) throws(EffaceError) -> StudyReport.Person {
    var modality = "unknown"
    if case .object(let facts) = sidecar(RunFolder.scan(entry.id, session: entry.sessions))?.result,
      case .text(let name) = facts["modality"]
    {
      modality = name
    }
    var arms: [String: StudyReport.PersonArm] = [:]
    for arm in record.arms { arms[arm] = try personArm(entry.id, arm) }
    let gallery = RunFolder.render(RunFolder.original, entry.id) + ".png"
    return StudyReport.Person(
      id: entry.id, origin: entry.origin, source: entry.source, modality: modality,
      choosesThreshold: entry.choosesThreshold, sessions: entry.sessions,
      gallery: has(gallery) ? gallery : nil,
      galleryDetected: try found(RunFolder.original, entry.id)?.face != nil, arms: arms)
  }

  private func found(
    _ arm: String, _ id: String
  ) throws(EffaceError) -> PictureStages.Found? {
    try sidecar(RunFolder.crop(arm, id, pipeline.detectors[0]))?
      .result.decoded(as: PictureStages.Found.self)
  }

  private func personArm(_ id: String, _ arm: String) throws(EffaceError) -> StudyReport.PersonArm {
    var result = StudyReport.PersonArm()
    let render = RunFolder.render(arm, id) + ".png"
    let crop = RunFolder.crop(arm, id, pipeline.detectors[0]) + ".png"
    let defaced = defacedArms.first { $0.name == arm }.map { RunFolder.defaced($0.method.name, id) }
    let quality = (defaced ?? "") + "_qc.png"
    result.render = has(render) ? render : nil
    result.crop = has(crop) ? crop : nil
    result.quality = has(quality) ? quality : nil
    if let face = try found(arm, id)?.face {
      result.detected = true
      result.detectionScore = face.score
    }
    if let utility = sidecar(RunFolder.utility(arm, id)) {
      result.utility = try utility.result.decoded(as: UtilityMeasures.self).numbers
    }
    guard let sidecar = defaced.flatMap(self.sidecar) else { return result }
    let verdict = try sidecar.result.decoded(as: DefacedScan.Facts.self).verdict
    result.verdict = verdict.verdict.rawValue
    result.reasons = verdict.reasons.map(\.sentence)
    result.warnings = verdict.warnings
    result.measures = [
      "residualFace": verdict.residualFace, "brainLossVoxels": Double(verdict.brainLossVoxels),
      "voxelsChanged": Double(verdict.voxelsChanged), "headKept": verdict.headKept,
    ]
    result.measures["landmarkShift"] = verdict.landmarkShift
    if let cleaned = self.sidecar(RunFolder.cleaned(arm, id)) {
      let report = try cleaned.result.decoded(as: DefaceStages.Cleaned.self)
      result.measures["voxelsCleared"] = Double(report.voxelsCleared)
      result.measures["collateralVoxels"] = Double(report.collateralVoxels)
    }
    return result
  }

  private func provenance() throws(EffaceError) -> StudyReport.Provenance {
    guard let text = try? String(contentsOf: folder.url(RunFolder.pipeline), encoding: .utf8) else {
      throw EffaceError(.file, "The pipeline of the run cannot be read.")
    }
    let inputs = record.people.flatMap { entry in
      (1...max(1, entry.sessions)).compactMap { session -> StudyReport.Input? in
        let stem = RunFolder.scan(entry.id, session: session)
        guard let digest = sidecar(stem)?.outputs[stem + ".nii.gz"] else { return nil }
        return StudyReport.Input(id: entry.id, file: stem + ".nii.gz", sha256: digest)
      }
    }
    return StudyReport.Provenance(
      tool: record.tool, pipelineSHA256: record.pipelineSHA256, pipeline: text, inputs: inputs,
      models: StudyWords(pipeline, record).models)
  }
}
