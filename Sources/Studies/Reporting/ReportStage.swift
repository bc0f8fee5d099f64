internal import Files
internal import Foundation
internal import Reports

/// The last stage: the report, from what the run holds.
struct ReportStage {
  private let folder: RunFolder
  private let record: RunRecord
  private let pipeline: Pipeline

  init(_ folder: RunFolder, _ record: RunRecord, _ pipeline: Pipeline) {
    self.folder = folder
    self.record = record
    self.pipeline = pipeline
  }

  /// Its unit depends on every sidecar and matrix of the run.
  var unit: WorkUnit {
    get throws {
      let builder = StudyReportBuilder(folder: folder, record: record, pipeline: pipeline)
      let failures = try JSONValue(
        builder.failures.map { [$0.stage, $0.subject, $0.arm, $0.reason] })
      let matrices = builder.matrices.map { WorkUnit.Input.inside($0) }
      return WorkUnit(
        UnitName(stage: "report"), sidecar: "\(RunFolder.report)/sidecar.json",
        parameters: .object(["failures": failures]),
        inputs: [.inside(RunFolder.pipeline), .inside(RunFolder.record)] + matrices
          + builder.soundSidecars.map { .sidecar($0) }
      ) { root in
        let report = try builder.report()
        let written = try ReportFiles.write(
          report, formats: [.html, .csv, .json],
          pictures: PictureSource(folder: root),
          to: root.appendingPathComponent(RunFolder.report))
        return WorkUnit.Product(outputs: written.map { "\(RunFolder.report)/\($0)" })
      }
    }
  }
}
