import Files
import Foundation
import Images
import TestSupport
import Testing

@testable import Assets
@testable import Faces

/// A network made here with the interface of deepface's ArcFace as tf2onnx gives it: 1 x 112 x 112 x 3
/// in, 512 numbers out. It means nothing; the numbers follow from the mean colour of the picture.
enum GeneratedNetwork {
  /// Output i is the mean of blue, green and red, weighted (i mod 3 + 1, 2, 1).
  static func bytes(dimension: Int = 512, side: Int = 112) -> Data {
    let weights = (0..<dimension).flatMap { row -> [Float] in [Float(row % 3 + 1), 2, 1] }
    let model = ONNXModel(
      name: "generated",
      nodes: [
        ONNXNode(
          "Transpose", inputs: ["picture"], outputs: ["planes"],
          attributes: [ONNXAttribute(name: "perm", list: [0, 3, 1, 2])]),
        ONNXNode("GlobalAveragePool", inputs: ["planes"], outputs: ["means"]),
        ONNXNode("Flatten", inputs: ["means"], outputs: ["flat"]),
        ONNXNode(
          "Gemm", inputs: ["flat", "weights", "bias"], outputs: ["embedding"],
          attributes: [ONNXAttribute(name: "transB", integer: 1)]),
      ],
      constants: [
        ONNXTensor(name: "weights", shape: [dimension, 3], floats: weights),
        ONNXTensor(
          name: "bias", shape: [dimension], floats: [Float](repeating: 0, count: dimension)),
      ],
      inputs: [ONNXValue(name: "picture", shape: [nil, side, side, 3])],
      outputs: [ONNXValue(name: "embedding", shape: [nil, dimension])])
    return Data(model.bytes)
  }
}

@Suite("Networks that a user adds")
struct AddedNetworksTests {
  private let folder: TemporaryFolder
  private let store: AssetStore
  private let file: URL

  init() throws {
    folder = try TemporaryFolder()
    store = AssetStore(root: folder.file("cache"))
    file = folder.file("network.onnx")
    try GeneratedNetwork.bytes().write(to: file)
  }

  private func card(_ changes: [String: Any] = [:]) throws -> NetworkCard {
    var values: [String: Any] = [
      "name": "made", "kind": "embedder", "source": "generated", "licence": "none",
      "input": [
        "width": 112, "height": 112, "colours": "bgr", "layout": "nhwc", "divide": [255],
      ] as [String: Any],
      "dimension": 512, "alignment": "study", "distance": "cosine", "thresholds": ["cosine": 0.68],
    ]
    values.merge(changes) { $1 }
    return try JSONDecoder().decode(
      NetworkCard.self, from: JSONSerialization.data(withJSONObject: values))
  }

  private func refusal(_ card: NetworkCard, _ file: URL? = nil) throws -> String {
    let added = try #require(store.addedNetworks)
    let error = #expect(throws: EffaceError.self) {
      try added.add(card, weights: file ?? self.file)
    }
    #expect(added.entries.isEmpty, "nothing may be added")
    return error?.description ?? ""
  }

  @Test("An added network is known by its name and gives the numbers that it stands for")
  func embeds() throws {
    let added = try #require(store.addedNetworks)
    let entry = try added.add(card(), weights: file)
    #expect(entry.card.sha256 == Checksum.sha256(GeneratedNetwork.bytes()))
    let embedder = try FaceEmbedders.named("made", files: store)
    #expect(embedder.dimension == 512 && embedder.card.weights[0].sha256 == entry.storedSHA256)
    var picture = Raster(width: 112, height: 112, channels: 3)
    for pixel in 0..<112 * 112 {
      picture.samples.replaceSubrange(pixel * 3..<pixel * 3 + 3, with: [51, 102, 255])
    }
    let values = try embedder.embed(crop: picture)
    // Blue 1, green 0.4, red 0.2: weights (1, 2, 1), (2, 2, 1), (3, 2, 1).
    for (value, expected) in zip(values, [2.0, 3, 4, 2] as [Float]) {
      #expect(abs(value - expected) < 1e-3)
    }
    #expect(embedder.threshold(for: Distances.all[0])?.value == 0.68)
  }

  @Test("Another checksum, size, layout, output or dimension is refused in a sentence")
  func differences() throws {
    let hash = String(repeating: "a", count: 64)
    #expect(try refusal(card(["sha256": hash])).contains("SHA-256"))
    #expect(try refusal(card(["dimension": 128])).contains("128 numbers"))
    #expect(try refusal(card(["output": "features"])).contains("'features'"))
    let input: [String: Any] = ["width": 160, "height": 112, "colours": "rgb", "layout": "nhwc"]
    let size = try refusal(card(["input": input]))
    #expect(size.contains("? x 112 x 112 x 3") && size.contains("1 x 112 x 160 x 3"))
    #expect(try refusal(card(["name": "sface"])).contains("another name"))
    let text = folder.file("text.onnx")
    try Data("not a network".utf8).write(to: text)
    #expect(try refusal(card(), text).contains("text.onnx"))
  }

  @Test("Weights that were changed after they were added are not used")
  func tampering() throws {
    let added = try #require(store.addedNetworks)
    try added.add(card(), weights: file)
    try GeneratedNetwork.bytes(dimension: 64).write(to: added.weights(of: "made"))
    let error = #expect(throws: EffaceError.self) {
      try FaceEmbedders.named("made", files: store)
    }
    #expect(error?.description.contains("changed after") == true)
    let unknown = #expect(throws: EffaceError.self) {
      try FaceEmbedders.named("maid", files: store)
    }
    #expect(unknown?.description.contains("made") == true)
  }
}
