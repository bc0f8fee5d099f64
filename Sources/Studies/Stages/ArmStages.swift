internal import Faces
internal import Files
internal import Foundation
internal import Images
internal import Reports
internal import Statistics

/// What is done for a whole arm: gathering detections, embedding, comparing, evaluating.
struct ArmStages {
  let people: [Participant]
  let tools: StudyTools
  let folder: RunFolder
  let split: Split

  /// A person's line in `detections/<arm>.json`.
  struct Line: Codable {
    var id: String
    /// Path of the picture.
    var image: String
    var crop: String?
    var found: PictureStages.Found
  }

  /// Detections of `arm` by `detector`. Pictures that could not be made are missing, as in all later
  /// stages.
  func gather(_ arm: String, _ detector: String) -> WorkUnit {
    let stem = RunFolder.detections(arm, detector)
    let present = people.map(\.id).filter { id in
      let sidecar = Sidecar.read(folder.url(RunFolder.crop(arm, id, detector) + ".json"))
      return sidecar.map { $0.failure == nil } ?? false
    }
    return WorkUnit(
      UnitName(stage: "detections", arm: "\(arm) \(detector)"), sidecar: stem + ".sidecar.json",
      inputs: present.map { .sidecar(RunFolder.crop(arm, $0, detector) + ".json") }
    ) { root in
      let lines = try present.map { id -> Line in
        let path = RunFolder.crop(arm, id, detector)
        guard let sidecar = Sidecar.read(root.appendingPathComponent(path + ".json")) else {
          throw EffaceError(.file, "The sidecar \(path).json cannot be read.")
        }
        return Line(
          id: id, image: RunFolder.render(arm, id) + ".png", crop: sidecar.outputs.keys.first,
          found: try sidecar.result.decoded(as: PictureStages.Found.self))
      }
      try JSONFile.write(lines, to: root.appendingPathComponent(stem + ".json"))
      return WorkUnit.Product(
        outputs: [stem + ".json"],
        result: .object([
          "pictures": .whole(lines.count),
          "detected": .whole(lines.filter { $0.found.face != nil }.count),
        ]))
    }
  }

  /// One row of numbers for each face of `arm` that `detector` found.
  func embed(_ arm: String, _ embedder: any FaceEmbedder, detector: String) -> WorkUnit {
    let target = RunFolder.embeddings(arm, embedder.name)
    let align = tools.pipeline.detect.align
    let found = RunFolder.detections(arm, detector) + ".json"
    let lines = (try? JSONFile.read([Line].self, from: folder.url(found))) ?? []
    let pictures = lines.compactMap { line in
      line.found.face == nil ? nil : align == .study ? line.crop : line.image
    }
    return WorkUnit(
      UnitName(stage: "embed", arm: "\(arm) \(embedder.name)"), sidecar: target + ".json",
      parameters: .object([
        "model": .text(embedder.name), "detector": .text(detector),
        "align": .text(align.rawValue), "weights": StudyTools.weights(embedder.card),
      ]),
      inputs: [.inside(found)] + pictures.map { .inside($0) }
    ) { root in
      var records = [["id"] + (0..<embedder.dimension).map { "e\($0)" }]
      for line in lines {
        guard let face = line.found.face, let crop = line.crop else { continue }
        let vector: [Float] =
          align == .study
          ? try embedder.embed(crop: PNG.read(from: root.appendingPathComponent(crop)))
          : try embedder.embed(
            PNG.read(from: root.appendingPathComponent(line.image)), face.detection)
        records.append([line.id] + vector.map { "\($0)" })
      }
      try AtomicFile.write(
        Data(CSV.text(records).utf8), to: root.appendingPathComponent(target + ".csv"))
      return WorkUnit.Product(
        outputs: [target + ".csv"], result: .object(["embedded": .whole(records.count - 1)]))
    }
  }

  /// Distances of everybody's probe of `arm` to everybody's gallery picture, or to the picture of the
  /// very scan that was defaced.
  func compare(_ arm: String, _ attacker: StudyAttacker) throws(EffaceError) -> WorkUnit {
    let distance = try Distances.named(attacker.metric)
    let target = RunFolder.matrix(arm, attacker)
    let ids = people.map(\.id)
    let compare = tools.pipeline.compare
    let digits = attacker.sameScan ? compare.sameScan?.round : compare.round
    let gallery = attacker.sameScan ? RunFolder.baseline : RunFolder.original
    let rows = RunFolder.embeddings(gallery, attacker.model) + ".csv"
    let columns = RunFolder.embeddings(arm, attacker.model) + ".csv"
    return WorkUnit(
      UnitName(
        stage: "compare",
        arm: "\(arm) \(attacker.model) \(distance.name)" + (attacker.sameScan ? " same scan" : "")),
      sidecar: target + ".json",
      parameters: .object([
        "metric": .text(distance.name), "round": digits.map { .whole($0) } ?? .null,
        "people": .list(ids.map { .text($0) }),
      ]),
      inputs: [.inside(rows), .inside(columns)]
    ) { root in
      let gallery = try Self.embeddings(root.appendingPathComponent(rows))
      let probes = try Self.embeddings(root.appendingPathComponent(columns))
      let values = DistanceComputation.matrix(
        rows: ids.map { gallery[$0] }, columns: ids.map { probes[$0] }, distance: distance)
      let matrix = try DistanceMatrix(
        rowIdentifiers: ids.map { "\($0)_n" }, columnIdentifiers: ids.map { "\($0)_d" },
        values: values)
      try AtomicFile.write(
        Data(matrix.csv(roundedToDigits: digits).utf8),
        to: root.appendingPathComponent(target + ".csv"))
      return WorkUnit.Product(outputs: [target + ".csv"])
    }
  }

