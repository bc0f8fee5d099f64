public import Files
public import Foundation
public import HeadModels
internal import Volumes

/// Synthetic cohorts on disk, in the layout of the Brain Imaging Data Structure (BIDS 1.9).
///
/// Scans lie in `sub-XX/[ses-YY/]anat` (CT, which BIDS does not define yet, in `ct`), the truth about
/// them in `derivatives/truth`.
public enum Cohort {
  /// What a call of `write` did.
  public struct Summary: Sendable, Encodable {
    /// All scans of the cohort, in order.
    public let scans: [CohortScan]
    /// How many were written now.
    public let written: Int
    /// How many were there already.
    public let skipped: Int
  }

  /// Writes the cohort `plan` to `folder`, one person at a time.
  ///
  /// A scan counts as finished once its sidecar is there, which is written last.
  ///
  /// - Parameters:
  ///   - plan: What to make.
  ///   - folder: Made where it does not exist.
  ///   - model: The head model.
  ///   - existing: What to do where `folder` is not empty.
  ///   - progress: Called before each scan with its names.
  /// - Returns: The scans and how many were written.
  /// - Throws: `EffaceError.argument` for a plan that cannot be made or that is not the one that
  ///   `folder` was begun with, and `.file`.
  public static func write(
    _ plan: CohortPlan, to folder: URL, model: HeadModel, existing: ExistingCohort = .refuse,
    progress: (CohortScan) -> Void = { _ in }
  ) throws(EffaceError) -> Summary {
    try plan.validate()
    try existing.check(folder, plan)
    try CohortDescription(plan, model).write(to: folder)
    var scans: [CohortScan] = []
    var written = 0
    for number in 1...plan.subjects {
      let names = plan.scans(of: number)
      scans += names
      let missing = names.indices.filter { index in
        existing != .resume || !isFinished(names[index], in: folder)
      }
      guard !missing.isEmpty else { continue }
      let subject = SyntheticSubject(number: number, seed: plan.seed, model: model)
      try JSONFile.write(
        subject.head.identity,
        to: folder.appendingPathComponent(
          "derivatives/truth/\(names[0].subject)/\(names[0].subject)_identity.json"))
      for index in missing {
        progress(names[index])
        try write(subject, plan, session: index + 1, names[index], to: folder)
        written += 1
      }
    }
    return Summary(scans: scans, written: written, skipped: scans.count - written)
  }

  private static func write(
    _ subject: SyntheticSubject, _ plan: CohortPlan, session: Int, _ names: CohortScan,
    to folder: URL
  ) throws(EffaceError) {
    let settings = ScanSettings(
      modality: plan.modality, voxelSize: plan.voxelSize, session: session)
    let scan = try Scanner.scan(subject, settings)
    try scan.labels.write(to: folder.appendingPathComponent(names.labels))
    try scan.brainMask.write(to: folder.appendingPathComponent(names.brainMask))
    try JSONFile.write(
      LandmarkFile(subject.head, scan.headToWorld),
      to: folder.appendingPathComponent(names.landmarks))
    try scan.image.write(to: folder.appendingPathComponent(names.file))
    try JSONFile.write(
      ScanSidecar(plan, settings, scan), to: sidecar(of: names, in: folder))
  }

  private static func sidecar(of names: CohortScan, in folder: URL) -> URL {
    folder.appendingPathComponent(String(names.file.dropLast(".nii.gz".count)) + ".json")
  }

  private static func isFinished(_ names: CohortScan, in folder: URL) -> Bool {
    let files = [names.file, names.labels, names.brainMask, names.landmarks].map {
      folder.appendingPathComponent($0)
    }
    return (files + [sidecar(of: names, in: folder)]).allSatisfy {
      FileManager.default.fileExists(atPath: $0.path)
    }
  }
}

/// What to do with a folder that is not empty.
public enum ExistingCohort: Sendable, Hashable {
  /// Stop with an error.
  case refuse
  /// Keep finished scans of the same cohort and make the rest.
  case resume
  /// Write over what is there.
  case overwrite

  func check(_ folder: URL, _ plan: CohortPlan) throws(EffaceError) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    guard !names.isEmpty else { return }
    switch self {
    case .refuse:
      throw EffaceError(
        .file,
        "The folder \(folder.path) is not empty; give --resume to go on with it or --force to "
          + "overwrite it.")
    case .resume:
      let record = CohortDescription.record(in: folder)
      guard FileManager.default.fileExists(atPath: record.path) else { return }
      let begun = try JSONFile.read(CohortDescription.Record.self, from: record)
      guard begun.canContinue(as: CohortDescription.Record(plan)) else {
        throw EffaceError(
          .argument,
          "The cohort in \(folder.path) was begun with other options (\(record.lastPathComponent) "
            + "lists them); resume with the same ones or choose another folder.")
      }
    case .overwrite:
      break
    }
  }
}
