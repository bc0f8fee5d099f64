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
      pipeline.attackers(of: arm).map { RunFolder.matrix(arm, $0) + ".csv" }
    }.filter { FileManager.default.fileExists(atPath: folder.url($0).path) }
  }

  /// The arms of the pipeline that took part; a method whose program is missing may not have.
  var defacedArms: [DefacedArm] {
    pipeline.defacedArms.filter { record.arms.contains($0.name) }
  }

  /// Where the sidecars of all units lie whose results the report shows.
  private var sidecarPaths: [String] {
    let people = record.people.flatMap(sidecarPaths)
    let arms = [RunFolder.original] + record.arms
    let whole = arms.flatMap { arm in
      pipeline.detectors.map { RunFolder.detections(arm, $0) + ".sidecar" }
        + pipeline.embed.models.map { RunFolder.embeddings(arm, $0.name) }
    }
    let attacks = record.arms.flatMap { arm in
      pipeline.attackers(of: arm).flatMap { attacker in
        [RunFolder.matrix(arm, attacker), RunFolder.evaluation(arm, attacker) + ".sidecar"]
      }
    }
    let records = pipeline.records == nil ? [] : [RunFolder.records]
    return (people + whole + attacks + records).map { $0 + ".json" }
  }

  private func sidecarPaths(_ entry: RunRecord.Entry) -> [String] {
    let id = entry.id
    let scans = (1...max(1, entry.sessions)).flatMap { session in
      [
        RunFolder.dataset(id) + "/dicom" + (session == 1 ? "" : "_ses-\(session)"),
        RunFolder.scan(id, session: session),
      ]
    }
    let arms = defacedArms
    let methods = pipeline.deface.methods.map(\.name).filter { name in
      arms.contains { $0.method.name == name }
    }
    let defaced =
      methods.map { RunFolder.defaced($0, id) }
      + arms.flatMap { [RunFolder.cleaned($0.name, id), RunFolder.utility($0.name, id)] }
    let pictures = ([RunFolder.original] + record.arms).flatMap { arm in
      [RunFolder.render(arm, id)] + pipeline.detectors.map { RunFolder.crop(arm, id, $0) }
        + (pipeline.attack?.reaches(arm) ?? false
          ? [RunFolder.appearance(arm, id) + ".sidecar"] : [])
    }
    return scans + defaced + pictures
  }
}
