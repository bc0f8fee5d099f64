internal import ArgumentParser
internal import Assets
internal import Defacing
internal import Files
internal import Foundation
internal import Geometry
internal import Registration
internal import Volumes

/// `efface deface`.
struct DefaceCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "deface",
    abstract: "Take the face out of a scan and judge the result.",
    discussion: """
      Writes OUT on the input's grid and in its datatype, and beside it <stem>_mask.nii.gz, \
      <stem>.json (verdict, numbers, transform, hashes) and <stem>_qc.png. A result that fails its \
      verdict is withheld, with the reason and exit status 3; --keep-failed writes it all the same. \
      Methods that are somebody else's programs also leave <stem>.log.

      A folder of DICOM files becomes a folder of DICOM files: defaced pixels go back into the \
      objects that they came from, with the same geometry, bits and rescaling, uncompressed or \
      losslessly compressed as they were, with new SOP Instance UIDs and marked as defaced \
      (PS3.15, code 113102). Series in one frame of reference share one mask. What cannot be \
      vouched for is left out by name. Headers keep names and dates: 'efface dicom deidentify' \
      takes those.

      Example:
        efface deface sub-01_T1w.nii.gz -o sub-01_desc-defaced_T1w.nii.gz --method reface
        efface deface ct.nii.gz -o ct_defaced.nii.gz --fill -1024 --apply-to pet.nii.gz
        efface deface study/ -o study_defaced/
      """)

  @Argument(help: "A NIfTI scan of a head, or a folder of DICOM files.")
  var input: String

  @Option(
    name: [.short, .long],
    help: "The defaced file (.nii or .nii.gz), or the folder of defaced DICOM files.")
  var output: String

  @Option(name: .long, help: "Of a DICOM folder, the series on which the method works.")
  var series: Int?

  @Option(name: .long, help: "How; 'efface defacers' lists the methods.")
  var method = "adaptive"

  @Option(name: .long, help: "auto, t1, t2, flair, pd, ct or pet.")
  var modality = "auto"

  @OptionGroup var choices: DefacingChoices

  @Option(name: .long, help: "auto (the file's own air) or a value in the file's units.")
  var fill = "auto"

  @Option(
    name: .long, parsing: .upToNextOption,
    help: """
      Other scans of the person: what was changed is cleared in them too, each into \
      <stem>_defaced.nii.gz beside OUT and with a verdict of its own.
      """)
  var applyTo: [String] = []

  @Option(
    name: .long,
    help: """
      How --apply-to finds its way: header (same frame of reference), rigid (registered), or auto \
      (registered, and the header doubted where the head moved by more than 3 mm).
      """)
  var align = "auto"

  @Flag(name: .long, help: "Write a result that its verdict refuses.")
  var keepFailed = false

  @OptionGroup var common: CommonOptions

  var wantsJSON: Bool { common.json }

  func execute() throws {
    let started = ContinuousClock.now
    let method = try Defacers.named(method)
    let kind = try ModalityOption.parse(modality)
    let value = try fillValue()
    _ = try followingWay()
    if isStudy {
      guard choices.brainMask == nil else {
        throw ValidationError("--brain-mask takes NIfTI scans; a DICOM folder has no such mask.")
      }
      let options = try choices.options(log: nil)
      return try executeOnStudy(fill: value) { scan, name throws(EffaceError) in
        try DefacedScan(scan, method: method, options: options, fill: value, name: name)
      }
    }
    let source = URL(fileURLWithPath: input)
    let outputs = try DefacingOutputs(volume: URL(fileURLWithPath: output))
    let others = try applyTo.map { path in
      let other = URL(fileURLWithPath: path)
      return (other, try DefacingOutputs(following: other, beside: outputs.volume))
    }
    for url in others.reduce(outputs.all, { $0 + $1.1.all }) { try common.guardOutput(url) }
    let (image, template) = Parallel.both(
      { Result { () throws(EffaceError) in try NIfTIImage(contentsOf: source) } },
      { Result { () throws(EffaceError) in try HeadTemplate.installed() } })
    let scan = try AnalysedScan(
      image.get(), name: source.lastPathComponent, modality: kind, template: template.get(),
      draws: true)
    let options = try choices.options(log: outputs.log)
    let defaced = try DefacedScan(
      scan, method: method, options: options, fill: value, name: source.lastPathComponent)
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
    let way = try followingWay()
    let motion = scan.motion(to: defaced.scan, way: way)
    guard way != .rigid || motion.registration != nil else {
      throw EffaceError(
        .unsuitable,
        "The scan \(name) shows too little of the head to be registered; give --align header if it "
          + "lies in the same frame of reference.")
    }
    let result = try DefacedScan(
      scan, following: defaced, through: motion.affine, fill: fill, name: name)
    try result.write(
      to: outputs, input: file, keepFailed: keepFailed,
      seconds: started.duration(to: .now).seconds)
    if motion.affine != .identity, let moved = motion.registration?.displacement {
      Terminal.say(
        "\(name): registered; the head lies \((moved * 10).rounded() / 10) mm elsewhere.")
    }
    let reasons = result.verdict.reasons.map(\.sentence).joined(separator: " ")
    Terminal.say("\(name): \(result.verdict.verdict.rawValue). \(reasons)")
    return result.verdict.verdict
  }

  private func followingWay() throws -> FollowingWay {
    guard let way = FollowingWay(rawValue: align) else {
      throw ValidationError("--align takes auto, header or rigid, not '\(align)'.")
    }
    return way
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
