internal import ArgumentParser
internal import Defacing
internal import Files
internal import Foundation
internal import Volumes

/// `efface check`.
struct CheckCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Judge anybody's defaced file against its original.",
    discussion: """
      Measures the residual face (share of frontal rays that still stop within 2 mm of the original \
      skin), the loss of brain, the voxels changed and what is left of the head. A file whose skin \
      lies elsewhere is held to the limits of refacing where a detector sees a face on it, else to \
      those of defacing. Of a refaced head every landmark must have moved by 2 mm, and RetinaFace \
      and SFace, where they are installed, must find the new face further from the person's than \
      half of all strangers' faces are. Exit status 3 where the verdict is fail.

      With --cohort a whole folder is judged and a table says who fails and why; a file that is \
      missing or cannot be read stays in the table as a failure. Layouts: BIDS (sub-*/anat with \
      derivatives/<defacer>/sub-*/anat), numbered folders as in the 2024 study (<number>/<name>.nii \
      with <name>_<defacer>.nii.gz beside it), or one flat folder; --defaced names folders of \
      defaced scans that lie elsewhere in the same layout. -o writes the table as CSV and, beside \
      it, as JSON. Exit status 3 where any file fails.

      Examples:
        efface check sub-01_T1w.nii.gz sub-01_T1w_defaced.nii.gz --brain-mask sub-01_brain.nii.gz
        efface check --cohort scans --defaced fsl=defaced_fsl --defaced afni=defaced_afni -o who.csv
      """)

  @Argument(help: "The scan before defacing.")
  var original: String?

  @Argument(help: "The scan after defacing, on the same grid.")
  var result: String?

  @Option(name: .long, help: "A folder of scans to be judged together.")
  var cohort: String?

  @Option(name: .long, help: "With --cohort: NAME=FOLDER, or FOLDER, of defaced scans; repeatable.")
  var defaced: [String] = []

  @Option(name: [.short, .long], help: "With --cohort: the table (.csv); a .json lies beside it.")
  var output: String?

  @Option(name: .long, help: "A mask of the brain on the same grid (above 0 = brain).")
  var brainMask: String?

  @Option(
    name: .long,
    help: "With --cohort: how many people are judged at once, each with the memory of a scan.")
  var jobs: Int?

  @Option(name: .long, help: "auto, t1, t2, flair, pd, ct or pet.")
  var modality = "auto"

  @OptionGroup var common: CommonOptions

  var wantsJSON: Bool { common.json }

  func validate() throws {
    if cohort == nil {
      guard original != nil, result != nil else {
        throw ValidationError(
          "Give the scan before and the scan after defacing, or --cohort FOLDER.")
      }
      guard defaced.isEmpty, output == nil, jobs == nil else {
        throw ValidationError("--defaced, --output and --jobs belong to --cohort.")
      }
    } else if original != nil || brainMask != nil {
      throw ValidationError("--cohort takes neither single files nor --brain-mask.")
    }
    guard jobs ?? 1 >= 1 else { throw ValidationError("--jobs must be at least 1.") }
    if let output, !output.hasSuffix(".csv") {
      throw ValidationError("--output takes the name of a .csv file, not '\(output)'.")
    }
  }

  func execute() throws {
    let kind = try ModalityOption.parse(modality)
    if let cohort {
      return try CohortChecking(
        cohort: cohort, defaced: defaced, output: output, modality: kind,
        jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount, json: common.json,
        force: common.force
      ).execute()
    }
    guard let original, let result else { return }
    try judge(URL(fileURLWithPath: original), URL(fileURLWithPath: result), kind)
  }

  private func judge(_ source: URL, _ result: URL, _ kind: Modality?) throws {
    let started = ContinuousClock.now
    let image = try NIfTIImage(contentsOf: source)
    let after = try NIfTIImage(contentsOf: result)
    let brain = try BrainMask.read(brainMask)
    let scan = try AnalysedScan(
      image, name: source.lastPathComponent, modality: kind, template: HeadTemplate.installed())
    let verdict = try Judge.verdict(
      scan, defaced: after, name: result.lastPathComponent, brain: brain)
    let summary = VerdictSummary(
      verdict, method: nil, seconds: started.duration(to: .now).seconds)
    if common.json {
      try Terminal.printJSON(summary)
    } else {
      for line in summary.lines { Terminal.printLine(line) }
    }
    if verdict.verdict == .fail { throw ExitCode.refused }
  }
}
