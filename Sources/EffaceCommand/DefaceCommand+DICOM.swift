internal import ArgumentParser
internal import DICOM
internal import Defacing
internal import Files
internal import Foundation

extension DefaceCommand {
  /// Whether the input is a folder, which holds DICOM files.
  var isStudy: Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: input, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  /// Defaces a folder of DICOM files with `method`.
  func executeOnStudy(
    fill: Double?,
    method: @escaping @Sendable (AnalysedScan, String) throws(EffaceError) -> DefacedScan
  ) throws {
    let started = ContinuousClock.now
    let (source, target) = (URL(fileURLWithPath: input), URL(fileURLWithPath: output))
    try guardFolders(source, target)
    guard applyTo.isEmpty else {
      throw ValidationError(
        "--apply-to takes NIfTI scans; in a DICOM folder all series are defaced together.")
    }
    let parser = DICOMWorkerPool(command: DICOMWorkerCommand.commandLine)
    let study = try DefacedStudy(
      source, parser: parser,
      plan: DefacedStudy.Plan(
        series: series, modality: ModalityOption.parse(modality), fill: fill,
        template: HeadTemplate.installed(), method: method))
    for part in study.parts {
      let evidence = try study.outputs(for: part, beside: target)
      for url in evidence.all { try common.guardOutput(url) }
    }
    let written = try study.write(to: target, parser: parser, keepFailed: keepFailed)
    try study.writeEvidence(beside: target, written: written, keepFailed: keepFailed)
    let summary = try StudySummary(
      study, written, target, seconds: started.duration(to: .now).seconds)
    if common.json {
      try Terminal.printJSON(summary)
    } else {
      for line in summary.lines { Terminal.printLine(line) }
      for file in summary.skipped { Terminal.say("Left out \(file.path): \(file.reason)") }
    }
    if !study.parts.allSatisfy({ $0.defaced.verdict.verdict == .pass }) { throw ExitCode.refused }
  }

  /// Refuses to overwrite unasked, and to mix what was read with what is written.
  private func guardFolders(_ source: URL, _ target: URL) throws {
    func path(_ url: URL) -> String { url.resolvingSymlinksInPath().standardizedFileURL.path + "/" }
    if path(target).hasPrefix(path(source)) || path(source).hasPrefix(path(target)) {
      throw EffaceError(
        .argument,
        "The output folder \(target.path) must lie beside the DICOM folder, neither in nor round it."
      )
    }
    try common.guardOutput(target)
  }
}

/// What `efface deface` prints of a DICOM folder: the verdict of the main series, and each series.
struct StudySummary: Encodable {
  /// One series.
  struct Series: Encodable {
    let seriesNumber: Int
    let modality: String
    let follows: Int?
    let verdict: String
    let reasons: [String]
    let residualFace: Double
    let voxelsChanged: Int
    let files: Int
    let folder: String?
    let outputs: [String: String]
  }

  let skipped: [SkippedFile]
  private let main: VerdictSummary
  private let series: [Series]

  private enum CodingKeys: CodingKey {
    case series, skipped
  }

  init(
    _ study: DefacedStudy, _ written: DefacedStudy.Written, _ target: URL, seconds: Double
  ) throws {
    series = try study.parts.map { part in
      let verdict = part.defaced.verdict
      let files = written.files[part.name] ?? []
      return Series(
        seriesNumber: part.series.seriesNumber, modality: part.series.modality,
        follows: part.leader, verdict: verdict.verdict.rawValue,
        reasons: verdict.reasons.map(\.rawValue), residualFace: verdict.residualFace,
        voxelsChanged: verdict.voxelsChanged, files: files.count,
        folder: files.first?.deletingLastPathComponent().path,
        outputs: try Self.outputs(study, part, target))
    }
    skipped = (study.skipped + written.withheld).sorted { $0.path < $1.path }
    let main = study.main
    let volume = written.files.isEmpty ? [:] : ["volume": target.path]
    self.main = VerdictSummary(
      main.defaced.verdict, method: main.defaced.method, seconds: seconds,
      outputs: try Self.outputs(study, main, target).merging(volume) { $1 })
  }

  private static func outputs(
    _ study: DefacedStudy, _ part: DefacedStudy.Part, _ target: URL
  ) throws -> [String: String] {
    let urls = try study.outputs(for: part, beside: target)
    return [
      "mask": urls.mask.path, "sidecar": urls.sidecar.path, "picture": urls.picture.path,
    ]
  }

  func encode(to encoder: any Encoder) throws {
    try main.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(series, forKey: .series)
    try container.encode(skipped, forKey: .skipped)
  }

  /// The same for people.
  var lines: [String] {
    main.lines
      + series.map { series in
        "\("series \(series.seriesNumber)".padded(17))\(series.modality), \(series.verdict)"
          + (series.reasons.isEmpty ? "" : " (\(series.reasons.joined(separator: ", ")))")
          + (series.follows.map { ", follows series \($0)" } ?? "") + ", \(series.files) files"
      }
  }
}
