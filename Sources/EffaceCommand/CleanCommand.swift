internal import ArgumentParser
internal import Defacing
internal import Files
internal import Foundation
internal import Volumes

/// `efface clean`.
struct CleanCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "clean",
    abstract: "Clear what a defacer left of its mask, and count what else that costs.",
    discussion: """
      With --range or --preset every voxel in the range becomes the smallest value of the file, as \
      in the 2024 study; real tissue in the range goes too and is counted as collateral when \
      --original is given. With --difference the voxels into which the defacer put something become \
      the original's air, and nothing else is cleared. Where the defacer cut off all low values \
      (AFNI sets every negative HU to 0), those outside its mask get their values back.

      Examples:
        efface clean defaced.nii.gz -o cleaned.nii.gz --preset afni --original scan.nii.gz
        efface clean defaced.nii.gz -o cleaned.nii.gz --difference --original scan.nii.gz
      """)

  @Argument(help: "The defaced file.")
  var defaced: String

  @Option(name: [.short, .long], help: "The cleaned file (.nii or .nii.gz).")
  var output: String

  @Option(name: .long, help: "The scan before defacing.")
  var original: String?

  @Option(
    name: .long, parsing: .singleValue, help: "Lowest and highest value to clear, inclusive.")
  var range: [Double] = []

  @Option(name: .long, help: "The study's range: pydeface, fsl or afni.")
  var preset: String?

  @Flag(name: .long, help: "Clear what differs from the original and nothing else.")
  var difference = false

  @OptionGroup var common: CommonOptions

  var wantsJSON: Bool { common.json }

  func validate() throws {
    let ways = [!range.isEmpty, preset != nil, difference].count { $0 }
    guard ways == 1 else {
      throw ValidationError("Give exactly one of --range LO HI, --preset NAME and --difference.")
    }
    if !range.isEmpty, range.count != 2 || range[0] > range[1] {
      throw ValidationError("--range takes two numbers, the lower one first.")
    }
    if let preset, Cleaning.presets[preset] == nil {
      throw ValidationError("--preset takes pydeface, fsl or afni, not '\(preset)'.")
    }
  }

  func execute() throws {
    let target = URL(fileURLWithPath: output)
    _ = try DefacingOutputs(volume: target)
    try common.guardOutput(target)
    let way =
      preset.flatMap { Cleaning.presets[$0] }.map(Cleaning.range)
      ?? (difference ? .difference : .range(range[0]...range[1]))
    let image = try NIfTIImage(contentsOf: URL(fileURLWithPath: defaced))
    let before = try original.map { try NIfTIImage(contentsOf: URL(fileURLWithPath: $0)) }
    try image.requireScalar(URL(fileURLWithPath: defaced).lastPathComponent)
    let (cleaned, report) = try way.clean(image, original: before)
    try cleaned.write(to: target)
    if common.json { return try Terminal.printJSON(report) }
    Terminal.printLine("cleared     \(report.voxelsCleared) voxels to \(report.background)")
    if report.voxelsRestored > 0 {
      Terminal.printLine(
        "restored    \(report.voxelsRestored) voxels whose low values were cut off")
    }
    if let collateral = report.collateralVoxels {
      Terminal.printLine("collateral  \(collateral) voxels that the defacer had not touched")
    }
  }
}
