internal import Files
internal import Foundation
internal import Images

/// A detector that is an ONNX network in OpenCV. Threads may share one.
final class DetectionNetwork: Sendable {
  private let input: NetworkInput
  private let decoding: DetectionDecoding
  private let contextScale: Double
  private let minimum: Double
  private let networks: Pool<OpenCVNetwork>

  /// Loads the network.
  ///
  /// - Parameters:
  ///   - url: The ONNX file.
  ///   - input: What goes in.
  ///   - decoding: What the outputs mean.
  ///   - contextScale: By how much its boxes must grow to hold the face with some margin.
  ///   - minimum: The lowest score that counts as a face in any kind of picture.
  /// - Throws: `EffaceError.foreign`, naming the file.
  init(
    _ url: URL, input: NetworkInput, decoding: DetectionDecoding, contextScale: Double,
    minimum: Double
  ) throws(EffaceError) {
    self.input = input
    self.decoding = decoding
    self.contextScale = contextScale
    self.minimum = minimum
    networks = try Pool { () throws(EffaceError) in try OpenCVNetwork(url, format: .onnx) }
  }

  /// The faces in `picture`, the surest first.
  func detect(_ picture: Raster) throws(EffaceError) -> [FaceDetection] {
    let fitted = FittedPicture(picture, width: input.width, height: input.height)
    let blob = input.blob(fitted.pixels)
    let outputs = try networks.withOne { (network) throws(EffaceError) in
      try network.forward(blob, shape: input.shape, outputs: decoding.outputs)
    }
    return try decoding.decode(
      outputs.map(\.values), width: input.width, height: input.height, minimum: minimum
    ).map { $0.detection(factor: fitted.factor, contextScale: contextScale) }
  }
}
