internal import ArgumentParser
internal import Assets
internal import Faces
internal import Files
internal import Foundation
internal import Statistics

/// `efface compare`.
struct CompareCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Measure how far everybody's defaced face lies from everybody's original.",
    discussion: """
      Reads two folders of face crops, embeds each crop once, and writes the matrix of distances: \
      rows <id>_n (originals), columns <id>_d (defaced), ids in natural order. The id is the name of \
      a crop without extension, detector and side: 12.png, 12_d.png, 12_dlib.png and 12_d_dlib.png \
      all show person 12. A person without a face on one side keeps a row or column of 'nan': \
      people of one folder only, and those whom detections.json lists as undetected.

      Example:
        efface compare --originals crops/original --defaced crops/defaced -o distances.csv \
      --model dlib --metric euclidean_l2

      The metrics are deepface's: cosine, euclidean, euclidean_l2 (of vectors of length 1), angular \
      (in half turns).
      """)

  @Option(name: .long, help: "The folder of the crops before defacing.")
  var originals: String

  @Option(name: .long, help: "The folder of the crops after defacing.")
  var defaced: String

  @Option(name: [.short, .long], help: "The matrix (.csv).")
  var output: String

  @Option(name: .long, help: "The model: \(FaceOptions.embedders).")
  var model = "dlib"

  @Option(name: .long, help: "The distance: \(FaceOptions.metrics); else the model's own.")
  var metric: String?

  @Option(name: .long, help: "Decimals to round distances to; the study took 2.")
  var round: Int?

  @OptionGroup var common: CommonOptions

  var wantsJSON: Bool { common.json }

  func validate() throws {
    if let round, !(0...15).contains(round) {
      throw ValidationError("--round takes 0 to 15 decimals.")
    }
  }

  func execute() throws {
    let target = URL(fileURLWithPath: output)
    try common.guardOutput(target)
    let embedder = try FaceEmbedders.named(model, files: AssetStore())
    let distance = try metric.map(Distances.named) ?? embedder.nativeDistance
    let before = try FaceComparison.table(
      of: URL(fileURLWithPath: originals), embedder: embedder)
    let after = try FaceComparison.table(of: URL(fileURLWithPath: defaced), embedder: embedder)
    let matrix = try FaceComparison.matrix(
      originals: before, defaced: after, distance: distance)
    try AtomicFile.write(Data(matrix.csv(roundedToDigits: round).utf8), to: target)
    let summary = Summary(
      output: output, model: embedder.name, metric: distance.name, rows: matrix.rowCount,
      columns: matrix.columnCount, compared: matrix.survivors.count,
      missing: before.missing + after.missing)
    if common.json { return try Terminal.printJSON(summary) }
    for missing in summary.missing { Terminal.say("\(missing.file): \(missing.reason)") }
    Terminal.printLine(
      "\(output)\t\(summary.rows) x \(summary.columns)\t\(summary.compared) people on both sides")
  }

  private struct Summary: Encodable {
    let output: String
    let model: String
    let metric: String
    let rows: Int
    let columns: Int
    let compared: Int
    let missing: [Missing]
  }
}

/// A picture without an embedding.
private struct Missing: Encodable {
  let file: String
  let id: String
  let reason: String
}

extension EmbeddingTable {
  fileprivate var missing: [Missing] {
    rows.filter { $0.values == nil }.map {
      Missing(file: $0.file, id: $0.id, reason: $0.reason ?? "")
    }
  }
}
