internal import Foundation
public import Reports

extension StudyReportBuilder {
  /// Units that failed, by their sidecars, in the order of people and arms.
  public var failures: [StudyReport.Failure] {
    sidecarPaths.compactMap { path in
      guard let sidecar = Sidecar.read(folder.url(path)), let reason = sidecar.failure else {
        return nil
      }
      return StudyReport.Failure(
        stage: sidecar.unit.stage, subject: sidecar.unit.subject ?? "", arm: sidecar.unit.arm ?? "",
        reason: reason)
    }
  }

  /// Sidecars of units that did not fail.
  var soundSidecars: [String] {
    sidecarPaths.filter { path in
      Sidecar.read(folder.url(path)).map { $0.failure == nil } ?? false
    }
  }

  /// The matrices that are there.
  var matrices: [String] {
    record.arms.flatMap { arm in
      pipeline.attackers.map { RunFolder.matrix(arm, $0.model, $0.metric) + ".csv" }
    }.filter { FileManager.default.fileExists(atPath: folder.url($0).path) }
  }

  /// Where the sidecars of all units lie whose results the report shows.
  private var sidecarPaths: [String] {
    let arms = [RunFolder.original] + record.arms
    let methods = record.arms.filter { $0 != RunFolder.baseline }
    let detector = pipeline.detect.detector
    let people = record.people.flatMap { entry -> [String] in
      let id = entry.id
      let scans = (1...max(1, entry.sessions)).flatMap { session in
        [
          RunFolder.dataset(id) + "/dicom" + (session == 1 ? "" : "_ses-\(session)"),
          RunFolder.scan(id, session: session),
        ]
      }
      let defaced = methods.flatMap { [RunFolder.defaced($0, id), RunFolder.cleaned($0, id)] }
      let pictures = arms.flatMap { [RunFolder.render($0, id), RunFolder.crop($0, id, detector)] }
      let seen = arms.map { RunFolder.appearance($0, id) + ".sidecar" }
      return scans + defaced + pictures + (pipeline.attack == nil ? [] : seen)
    }
    let whole = arms.flatMap { arm in
      [RunFolder.detections(arm) + ".sidecar"]
        + pipeline.embed.models.map { RunFolder.embeddings(arm, $0) }
        + pipeline.attackers.flatMap { attacker in
          [
            RunFolder.matrix(arm, attacker.model, attacker.metric),
            RunFolder.evaluation(arm, attacker.model, attacker.metric) + ".sidecar",
          ]
        }
    }
    let records = pipeline.records == nil ? [] : [RunFolder.records]
    return (people + whole + records).map { $0 + ".json" }
  }
}
