internal import ArgumentParser
internal import Assets
internal import DICOM
internal import Files
internal import Foundation
internal import Images
internal import Studies
internal import Surfaces
internal import Volumes

/// `efface identify`.
struct IdentifyCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "identify",
    abstract: "Say whether a scan shows a recognisable face: DICOM or NIfTI in, yes or no out.",
    discussion: """
      Renders the skin of the head from several directions, each in two lights, and asks every \
      detector. 'yes' means that a machine finds a face, not that it knows whose. Detectors also take \
      balls for faces: what they find counts only where the depth behind it has a nose between \
      cheeks, or cannot be measured; the scores are given all the same. 'no' does not prove that \
      nobody can be recognised: 'efface attack' measures that. Of a DICOM folder the series with the \
      most slices is taken. With -o the picture on which most can be seen is written, the face in a \
      frame.

      Examples:
        efface identify head_ct.nii.gz --json
        efface identify dicom-folder -o face.png --detectors retinaface,yunet,dlib,mmod
      """)

  @Argument(help: "A NIfTI scan, an InVesalius project or a folder of DICOM files.")
  var scan: String

  @Option(name: [.short, .long], help: "The picture to write (PNG).")
  var output: String?

  @Option(name: .long, help: "Detectors, with commas between.")
  var detectors = "retinaface,yunet,dlib"

  @Option(name: .long, help: "How many directions, 1 to 27.")
  var views = 9

  @OptionGroup var common: CommonOptions

  var wantsJSON: Bool { common.json }

  func validate() throws {
    guard (1...27).contains(views) else {
      throw ValidationError("--views takes 1 to 27, not \(views).")
    }
  }

  func execute() throws {
    let picture = output.map { URL(fileURLWithPath: $0) }
    if let picture { try common.guardOutput(picture) }
    let attacker = try AttackerOptions.attacker(
      detectors: detectors, models: "", views: views, size: 512, AssetStore())
    let volume = try ScanInput.volume(
      URL(fileURLWithPath: scan),
      parser: DICOMWorkerPool(command: DICOMWorkerCommand.commandLine))
    let result = try Identification(volume, attacker: attacker)
    if let picture { try PNG.write(result.picture, to: picture) }
    if common.json {
      return try Terminal.printJSON(Summary(result, picture: output))
    }
    for name in result.scores.keys.sorted() {
      let score = result.scores[name].flatMap(\.self)
      let found = score.map { String(format: "%.3f", $0) } ?? "no face"
      let refusal = result.refusals[name].map { "\tno face: \($0)" } ?? ""
      Terminal.printLine("\(name)\t\(found)\(refusal)")
    }
    Terminal.printLine(result.isFace ? "A face can be found." : "No face was found.")
  }

  private struct Summary: Encodable {
    struct Direction: Encodable {
      let azimuth: Double
      let elevation: Double
    }

    let face: Bool
    let detections: [String: Double?]
    let refusals: [String: String]
    let views: [String: Direction]
    let picture: String?

    init(_ result: Identification, picture: String?) {
      face = result.isFace
      detections = result.scores
      refusals = result.refusals
      views = result.views.mapValues {
        Direction(azimuth: $0.azimuth, elevation: $0.elevation)
      }
      self.picture = picture
    }
  }
}
