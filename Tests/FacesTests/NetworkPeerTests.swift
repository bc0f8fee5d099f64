import Assets
import Files
import Foundation
import Geometry
import Images
import TestSupport
import Testing

@testable import Faces

/// onnxruntime and dlib's own Python package on the same pixels.
@Suite(
  .enabled(
    if: Peers.python != nil && FaceTruth.hasNetworks && FaceTruth.hasDlib,
    "needs EFFACE_PEERS_PYTHON with onnxruntime and dlib, and the installed models"))
struct NetworkPeerTests {
  private struct Question: Encodable {
    let sface, retinaface, yunet, resnet: String
    /// Interleaved RGB samples of 112, 640 and 150 pixels square.
    let small, large, chip: [UInt8]
  }

  private struct Answer: Decodable {
    let sface, resnet: [Float]
    let retinaface, yunet: [[Float]]
  }

  /// A smooth coloured pattern with something like a face in it.
  private static func picture(_ side: Int) -> Raster {
    var picture = Raster(width: side, height: side, channels: 3)
    for y in 0..<side {
      for x in 0..<side {
        let (u, v) = (Double(x) / Double(side) - 0.5, Double(y) / Double(side) - 0.5)
        let face = exp(-(u * u * 14 + v * v * 8))
        let eyes = exp(-(pow(abs(u) - 0.13, 2) + pow(v + 0.1, 2)) * 600)
        let mouth = exp(-(u * u * 90 + pow(v - 0.2, 2) * 900))
        let value = 40 + 190 * face - 120 * eyes - 90 * mouth
        for channel in 0..<3 {
          let level = value * (1 - 0.1 * Double(channel)) + 6 * sin(30 * u + Double(channel))
          picture.samples[picture.index(x, y) + channel] = UInt8(min(max(level, 0), 255))
        }
      }
    }
    return picture
  }

  @Test("Embeddings and the raw outputs of detectors are the references' to 1e-5")
  func agree() throws {
    let store = AssetStore()
    let (small, large, chip) = (Self.picture(112), Self.picture(640), Self.picture(150))
    let answer = try Peers.ask(
      "networks.py",
      Question(
        sface: store.url(of: "sface").path, retinaface: store.url(of: "retinaface").path,
        yunet: store.url(of: "yunet").path, resnet: store.url(of: "dlib-resnet").path,
        small: small.samples, large: large.samples, chip: chip.samples), as: Answer.self)
    let sface = try FaceEmbedders.named("sface", files: store).embed(crop: small)
    let resnet = try FaceEmbedders.named("dlib", files: store).embed(crop: chip)
    #expect(Self.difference(sface, answer.sface) < 1e-5)
    #expect(Self.difference(resnet, answer.resnet) < 1e-5)
    let retinaface = try outputs(
      store.url(of: "retinaface"), .retinaface, large,
      NetworkInput(width: 640, height: 640, colours: .bgr, subtract: [104, 117, 123]))
    let yunet = try outputs(
      store.url(of: "yunet"), .yunet, large,
      NetworkInput(width: 640, height: 640, colours: .bgr))
    for (own, reference) in zip(retinaface + yunet, answer.retinaface + answer.yunet) {
      #expect(Self.difference(own, reference) < 1e-5)
    }
  }

  private struct GraphQuestion: Encodable {
    let graph: String
    let side: Int
    let samples: [UInt8]
  }

  /// onnxruntime does not read TensorFlow's frozen graphs; numpy follows this one node by node.
  @Test(
    "FaceNet's embedding is that of its graph computed by numpy, to 1e-5",
    .enabled(if: FaceTruth.hasFaceNet, "needs the installed facenet512"))
  func faceNet() throws {
    let store = AssetStore()
    let picture = Self.picture(160)
    let reference = try Peers.ask(
      "frozen_graph.py",
      GraphQuestion(graph: store.url(of: "facenet512").path, side: 160, samples: picture.samples),
      as: [Float].self)
    let own = try FaceEmbedders.named("facenet512", files: store).embed(crop: picture)
    #expect(reference.count == 512)
    #expect(Self.difference(own, reference) < 1e-5)
  }

  private func outputs(
    _ url: URL, _ decoding: DetectionDecoding, _ picture: Raster, _ input: NetworkInput
  ) throws -> [[Float]] {
    try OpenCVNetwork(url, format: .onnx).forward(
      input.blob(picture.samples.map(Float.init)), shape: input.shape, outputs: decoding.outputs
    ).map(\.values)
  }

  /// The largest difference, as a share of the largest number where that is above 1.
  private static func difference(_ own: [Float], _ reference: [Float]) -> Float {
    guard own.count == reference.count else { return .infinity }
    let scale = max(reference.map(abs).max() ?? 1, 1)
    return (zip(own, reference).map { abs($0 - $1) }.max() ?? .infinity) / scale
  }
}
