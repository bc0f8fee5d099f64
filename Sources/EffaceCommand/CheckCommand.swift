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
      skin), the loss of brain, the voxels changed and what is left of the head. Exit status 3 where \
      the verdict is fail.

      Example:
        efface check sub-01_T1w.nii.gz sub-01_T1w_defaced.nii.gz --brain-mask sub-01_brain.nii.gz
      """)

  @Argument(help: "The scan before defacing.")
  var original: String

  @Argument(help: "The scan after defacing, on the same grid.")
  var defaced: String

  @Option(name: .long, help: "A mask of the brain on the same grid (above 0 = brain).")
  var brainMask: String?

  @Option(name: .long, help: "auto, t1, t2, flair, pd, ct or pet.")
  var modality = "auto"

  @Flag(name: .long, help: "Print one JSON object on standard output.")
  var json = false

  var wantsJSON: Bool { json }

  func execute() throws {
    let started = ContinuousClock.now
    let kind = try ModalityOption.parse(modality)
    let source = URL(fileURLWithPath: original)
    let result = URL(fileURLWithPath: defaced)
    let image = try NIfTIImage(contentsOf: source)
    let after = try NIfTIImage(contentsOf: result)
    let brain = try brainMask.map {
      VoxelMask(try NIfTIImage(contentsOf: URL(fileURLWithPath: $0)).volume(), above: 0)
    }
    let scan = try AnalysedScan(
      image, name: source.lastPathComponent, modality: kind, template: HeadTemplate.installed())
    let verdict = try Judge.verdict(
      scan, defaced: after, name: result.lastPathComponent, brain: brain)
    let summary = VerdictSummary(
      verdict, method: nil, seconds: started.duration(to: .now).seconds)
    if json {
      try Terminal.printJSON(summary)
    } else {
      for line in summary.lines { Terminal.printLine(line) }
    }
    if verdict.verdict == .fail { throw ExitCode.refused }
  }
}