  /// Distances by the attackers with several views, all networks and the shape.
  func attack(_ arm: String, _ section: AttackSection) -> WorkUnit {
    let target = RunFolder.matrix(arm, StudyAttacker(model: "multi-view", metric: "fused"))
    let ids = people.map(\.id)
    let digits = tools.pipeline.compare.round
    // A head that could not be looked at is missing, as in all later stages.
    let present = { (arm: String) in
      ids.filter { id in
        let sidecar = RunFolder.appearance(arm, id) + ".sidecar.json"
        return Sidecar.read(folder.url(sidecar)).map { $0.failure == nil } ?? false
      }
    }
    let (known, searched) = (present(RunFolder.original), present(arm))
    let files =
      known.map { RunFolder.appearance(RunFolder.original, $0) + ".json" }
      + searched.map { RunFolder.appearance(arm, $0) + ".json" }
    return WorkUnit(
      UnitName(stage: "attack", arm: arm), sidecar: target + ".json",
      parameters: .object([
        "models": .list(section.models.map { .text($0) }), "shape": .flag(section.shape),
        "round": digits.map { .whole($0) } ?? .null,
        "people": .list(ids.map { .text($0) }),
      ]),
      inputs: files.map { .inside($0) }
    ) { root in
      func heads(_ arm: String, _ present: [String]) throws -> [(id: String, head: HeadAppearance?)]
      {
        try ids.map { id in
          guard present.contains(id) else { return (id, nil) }
          let file = root.appendingPathComponent(RunFolder.appearance(arm, id) + ".json")
          return (id, try JSONFile.read(HeadAppearance.self, from: file))
        }
      }
      let matrices = try AttackMatrices(
        gallery: heads(RunFolder.original, known), probes: heads(arm, searched),
        models: section.models)
      var outputs: [String] = []
      for entry in matrices.entries where section.attackers.contains(entry.attacker) {
        let attacker = StudyAttacker(model: entry.attacker, metric: entry.metric.rawValue)
        let path = RunFolder.matrix(arm, attacker) + ".csv"
        try AtomicFile.write(
          Data(entry.matrix.csv(roundedToDigits: digits).utf8),
          to: root.appendingPathComponent(path))
        outputs.append(path)
      }
      return WorkUnit.Product(outputs: outputs)
    }
  }

  /// Thresholds and errors of one matrix.
  func evaluate(_ arm: String, _ attacker: StudyAttacker) -> WorkUnit {
    let target = RunFolder.evaluation(arm, attacker)
    let own = RunFolder.matrix(arm, attacker) + ".csv"
    let base = RunFolder.matrix(RunFolder.baseline, attacker) + ".csv"
    let attacks = StudyAttacks(pipeline: tools.pipeline, split: split)
    let evaluate = tools.pipeline.evaluate
    let isAlone = arm == RunFolder.baseline || attacker.sameScan
    return WorkUnit(
      UnitName(
        stage: "evaluate",
        arm: "\(arm) \(attacker.model) \(attacker.metric)" + (attacker.sameScan ? " same scan" : "")
      ),
      sidecar: target + ".sidecar.json",
      parameters: .object([
        "protocol": .text(evaluate.curves.rawValue), "confidence": .number(evaluate.confidence),
        "chooses": .list(split.training.map { .text($0) }),
      ]),
      inputs: isAlone ? [.inside(own)] : [.inside(own), .inside(base)]
    ) { root in
      let attack = try attacks.attack(arm, attacker, in: RunFolder(root))
      try JSONFile.write(attack, to: root.appendingPathComponent(target + ".json"))
      return WorkUnit.Product(outputs: [target + ".json"])
    }
  }

  private static func embeddings(_ url: URL) throws(EffaceError) -> [String: [Float]] {
    guard let text = try? String(contentsOf: url, encoding: .utf8) else {
      throw EffaceError(.file, "The embeddings \(url.path) cannot be read.")
    }
    var found: [String: [Float]] = [:]
    for row in try CSV.table(in: text, source: url.lastPathComponent).rows {
      let numbers = row.dropFirst().compactMap(Float.init)
      guard numbers.count == row.count - 1 else {
        throw EffaceError(
          .format, "The embedding of \(row[0]) in \(url.lastPathComponent) holds no numbers.")
      }
      found[row[0]] = numbers
    }
    return found
  }
}
