internal import Files
internal import Foundation
internal import Images

/// An embedder that is a network in OpenCV. Threads may share one.
final class EmbeddingNetwork: Sendable {
  private let input: NetworkInput
  private let output: String?
  private let dimension: Int
  private let isNormalised: Bool
  private let networks: Pool<OpenCVNetwork>
  private let file: String

  /// Loads the network.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - format: How it is stored.
  ///   - input: What goes in.
  ///   - output: The output that is the embedding; the last one where nil.
  ///   - dimension: Numbers of an embedding.
  ///   - isNormalised: Whether embeddings are brought to length 1.
  /// - Throws: `EffaceError.foreign`, naming the file.
  init(
    _ url: URL, format: OpenCVNetwork.Format = .onnx, input: NetworkInput,
    output: String? = nil, dimension: Int, isNormalised: Bool = false
  ) throws(EffaceError) {
    self.input = input
    self.output = output
    self.dimension = dimension
    self.isNormalised = isNormalised
    file = url.path
    networks = try Pool { () throws(EffaceError) in try OpenCVNetwork(url, format: format) }
  }

  /// The embedding of a crop, which is brought to the network's size with its proportions.
  func embed(_ crop: Raster) throws(EffaceError) -> [Float] {
    let square = Letterbox.fit(crop, width: input.width, height: input.height)
    let blob = input.blob(square.map { $0 * 255 })
    let outputs = try networks.withOne { (network) throws(EffaceError) in
      try network.forward(blob, shape: input.shape, outputs: output.map { [$0] } ?? [])
    }
    guard let embedding = outputs.first?.values, embedding.count == dimension else {
      throw EffaceError(
        .format,
        "The network \(file) gives \(outputs.first?.values.count ?? 0) numbers for a face and not "
          + "\(dimension), so it is not the one that is expected.")
    }
    return isNormalised ? Self.normalised(embedding) : embedding
  }

  /// `values` at length 1; zeros stay zeros.
  private static func normalised(_ values: [Float]) -> [Float] {
    let length = values.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
    return length > 0 ? values.map { Float(Double($0) / length) } : values
  }
}
