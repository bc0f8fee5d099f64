internal import Files
public import Statistics

/// What one attacker (a network and a distance) reaches in one arm, computed from the distance
/// matrix alone.
public struct Attack: Sendable, Encodable {
  /// The arm that is attacked.
  public let arm: String
  /// The network.
  public let model: String
  /// The distance.
  public let metric: DistanceMetric
  /// What the attacker has a name for.
  public let gallery: Gallery
  /// The matrix's file, relative to the run folder.
  public let file: String
  /// Thresholds chosen on the first part of the people; nil where that was not possible.
  public let selection: ThresholdSelection?
  /// What thresholds do on the other part.
  public let trials: [Trial]
  /// Identification and areas over everybody, for which no threshold is needed (its threshold is
  /// that of the first trial).
  public let whole: Evaluation?
  /// The row of the 2024 study's results table, which leaves undetected people out.
  public let published: PublishedRow?
  /// How near each person's own picture is.
  public let people: [Match]
  /// Why a number is missing, in sentences.
  public let notes: [String]

  /// The distances.
  public let matrix: DistanceMatrix
  /// The curves on the people who choose the threshold.
  public let curves: AttackCurves?

  enum CodingKeys: String, CodingKey {
    case arm, model, metric, gallery, file, selection, trials, whole, published, people, notes
  }

  /// What the attacker has a name for.
  public enum Gallery: String, Sendable, Encodable {
    /// Pictures of their own: another session, or another view.
    case named = "gallery"
    /// The very scans that were defaced, as in the 2024 study.
    case sameScan = "same scan"
  }

  /// A threshold and what it does on the people on whom it was not chosen.
  public struct Trial: Sendable, Encodable {
    /// `f1`, `youden`, or `baseline f1`: the threshold of the undefaced arm, which is the one that an
    /// attacker can choose who has never seen a defaced face.
    public let rule: String
    /// What it does.
    public let evaluation: Evaluation
  }

  /// A row of the results table of the 2024 study.
  public struct PublishedRow: Sendable, Encodable, Equatable {
    /// The F1 threshold of the first part.
    public let threshold: Double
    /// Mated comparisons accepted.
    public let truePositives: Int
    /// Non-mated comparisons accepted.
    public let falsePositives: Int
    /// Mated comparisons of detected people that were not accepted.
    public let falseNegatives: Int
    /// People on each side of the matrix.
    public let size: Int
  }

  /// One person's own comparison.
  public struct Match: Sendable, Encodable, Equatable {
    /// The person.
    public let id: String
    /// Distance to the own gallery picture; nil where a face was not found.
    public let distance: Double?
    /// 1 + the number of other people who are nearer; nil as `distance`.
    public let rank: Int?
  }

  /// Chooses thresholds on `split.training` and tries them, and `baselineThreshold` if given, on
  /// `split.testing`.
  public init(
    arm: String, model: String, metric: DistanceMetric, gallery: Gallery = .named, file: String,
    matrix: DistanceMatrix, split: Split, rule: ThresholdSelection.Rule, confidence: Double,
    baselineThreshold: Double? = nil
  ) {
    self.arm = arm
    self.model = model
    self.metric = metric
    self.gallery = gallery
    self.file = file
    self.matrix = matrix
    var notes: [String] = []
    func noted<Value>(_ what: String, _ body: () throws(EffaceError) -> Value) -> Value? {
      do {
        return try body()
      } catch {
        let note = "\(what): \(error.description)"
        if !notes.contains(note) { notes.append(note) }
        return nil
      }
    }
    let bootstrap = SubjectBootstrap(confidence: confidence)
    let training = matrix.selecting(split.training)
    let testing = matrix.selecting(split.testing)
    let chosenOn = rule == .study ? training.selecting(training.survivors) : training
    let selection = noted("No threshold could be chosen") { () throws(EffaceError) in
      try ThresholdSelection(chosenOn, rule: rule, metric: metric)
    }
    let thresholds: [(String, Double?)] = [
      ("f1", selection?.f1.threshold), ("youden", selection?.youden.threshold),
      ("baseline f1", baselineThreshold),
    ]
    trials = thresholds.compactMap { rule, threshold in
      guard let threshold else { return nil }
      return noted("No threshold could be tried on the other people") { () throws(EffaceError) in
        Trial(
          rule: rule,
          evaluation: try Evaluation(testing, threshold: threshold, bootstrap: bootstrap))
      }
    }
    let first = thresholds.compactMap(\.1).first ?? 0
    whole = noted("The whole matrix could not be evaluated") { () throws(EffaceError) in
      try Evaluation(matrix, threshold: first, bootstrap: bootstrap)
    }
    published = selection.map { PublishedRow(testing, threshold: $0.f1.threshold) }
    people = Self.matches(matrix)
    curves = selection == nil ? nil : AttackCurves(chosenOn, metric: metric, rule: rule)
    self.selection = selection
    self.notes = notes
  }

  private static func matches(_ matrix: DistanceMatrix) -> [Match] {
    matrix.mateOfColumn.enumerated().map { column, mate in
      let id = DistanceMatrix.person(matrix.columnIdentifiers[column])
      guard let mate, !matrix[mate, column].isNaN else {
        return Match(id: id, distance: nil, rank: nil)
      }
      let own = matrix[mate, column]
      let nearer = (0..<matrix.rowCount).filter { matrix[$0, column] < own }.count
      return Match(id: id, distance: own, rank: nearer + 1)
    }
  }
}

extension Attack.PublishedRow {
  /// Counts on the people of `matrix` with a face on both pictures.
  init(_ matrix: DistanceMatrix, threshold: Double) {
    let scores = ComparisonScores(matrix.selecting(matrix.survivors))
    let point = scores.operatingPoint(at: threshold)
    self.init(
      threshold: threshold, truePositives: point.truePositives,
      falsePositives: point.falsePositives, falseNegatives: point.falseNegatives,
      size: matrix.survivors.count)
  }
}

/// The curves of an attack, as points from strict to lenient.
public struct AttackCurves: Sendable {
  /// (FMR, TAR).
  public let roc: [SIMD2<Double>]
  /// (recall, precision).
  public let precisionRecall: [SIMD2<Double>]

  /// The curves of `matrix` as `rule` defines them.
  init(_ matrix: DistanceMatrix, metric: DistanceMetric, rule: ThresholdSelection.Rule) {
    let scores = ComparisonScores(matrix)
    switch rule {
    case .study:
      let grid = StudyCurves(scores, gridEnd: metric.gridEnd)
      roc =
        [SIMD2(0, 0)] + zip(grid.falsePositiveRates, grid.truePositiveRates).map { SIMD2($0, $1) }
      // Where nothing is accepted there is no precision to draw.
      precisionRecall = grid.thresholds.indices.filter {
        grid.truePositives[$0] + grid.falsePositives[$0] > 0
      }.map { SIMD2(grid.truePositiveRates[$0], grid.precisions[$0]) }
    case .exact:
      let counts = ThresholdCounts(scores)
      let curve = ROCCurve(counts)
      let precision = PrecisionRecallCurve(counts)
      roc = zip(curve.falseMatchRates, curve.trueAcceptRates).map { SIMD2($0, $1) }
      precisionRecall = zip(precision.recalls, precision.precisions).reversed().map {
        SIMD2($0, $1)
      }
    }
  }
}
