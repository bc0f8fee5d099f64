internal import ArgumentParser
internal import Assets
internal import Defacing
internal import Files
internal import Foundation
internal import Volumes

/// `efface deface`.
struct DefaceCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "deface",
    abstract: "Take the face out of a scan and judge the result.",
    discussion: """
      Writes OUT on the input's grid and in its datatype, and beside it <stem>_mask.nii.gz, \
      <stem>.json (verdict, numbers, transform, hashes) and <stem>_qc.png. A result that fails its \
      verdict is withheld, with the reason and exit status 3; --keep-failed writes it all the same.

      Example:
        efface deface sub-01_T1w.nii.gz -o sub-01_desc-defaced_T1w.nii.gz --method reface
      """)

  @Argument(help: "A NIfTI scan of a head.")
  var input: String

  @Option(name: [.short, .long], help: "The defaced file (.nii or .nii.gz).")
  var output: String

  @Option(name: .long, help: "How; 'efface defacers' lists the methods.")
  var method = "mask"

  @Option(name: .long, help: "auto, t1, t2, flair, pd, ct or pet.")
  var modality = "auto"

  @Flag(inversion: .prefixedNo, help: "Whether the ears go as well (default: the method's own).")
  var ears: Bool?

  @Option(name: .long, help: "auto (the file's own air) or a value in the file's units.")
  var fill = "auto"

  @Flag(name: .long, help: "Write a result that its verdict refuses.")
  var keepFailed = false

  @OptionGroup var common: CommonOptions

  var wantsJSON: Bool { common.json }

  func execute() throws {
    let started = ContinuousClock.now
    let method = try Defacers.named(method)
    let kind = try ModalityOption.parse(modality)
    let value = try fillValue()
    let source = URL(fileURLWithPath: input)
    let outputs = try DefacingOutputs(volume: URL(fileURLWithPath: output))
    for url in outputs.all { try common.guardOutput(url) }
    let image = try NIfTIImage(contentsOf: source)
    let template = try HeadTemplate.installed()
    let scan = try AnalysedScan(
      image, name: source.lastPathComponent, modality: kind, template: template)
    let defaced = try DefacedScan(
      scan, method: method, ears: ears, fill: value, name: source.lastPathComponent)
    let seconds = started.duration(to: .now).seconds
    let sidecar = try defaced.write(
      to: outputs, input: source, keepFailed: keepFailed, seconds: seconds)
    let written = sidecar.outputSHA256["volume"] != nil
    try report(
      VerdictSummary(
        defaced.verdict, method: method.name, seconds: seconds,
        outputs: [
          "mask": outputs.mask.path, "sidecar": outputs.sidecar.path,
          "picture": outputs.picture.path,
        ].merging(written ? ["volume": outputs.volume.path] : [:]) { $1 }))
    if defaced.verdict.verdict == .fail { throw ExitCode.refused }
  }

  private func fillValue() throws -> Double? {
    if fill == "auto" { return nil }
    guard let value = Double(fill), value.isFinite else {
      throw ValidationError("--fill takes 'auto' or a number in the file's units, not '\(fill)'.")
    }
    return value
  }

  private func report(_ summary: VerdictSummary) throws {
    if common.json {
      try Terminal.printJSON(summary)
    } else {
      for line in summary.lines { Terminal.printLine(line) }
    }
  }
}

/// The option `--modality`.
enum ModalityOption {
  /// Nil for `auto`.
  static func parse(_ text: String) throws -> Modality? {
    if text == "auto" { return nil }
    guard let modality = Modality(rawValue: text), modality != .unknown else {
      throw ValidationError("--modality takes auto, t1, t2, flair, pd, ct or pet, not '\(text)'.")
    }
    return modality
  }
}

extension Duration {
  /// In seconds.
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
