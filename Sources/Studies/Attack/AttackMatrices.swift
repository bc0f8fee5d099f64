internal import Faces
public import Files
internal import Registration
public import Statistics

/// The distance matrices of every attacker over two sets of heads.
public struct AttackMatrices: Sendable {
  /// One attacker's matrix.
  public struct Entry: Sendable {
    /// For example `single dlib`, `multi-view sface`, `multi-view`, `shape`, `everything`.
    public let attacker: String
    /// What its numbers are.
    public let metric: DistanceMetric
    /// Rows `<id>_n` are the gallery, columns `<id>_d` the probes.
    public let matrix: DistanceMatrix
  }

  /// The matrices, the weaker attackers first.
  public let entries: [Entry]

  /// Compares everybody of the gallery with everybody of the probes.
  ///
  /// The single-view attackers use the face of the first view alone, by each network; the multi-view
  /// attackers fuse the mean template and the best view of each network, and of all networks;
  /// `shape` compares what remains of the skin; `everything` fuses all. A head that is nil, or
  /// shows no face, keeps a row or column that is not a number.
  ///
  /// - Throws: `EffaceError.format` where an id stands twice on one side.
  public init(
    gallery: [(id: String, head: HeadAppearance?)], probes: [(id: String, head: HeadAppearance?)],
    models: [String]
  ) throws(EffaceError) {
    let size = (rows: gallery.count, columns: probes.count)
    let (rows, columns) = (gallery.map(\.head), probes.map(\.head))
    func named(
      _ attacker: String, _ metric: DistanceMetric, _ values: [Double]
    ) throws(EffaceError) -> Entry {
      Entry(
        attacker: attacker, metric: metric,
        matrix: try DistanceMatrix(
          rowIdentifiers: gallery.map { "\($0.id)_n" },
          columnIdentifiers: probes.map { "\($0.id)_d" }, values: values))
    }
    var entries: [Entry] = []
    var scores: [[Double]] = []
    for model in models {
      entries.append(
        try named(
          "single \(model)", .cosine,
          ViewFusion.mean.matrix(
            rows: rows.map { $0?.frontal }, columns: columns.map { $0?.frontal }, model: model)))
    }
    for model in models {
      let own = ViewFusion.allCases.map { rule in
        rule.matrix(
          rows: rows.map { $0?.views }, columns: columns.map { $0?.views }, model: model)
      }
      entries.append(
        try named(
          "multi-view \(model)", .fused,
          ScoreFusion.fuse(own, rows: size.rows, columns: size.columns)))
      scores += own
    }
    if !models.isEmpty {
      entries.append(
        try named(
          "multi-view", .fused,
          ScoreFusion.fuse(scores, rows: size.rows, columns: size.columns)))
    }
    let shapes = (rows.map { $0?.shape }, columns.map { $0?.shape })
    if shapes.0.contains(where: { $0 != nil }), shapes.1.contains(where: { $0 != nil }) {
      let shape = ShapeComparison.matrix(rows: shapes.0, columns: shapes.1)
      entries.append(
        try named(
          "shape", .fused, ScoreFusion.fuse([shape], rows: size.rows, columns: size.columns)))
      // The shape counts as much as one network: its two ways of fusing views.
      entries.append(
        try named(
          "everything", .fused,
          ScoreFusion.fuse(scores + [shape, shape], rows: size.rows, columns: size.columns)))
    }
    self.entries = entries
  }
}

extension HeadAppearance {
  /// The first view alone.
  var frontal: FaceViews {
    FaceViews(faces: views.faces.filter { $0.view == 0 }, views: 1)
  }
}
