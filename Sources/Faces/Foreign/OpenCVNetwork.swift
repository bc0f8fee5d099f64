internal import COpenCV
internal import Files
internal import Foundation

/// Owner of a network that OpenCV's dnn module runs. One thread at a time.
final class OpenCVNetwork: @unchecked Sendable {
  /// How a network is stored.
  enum Format {
    case onnx
    case tensorFlow
  }

  /// What a layer gave.
  struct Output {
    /// Sizes, slowest first.
    let shape: [Int]
    /// Row-major values.
    let values: [Float]
  }

  private let pointer: OpaquePointer
  private let file: String

  init(_ url: URL, format: Format) throws(EffaceError) {
    file = url.lastPathComponent
    var made: OpaquePointer?
    try Self.run("The weights \(url.path) cannot be loaded") {
      copencv_net_create(url.path, format == .onnx ? .onnx : .tensorflow, &made, $0)
    }
    guard let made else { throw EffaceError(.foreign, "OpenCV gave no network.") }
    pointer = made
  }

  deinit { copencv_net_destroy(pointer) }

  /// Runs the network.
  ///
  /// - Parameters:
  ///   - blob: Row-major values of batch x channels x height x width.
  ///   - shape: The four sizes.
  ///   - outputs: Names of layers; empty for the last layer.
  /// - Returns: One output for each name, in their order, or one.
  /// - Throws: `EffaceError.foreign`.
  func forward(
    _ blob: [Float], shape: [Int], outputs: [String] = []
  ) throws(EffaceError) -> [Output] {
    precondition(shape.count == 4 && shape.reduce(1, *) == blob.count, "blob must fit its shape")
    let names = outputs.map { strdup($0) }
    defer { names.forEach { free($0) } }
    let known = names.compactMap { $0.map { UnsafePointer($0) } }
    try Self.run("The network \(file) failed") { error in
      copencv_net_forward(pointer, blob, shape.map { Int32($0) }, known, known.count, error)
    }
    return (0..<copencv_net_output_count(pointer)).map(output)
  }

  private func output(_ index: Int) -> Output {
    let shape = (0..<copencv_net_output_dimensions(pointer, index)).map {
      Int(copencv_net_output_size(pointer, index, $0))
    }
    let values = UnsafeBufferPointer(
      start: copencv_net_output_values(pointer, index), count: shape.reduce(1, *))
    return Output(shape: shape, values: Array(values))
  }

  static func run(
    _ subject: @autoclosure () -> String, _ call: (copencv_error) -> copencv_status
  ) throws(EffaceError) {
    var reason = ""
    let status = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { buffer in
      guard let text = buffer.baseAddress else { return copencv_status.failed }
      text[0] = 0
      let status = call(copencv_error(text: text, capacity: buffer.count))
      reason = String(cString: text)
      return status
    }
    guard status != .ok else { return }
    throw EffaceError(.foreign, "\(subject()): \(reason.singleLine).")
  }
}
