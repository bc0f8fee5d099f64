internal import ArgumentParser
internal import Assets
internal import Faces
internal import Foundation

/// `efface verify`.
struct VerifyCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Say whether two pictures show one person.",
    discussion: """
      Compares the best face of each picture. The threshold is the published one of model and \
      metric unless --threshold gives another; published thresholds hold for photographs. Renders \
      of scans lie much nearer together, so calibrate them with 'efface threshold'.

      Example:
        efface verify before.png after.png --model dlib --json
      """)

  @Argument(help: "A PNG or JPEG picture.")
  var first: String

  @Argument(help: "Another picture.")
  var second: String

  @Option(name: .long, help: "The detector: \(FaceOptions.detectors).")
  var detector = "dlib"

  @Option(name: .long, help: "The model: \(FaceOptions.embedders).")
  var model = "dlib"

  @Option(name: .long, help: "The distance: \(FaceOptions.metrics); else the model's own.")
  var metric: String?

  @Option(name: .long, help: "The crop: native, study or box.")
  var align = AlignmentChoice.native

  @Option(name: .long, help: "What the pictures are: renders or photographs.")
  var pictures = PictureKind.renders

  @Option(name: .long, help: "The highest distance that counts as one person.")
  var threshold: Double?

  @Flag(name: .long, help: "Print one JSON object on standard output.")
  var json = false

  var wantsJSON: Bool { json }

  func execute() throws {
    let images = try FaceOptions.images([first, second])
    let store = AssetStore()
    let result = try FaceVerification(
      images[0], images[1], detector: FaceDetectors.named(detector, files: store),
      embedder: FaceEmbedders.named(model, files: store), alignment: align,
      pictures: pictures,
      distance: metric.map(Distances.named), threshold: threshold)
    if json { return try Terminal.printJSON(result) }
    let words = result.same ? "the same person" : "different people"
    let distance = String(format: "%.4f", result.distance)
    Terminal.printLine("\(words)\t\(result.metric) \(distance), threshold \(result.threshold)")
  }
}
