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
        efface deface ct.nii.gz -o ct_defaced.nii.gz --fill -1024 --apply-to pet.nii.gz
      """)

  @Argument(help: "A NIfTI scan of a head.")
  var input: String

  @Option(name: [.short, .long], help: "The defaced file (.nii or .nii.gz).")
  var output: String

  @Option(name: .long, help: "How; 'efface defacers' lists the methods.")
  var method = "adaptive"

  @Option(name: .long, help: "auto, t1, t2, flair, pd, ct or pet.")
  var modality = "auto"

  @Flag(inversion: .prefixedNo, help: "Whether the ears go as well (default: the method's own).")
  var ears: Bool?

  @Option(name: .long, help: "auto (the file's own air) or a value in the file's units.")
  var fill = "auto"

  @Option(
    name: .long, parsing: .upToNextOption,
    help: """
      Other scans of the person in the same frame of reference: what was changed is cleared in them \
      too, each into <stem>_defaced.nii.gz beside OUT and with a verdict of its own.
      """)
  var applyTo: [String] = []

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
    let others = try applyTo.map { path in
      let other = URL(fileURLWithPath: path)
      return (other, try DefacingOutputs(following: other, beside: outputs.volume))
    }
    for url in others.reduce(outputs.all, { $0 + $1.1.all }) { try common.guardOutput(url) }
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
    var refused = defaced.verdict.verdict == .fail
    for (file, target) in others {
      let followed = try follow(defaced, file, to: target, fill: value)
      refused = refused || followed == .fail
    }
    if refused { throw ExitCode.refused }
  }

  /// Carries what was changed to `file` and says on standard error what came of it.
  private func follow(
    _ defaced: DefacedScan, _ file: URL, to outputs: DefacingOutputs, fill: Double?
  ) throws -> Verdict.Outcome {
    let started = ContinuousClock.now
    let name = file.lastPathComponent
    let scan = try AnalysedScan(
      NIfTIImage(contentsOf: file), name: name, modality: nil, template: defaced.scan.template)
    let result = try DefacedScan(scan, following: defaced, fill: fill, name: name)
    try result.write(
      to: outputs, input: file, keepFailed: keepFailed,
      seconds: started.duration(to: .now).seconds)
    let reasons = result.verdict.reasons.map(\.sentence).joined(separator: " ")
    Terminal.say("\(name): \(result.verdict.verdict.rawValue). \(reasons)")
    return result.verdict.verdict
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
