internal import ArgumentParser
internal import Assets
internal import Faces
internal import Files
internal import Foundation
internal import Studies

/// `efface models add`.
struct ModelsAdd: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Add any ONNX face detector or embedder, described by a card.",
    discussion: """
      The card is a YAML file: what goes into the network (size, colours, scaling, layout), what \
      comes out, how faces are cut out, distance and thresholds, licence, source, SHA-256. 'efface \
      models card arcface' prints one as a pattern. The network is checked against its card, run \
      once, and kept in the cache folder; afterwards every command knows it by its name. A network \
      that OpenCV cannot read is rewritten (8-bit weights unpacked, shapes fixed) where that helps.

      The cards vgg-face, facenet512-vggface2 and arcface come with the suite and can be named in \
      place of a file; their weights do not come with it, and the card says where to get them.

      Examples:
        efface models add my-embedder.yaml
        efface models add arcface --weights arcface.onnx
      """)

  @Argument(help: "A card (.yaml), or the name of a card of the suite.")
  var card: String

  @Option(name: .long, help: "The ONNX file, where the card does not name it.")
  var weights: String?

  @Flag(name: .long, help: "Print one JSON object on standard output.")
  var json = false

  var wantsJSON: Bool { json }

  func execute() throws {
    let (card, folder) = try read()
    let file: URL
    if let weights {
      file = URL(fileURLWithPath: weights)
    } else if let name = card.file {
      file = URL(fileURLWithPath: name, relativeTo: folder)
    } else {
      throw EffaceError(
        .missing,
        "The weights of \(card.name) are not included (\(card.source)); give them with --weights.")
    }
    guard let added = AssetStore().addedNetworks else { return }
    let entry = try added.add(card, weights: file)
    if json { return try Terminal.printJSON(entry) }
    let pinned = card.sha256 == nil ? "; its SHA-256 \(entry.card.sha256 ?? "") is pinned now" : ""
    Terminal.printLine("Added the \(card.kind.rawValue) \(card.name)\(pinned).")
  }

  private func read() throws -> (card: NetworkCard, folder: URL) {
    let here = URL(fileURLWithPath: FileManager.default.currentDirectoryPath, isDirectory: true)
    if let shipped = NetworkCardFile.shipped.first(where: { $0.name == card }) {
      return (try shipped.card(), here)
    }
    let url = URL(fileURLWithPath: card)
    return (try NetworkCardFile.read(url), url.deletingLastPathComponent())
  }
}

/// `efface models card`.
struct ModelsCard: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "card",
    abstract: "Print a card of the suite whose weights are not included, as a pattern for others.",
    discussion: """
      Example:
        efface models card arcface > arcface.yaml
      """)

  @Argument(help: "vgg-face, facenet512-vggface2 or arcface.")
  var name: String

  @Flag(name: .long, help: "Print one JSON object on standard output.")
  var json = false

  var wantsJSON: Bool { json }

  func execute() throws {
    guard let shipped = NetworkCardFile.shipped.first(where: { $0.name == name }) else {
      let known = NetworkCardFile.shipped.map(\.name)
      throw EffaceError(
        .argument,
        "The suite has no card called '\(name)'; "
          + NearestName.suggestion(for: name, in: known))
    }
    if json { return try Terminal.printJSON(shipped.card()) }
    Terminal.printLine(shipped.text)
  }
}
