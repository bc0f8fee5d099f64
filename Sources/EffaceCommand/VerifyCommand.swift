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

      Of two folders every picture of one is compared with every picture of the other, and of one \
      folder given twice every two pictures; the table has the columns first, second, the metric, \
      same (1 or 0) and reason (why there is no distance), and goes to -o or standard output.

      Examples:
        efface verify before.png after.png --model dlib --json
        efface verify originals defaced -o pairs.csv
      """)

  @Argument(help: "A PNG or JPEG picture, or a folder of them.")
  var first: String

  @Argument(help: "Another picture, or another folder.")
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

  @Option(name: .shortAndLong, help: "Of folders: the table (.csv).")
  var output: String?

  @OptionGroup var common: CommonOptions

  var wantsJSON: Bool { common.json }

  func execute() throws {
    if let output { try common.guardOutput(URL(fileURLWithPath: output)) }
    let input = try PairInput(first, second)
    if input.isFolders { return try verify(input.pairs) }
    let images = [input.pairs.pairs[0].first, input.pairs.pairs[0].second]
    let store = AssetStore()
    let result = try FaceVerification(
      images[0], images[1], detector: FaceDetectors.named(detector, files: store),
      embedder: FaceEmbedders.named(model, files: store), alignment: align,
      pictures: pictures,
      distance: metric.map(Distances.named), threshold: threshold)
    if common.json { return try Terminal.printJSON(result) }
    let words = result.same ? "the same person" : "different people"
    let distance = String(format: "%.4f", result.distance)
    Terminal.printLine("\(words)\t\(result.metric) \(distance), threshold \(result.threshold)")
  }

  private func verify(_ images: FaceImagePairs) throws {
    let store = AssetStore()
    let embedder = try FaceEmbedders.named(model, files: store)
    let pipeline = FacePipeline(
      detector: try FaceDetectors.named(detector, files: store), embedders: [embedder],
      alignment: align, pictures: pictures)
    let result = try FaceVerifications(
      images, pipeline: pipeline, embedder: embedder, distance: metric.map(Distances.named),
      threshold: threshold)
    if common.json { try Terminal.printJSON(result) }
    if !common.json || output != nil {
      try PairTable.emit(result.csv, to: output)
    }
  }
}
