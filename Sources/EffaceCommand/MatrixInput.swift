public import ArgumentParser
internal import Files
internal import Foundation
public import Statistics

/// A distance matrix on disk and what stands beside it.
struct MatrixInput {
  let matrix: DistanceMatrix
  private let url: URL

  /// Reads the matrix in the file at `path`.
  init(path: String) throws(EffaceError) {
    url = URL(fileURLWithPath: path)
    matrix = try DistanceMatrix(contentsOf: url, source: path)
  }

  /// The metric named by the matrix's sidecar (the same name, ending in `.json`), where there is one.
  ///
  /// - Throws: `EffaceError.format` where the sidecar names a metric that does not exist.
  func metricOfSidecar() throws(EffaceError) -> DistanceMetric? {
    struct Sidecar: Decodable { let metric: String? }
    let text = url.pathExtension == "gz" ? url.deletingPathExtension() : url
    let file = text.deletingPathExtension().appendingPathExtension("json")
    guard let data = try? Data(contentsOf: file),
      let name = try? JSONDecoder().decode(Sidecar.self, from: data).metric
    else { return nil }
    guard let metric = DistanceMetric(rawValue: name) else {
      throw EffaceError(
        .format,
        "The file \(file.path) names the metric \(name), which is not known; give --metric.")
    }
    return metric
  }
}

extension DistanceMetric: ExpressibleByArgument {}

extension ThresholdSelection.Rule: ExpressibleByArgument {}
