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
    let writer = CohortWriter(plan: plan, folder: folder, existing: existing)
    try existing.check(folder, CohortDescription.Record(plan))
    try CohortDescription(plan, participants: plan.participants(model)).write(to: folder)
    return try writer.write(progress, isModel: true) { (number) throws(EffaceError) in
      let subject = SyntheticSubject(number: number, seed: plan.seed, model: model)
      let label = SyntheticSubject.label(number, of: plan.subjects)
      try JSONFile.write(
        subject.head.identity,
        to: folder.appendingPathComponent("derivatives/truth/\(label)/\(label)_identity.json"))
      return .model(subject)
    }
  }

  /// Writes scans of the label maps `maps`, one person each; the number of `plan` is theirs.
  ///
  /// - Throws: As `write(_:to:model:existing:progress:)`, and what reading the maps throws.
  public static func write(
    _ plan: CohortPlan, of maps: [URL], to folder: URL, existing: ExistingCohort = .refuse,
    progress: (CohortScan) -> Void = { _ in }
  ) throws(EffaceError) -> Summary {
    var plan = plan
    plan.subjects = maps.count
    try plan.validate()
    let names = maps.map(\.lastPathComponent)
    try existing.check(folder, CohortDescription.Record(plan, maps: names))
    try CohortDescription(plan, participants: plan.participants(names), maps: names)
      .write(to: folder)
    let writer = CohortWriter(plan: plan, folder: folder, existing: existing)
    return try writer.write(progress, isModel: false) { (number) throws(EffaceError) in
      .map(try TissueMap(contentsOf: maps[number - 1]), number)
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

  func check(_ folder: URL, _ plan: CohortDescription.Record) throws(EffaceError) {
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
      guard begun.canContinue(as: plan) else {
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
