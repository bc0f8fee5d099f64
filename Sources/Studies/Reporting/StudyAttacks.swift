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
  /// An attacker who has the very scan follows the 2024 study: its grid, and the first share of those
  /// whose face was found on both sides.
  ///
  /// - Throws: `EffaceError` where a matrix cannot be read or the metric is unknown.
  func attack(
    _ arm: String, _ attacker: StudyAttacker, in folder: RunFolder
  ) throws(EffaceError) -> Attack {
    if attacker.sameScan {
      let (path, matrix, metric) = try read(arm, attacker, folder)
      return Attack(
        arm: arm, model: attacker.model, metric: metric, gallery: .sameScan, file: path,
        matrix: matrix, split: .sequential(matrix, fraction: pipeline.split.fraction),
        rule: .study, confidence: pipeline.evaluate.confidence)
    }
    let baseline =
      arm == RunFolder.baseline
      ? nil : try single(RunFolder.baseline, attacker, folder, threshold: nil)
    return try single(arm, attacker, folder, threshold: baseline?.selection?.f1.threshold)
  }

  private func single(
    _ arm: String, _ attacker: StudyAttacker, _ folder: RunFolder, threshold: Double?
  ) throws(EffaceError) -> Attack {
    let (path, matrix, metric) = try read(arm, attacker, folder)
    return Attack(
      arm: arm, model: attacker.model, metric: metric, file: path, matrix: matrix, split: split,
      rule: pipeline.evaluate.curves == .study ? .study : .exact,
      confidence: pipeline.evaluate.confidence, baselineThreshold: threshold)
  }

  private func read(
    _ arm: String, _ attacker: StudyAttacker, _ folder: RunFolder
  ) throws(EffaceError) -> (path: String, matrix: DistanceMatrix, metric: DistanceMetric) {
    guard let metric = DistanceMetric(rawValue: attacker.metric) else {
      throw EffaceError(.argument, "There are no curves for the distance '\(attacker.metric)'.")
    }
    let path = RunFolder.matrix(arm, attacker) + ".csv"
    guard let file = folder.matrixFile(arm, attacker) else {
      throw EffaceError(.file, "The matrix \(path) of the run is not there.")
    }
    return (path, try DistanceMatrix(contentsOf: folder.url(file), source: file), metric)
  }
}
