internal import Files
internal import Foundation
internal import Reports
internal import Statistics

/// The attacks of a study, computed from its stored matrices; the evaluation stage and the report
/// share this one way.
struct StudyAttacks {
  let pipeline: Pipeline
  let split: Split

  /// The attack on `arm`; arms other than the baseline are tried with its threshold as well.
  ///
  /// - Throws: `EffaceError` where a matrix cannot be read or the metric is unknown.
  func attack(
    _ arm: String, model: String, metric: String, in folder: RunFolder
  ) throws(EffaceError) -> Attack {
    let baseline =
      arm == RunFolder.baseline
      ? nil : try single(RunFolder.baseline, model, metric, folder, threshold: nil)
    return try single(
      arm, model, metric, folder, threshold: baseline?.selection?.f1.threshold)
  }

  private func single(
    _ arm: String, _ model: String, _ metric: String, _ folder: RunFolder, threshold: Double?
  ) throws(EffaceError) -> Attack {
    guard let known = DistanceMetric(rawValue: metric) else {
      throw EffaceError(.argument, "There are no curves for the distance '\(metric)'.")
    }
    let path = RunFolder.matrix(arm, model, metric) + ".csv"
    guard let text = try? String(contentsOf: folder.url(path), encoding: .utf8) else {
      throw EffaceError(.file, "The matrix \(path) of the run cannot be read.")
    }
    return Attack(
      arm: arm, model: model, metric: known, file: path,
      matrix: try DistanceMatrix(csv: text, source: path), split: split,
      rule: pipeline.evaluate.curves == .study ? .study : .exact,
      confidence: pipeline.evaluate.confidence, baselineThreshold: threshold)
  }
}
