internal import ArgumentParser
internal import Assets
internal import Battery
internal import Defacing
internal import Files
internal import Foundation
internal import Volumes

/// `efface battery`.
struct BatteryCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "battery",
    abstract: "Hold defacing methods and their verdict against heads whose truth is known.",
    discussion: """
      Makes scans (CT, T1, T2, FLAIR, PD, PET) from label maps of heads, each under perturbations \
      (orientations, tilts to 25 degrees, thick slices, cut fields, noise, bias, shoulders), defaces \
      them and compares the verdict with what the labels say. Label maps hold 506 (eyes), 507, 509, \
      511 (soft tissue), 514 (dura), 515 and 516 (bone) and FreeSurfer's codes for the brain. \
      Writes battery.csv, one row for each result, and summary.md into the folder.

      With --eyes nothing is defaced: eyes.csv says for each scan by how many mm the eyes lie too \
      high as the registration to the template has them, and as dlib's 68 landmarks in a frontal \
      picture have them, taken back to the skin by its depth.

      Examples:
        efface battery labels/*.nii.gz -o battery --methods adaptive,mask --scans ct,t1,t2
        efface battery labels/*.nii.gz -o eyes --scans ct,t1 --eyes
      """)

  @Argument(help: "Label maps of heads (.nii or .nii.gz).")
  var maps: [String]

  @Option(name: .shortAndLong, help: "The folder to write into.")
  var output: String

  @Option(name: .long, help: "Methods, comma-separated; all where not given.")
  var methods: String?

  @Option(name: .long, help: "Of ct, t1, t2, flair, pd, pet, comma-separated.")
  var scans = "ct,t1,t2"

  @Option(name: .long, help: "Names of perturbations, comma-separated; all where not given.")
  var perturbations: String?

  @Flag(inversion: .prefixedNo, help: "Whether defacings that are known to be bad are judged too.")
  var controls = true

  @Flag(
    name: .long,
    help: "Instead, hold where the registration and 68 landmarks see the eyes against the truth.")
  var eyes = false

  @Flag(name: .long, help: "Also write the scans, before and after, with their pictures.")
  var keep = false

  @OptionGroup var common: CommonOptions

  var wantsJSON: Bool { common.json }

  func execute() throws {
    let folder = URL(fileURLWithPath: output)
    let table = folder.appendingPathComponent(eyes ? "eyes.csv" : "battery.csv")
    try common.guardOutput(table)
    let battery = Battery(
      methods: try methods.map { try list($0).map(Defacers.named) } ?? Defacers.all,
      template: try HeadTemplate.installed(), kinds: try kinds(), perturbations: try chosen(),
      controls: controls)
    if eyes {
      try findEyes(battery, table)
      return
    }
    var rows: [BatteryRow] = []
    for map in maps {
      let head = try LabelledHead(contentsOf: URL(fileURLWithPath: map))
      try battery.run(head) { (row, defaced) throws(EffaceError) in
        if keep { try write(row, defaced, in: folder) }
      } row: { row in
        rows.append(row)
        Terminal.say(row.fields.joined(separator: "  ") + (row.refusal.map { "  \($0)" } ?? ""))
      }
      // After every head, so that an interrupted run leaves what it found.
      try AtomicFile.write(
        Data(CSV.text([BatteryRow.columns] + rows.map(\.fields)).utf8), to: table)
      try AtomicFile.write(
        Data(BatterySummary.markdown(rows).utf8), to: folder.appendingPathComponent("summary.md"))
    }
    if common.json {
      try Terminal.printJSON(["table": table.path])
    } else {
      Terminal.printLine(BatterySummary.markdown(rows))
    }
  }

  private func findEyes(_ battery: Battery, _ table: URL) throws {
    let search = try EyeSearch(files: AssetStore())
    var rows: [EyeSearch.Row] = []
    for map in maps {
      rows += try battery.findEyes(
        LabelledHead(contentsOf: URL(fileURLWithPath: map)), with: search)
      try AtomicFile.write(
        Data(CSV.text([EyeSearch.Row.columns] + rows.map(\.fields)).utf8), to: table)
    }
    if common.json {
      try Terminal.printJSON(["table": table.path])
    } else {
      Terminal.printLine(EyeSearch.markdown(rows))
    }
  }

  private func write(
    _ row: BatteryRow, _ defaced: DefacedScan, in folder: URL
  ) throws(EffaceError) {
    let stem = "\(row.head)_\(row.kind.rawValue)_\(row.perturbation)"
    let before = folder.appendingPathComponent("scans/\(stem).nii.gz")
    try defaced.scan.image.write(to: before)
    try defaced.write(
      to: DefacingOutputs(volume: folder.appendingPathComponent("\(row.method)/\(stem).nii.gz")),
      input: before, keepFailed: true, seconds: 0)
  }

  private func list(_ text: String) -> [String] {
    text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
  }

  private func kinds() throws -> [ScanKind] {
    try list(scans).map { name in
      guard let kind = ScanKind(rawValue: name) else {
        throw ValidationError(
          "--scans takes \(ScanKind.allCases.map(\.rawValue).joined(separator: ", ")), "
            + "not '\(name)'.")
      }
      return kind
    }
  }

  private func chosen() throws -> [Perturbation] {
    guard let perturbations else { return Perturbation.all }
    return try list(perturbations).map { name in
      guard let found = Perturbation.all.first(where: { $0.name == name }) else {
        throw ValidationError(
          "--perturbations takes \(Perturbation.all.map(\.name).joined(separator: ", ")), "
            + "not '\(name)'.")
      }
      return found
    }
  }
}
