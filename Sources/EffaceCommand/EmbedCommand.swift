internal import ArgumentParser
internal import Assets
internal import Faces
internal import Foundation

/// `efface embed`.
struct EmbedCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "embed",
    abstract: "Turn face crops into the vectors that a recognition network compares.",
    discussion: """
      Writes one row for each crop: file, id, reason, and the numbers v1, v2, ... A crop that cannot \
      be read is a row with a reason and no numbers. Crops of another size than the network's are \
      resized in floating point, keep their proportions and get black bars, as in deepface.

      Example:
        efface embed crops/*_dlib.png -o embeddings.csv --model dlib

      References: King, dlib.net, 2017; Schroff, Kalenichenko and Philbin, CVPR 2015.
      """)

  @Argument(help: "Crops that 'efface detect' wrote, or other pictures of one face each.")
  var crops: [String]

  @Option(name: [.short, .long], help: "The table (.csv).")
  var output: String

  @Option(name: .long, help: "The model: \(FaceOptions.embedders).")
  var model = "dlib"

  @OptionGroup var common: CommonOptions

  var wantsJSON: Bool { common.json }

  func execute() throws {
    let crops = try FaceOptions.images(crops)
    let target = URL(fileURLWithPath: output)
    try common.guardOutput(target)
    let embedder = try FaceEmbedders.named(model, files: AssetStore())
    let bar = ProgressBar(total: crops.count)
    let table = try CropEmbedding.run(crops, with: embedder) { bar.show($0) }
    try table.write(to: target)
    let embedded = table.rows.count { $0.values != nil }
    if common.json {
      return try Terminal.printJSON(
        Summary(
          output: output, model: table.model, dimension: table.dimension, embedded: embedded,
          failed: table.rows.filter { $0.values == nil }.map {
            Summary.Failure(file: $0.file, reason: $0.reason ?? "")
          }))
    }
    for row in table.rows where row.values == nil {
      Terminal.say("\(row.file): \(row.reason ?? "")")
    }
    Terminal.printLine("\(output)\t\(embedded) of \(table.rows.count) crops embedded")
  }

  private struct Summary: Encodable {
    struct Failure: Encodable {
      let file: String
      let reason: String
    }

    let output: String
    let model: String
    let dimension: Int
    let embedded: Int
    let failed: [Failure]
  }
}
