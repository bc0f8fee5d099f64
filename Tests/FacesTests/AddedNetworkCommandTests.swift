import Files
import Foundation
import Images
import TestSupport
import Testing

/// `efface models add`, as a user calls it, with generated networks in place of weights that may not
/// be passed on.
@Suite("efface models add")
struct AddedNetworkCommandTests {
  /// A card of the suite and the interface of its network.
  struct Interface: Sendable, CustomTestStringConvertible {
    let card: String
    let side: Int
    let dimension: Int
    var testDescription: String { card }
  }

  static let interfaces = [
    Interface(card: "vgg-face", side: 224, dimension: 4096),
    Interface(card: "facenet512-vggface2", side: 160, dimension: 512),
    Interface(card: "arcface", side: 112, dimension: 512),
  ]

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func efface(_ arguments: String...) throws -> Efface.Outcome {
    try Efface.run(arguments, environment: ["EFFACE_CACHE": folder.file("cache").path])
  }

  /// A crop in one colour, wider than high, and the table of what `model` makes of it.
  private func embedding(by model: String) throws -> [Float] {
    var crop = Raster(width: 60, height: 60, channels: 3)
    for pixel in 0..<60 * 60 {
      crop.samples.replaceSubrange(pixel * 3..<pixel * 3 + 3, with: [51, 102, 255])
    }
    let picture = folder.file("crop.png")
    try PNG.write(crop, to: picture)
    let table = folder.file("\(model).csv")
    let outcome = try efface(
      "embed", picture.path, "-o", table.path, "--model", model, "--force", "--json")
    #expect(outcome.status == 0, "\(outcome.talk)")
    #expect(outcome.json["embedded"] as? Int == 1)
    let lines = try String(contentsOf: table, encoding: .utf8).split(whereSeparator: \.isNewline)
    return try #require(lines.last).split(separator: ",", omittingEmptySubsequences: false)
      .dropFirst(3).compactMap { Float($0) }
  }

  @Test("A card of the suite takes a network of its interface, and no other", arguments: interfaces)
  func shipped(_ interface: Interface) throws {
    let without = try efface("models", "add", interface.card)
    #expect(without.status == 1 && without.talk.contains("--weights"))
    let file = folder.file("network.onnx")
    try GeneratedNetwork.bytes(dimension: interface.dimension, side: interface.side - 1)
      .write(to: file)
    let wrong = try efface("models", "add", interface.card, "--weights", file.path)
    #expect(wrong.status == 1 && wrong.talk.contains("\(interface.side)"), "\(wrong.talk)")
    let bytes = GeneratedNetwork.bytes(dimension: interface.dimension, side: interface.side)
    try bytes.write(to: file)
    let added = try efface("models", "add", interface.card, "--weights", file.path, "--json")
    #expect(added.status == 0, "\(added.talk)")
    let card = try #require(added.json["card"] as? [String: Any])
    #expect(card["name"] as? String == interface.card)
    #expect(card["sha256"] as? String == Checksum.sha256(bytes))
    // Blue 1, green 0.4, red 0.2: weights (1, 2, 1), (2, 2, 1), (3, 2, 1).
    var expected = (0..<interface.dimension).map { Float($0 % 3) + 2 }
    if interface.card == "vgg-face" {
      let length = expected.reduce(0) { $0 + $1 * $1 }.squareRoot()
      expected = expected.map { $0 / length }
    }
    let values = try embedding(by: interface.card)
    #expect(values.count == interface.dimension)
    let farthest = zip(values, expected).map { abs($0 - $1) }.max() ?? 1
    #expect(farthest < 1e-3)
  }

  @Test("A printed card, edited and with the file beside it, makes a network of one's own")
  func edited() throws {
    let printed = try efface("models", "card", "arcface")
    let own = String(decoding: printed.output, as: UTF8.self)
      .replacingOccurrences(of: "name: arcface", with: "name: mine\nfile: mine.onnx")
    try Data(own.utf8).write(to: folder.file("mine.yaml"))
    try GeneratedNetwork.bytes().write(to: folder.file("mine.onnx"))
    let added = try efface("models", "add", folder.file("mine.yaml").path)
    #expect(added.status == 0, "\(added.talk)")
    #expect(String(decoding: added.output, as: UTF8.self).contains("is pinned now"))
    #expect(try embedding(by: "mine").count == 512)
  }
}
