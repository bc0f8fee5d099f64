internal import Files
internal import Statistics

/// An attack whose F1 threshold was chosen on one part of the people and tried on the other, for
/// several ways of parting them.
struct SplitTrial {
  /// `sequential`, `random`, `stratified`, or `5-fold`.
  let kind: String
  /// The threshold; the mean of those of the folds.
  let threshold: Double
  /// People on whom it was tried; everybody once in folds.
  let people: Int
  let truePositives: Int
  let falsePositives: Int
  /// Mated and non-mated comparisons tried, those without a face included.
  let mated: Int
  let nonMated: Int

  static let seed: UInt64 = 1
  static let foldCount = 5

  var tar: Double { mated > 0 ? Double(truePositives) / Double(mated) : .nan }
  var fmr: Double { nonMated > 0 ? Double(falsePositives) / Double(nonMated) : .nan }

  /// All ways for `attack`; those that leave too few people on a side are left out.
  static func all(_ attack: Attack, _ report: StudyReport) -> [SplitTrial] {
    let ids = attack.matrix.people
    let chosen = report.people.filter(\.choosesThreshold).count
    let fraction = Double(chosen) / Double(max(1, report.people.count))
    let labels = Dictionary(
      report.people.map { ($0.id, "\($0.origin) \($0.modality)") },
      uniquingKeysWith: { one, _ in one })
    let found = Dictionary(
      attack.people.map { ($0.id, $0.distance != nil) }, uniquingKeysWith: { one, _ in one })
    // Strata: what kind of scan, and whether the attacker found both faces.
    let label = { (id: String) in "\(labels[id] ?? "") \(found[id] ?? false)" }
    let splits: [(String, [Split])] = [
      ("sequential", [.sequential(ids, fraction: fraction)]),
      ("random", [.random(ids, fraction: fraction, seed: seed)]),
      ("stratified", [.stratified(ids, fraction: fraction, seed: seed, label: label)]),
      ("\(foldCount)-fold", Split.folds(ids, count: foldCount, seed: seed)),
    ]
    return splits.compactMap { SplitTrial($0, $1, attack) }
  }

  private init?(_ kind: String, _ splits: [Split], _ attack: Attack) {
    var (thresholds, people): ([Double], Int) = ([], 0)
    var (accepted, falselyAccepted, mated, nonMated) = (0, 0, 0, 0)
    for split in splits {
      let rule = attack.selection?.protocol ?? .exact
      guard
        let selection = try? ThresholdSelection(
          attack.matrix.selecting(split.training), rule: rule, metric: attack.metric)
      else { return nil }
      let scores = ComparisonScores(attack.matrix.selecting(split.testing))
      thresholds.append(selection.f1.threshold)
      people += split.testing.count
      accepted += scores.truePositives(at: selection.f1.threshold)
      falselyAccepted += scores.falsePositives(at: selection.f1.threshold)
      mated += scores.mated.count + scores.failedMated
      nonMated += scores.nonMated.count + scores.failedNonMated
    }
    guard mated > 0, nonMated > 0 else { return nil }
    self.kind = kind
    threshold = thresholds.reduce(0, +) / Double(thresholds.count)
    self.people = people
    truePositives = accepted
    falsePositives = falselyAccepted
    self.mated = mated
    self.nonMated = nonMated
  }
}
