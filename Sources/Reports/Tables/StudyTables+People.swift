internal import Statistics

extension StudyTables {
  static func verdicts(_ report: StudyReport) -> ReportTable {
    let measures = Set(report.people.flatMap { $0.arms.values.flatMap(\.measures.keys) }).sorted()
    let defaced = report.arms.filter(\.isDefaced)
    let rows = report.people.flatMap { person in
      defaced.map { arm in (person.id, arm.name, person.arms[arm.name]) }
    }
    // Failures first; the order of people and arms otherwise.
    let ordered = rows.filter { $0.2?.verdict != "pass" } + rows.filter { $0.2?.verdict == "pass" }
    return ReportTable(
      name: "verdicts", title: "Was the face taken out, and nothing else?",
      caption: """
        Failed verdicts stand first. A failed scan stays in the study: its face is attacked like \
        every other, since leaving it out would flatter the method.
        """,
      columns: [
        .init("subject", "Person"), .init("arm", "Method"), .init("verdict", "Verdict"),
        .init("reasons", "Reasons"),
      ] + measures.map { .init($0, heading($0)) },
      rows: ordered.map { id, arm, result in
        let verdict = result?.verdict ?? "not done"
        return [
          .text(id), .text(arm), .badge(verdict, verdict == "pass" ? .good : .bad),
          .text(result?.reasons.joined(separator: ", ") ?? ""),
        ] + measures.map { number(result?.measures[$0]) }
      })
  }

  static func people(_ report: StudyReport) -> ReportTable {
    ReportTable(
      name: "people", title: "Who took part, and on which pictures a face was found",
      caption: """
        The threshold is chosen on the people marked so and tried on the others. A method that puts a \
        new face in the place of the old one leaves a face to be found.
        """,
      columns: [
        .init("subject", "Person"), .init("origin", "Origin"), .init("source", "Source"),
        .init("modality", "Modality"), .init("sessions", "Scans"), .init("part", "Part"),
        .init("gallery", "gallery"),
      ] + report.arms.map { .init($0.name, $0.name) },
      rows: report.people.map { person in
        [
          .text(person.id), .text(person.origin), .text(person.source),
          .text(person.modality.uppercased()), .count(person.sessions),
          .text(person.choosesThreshold ? "chooses" : "tries"),
          found(person.galleryDetected, wanted: true),
        ]
          + report.arms.map { arm in
            found(
              person.arms[arm.name]?.detected ?? false,
              wanted: arm.refaces ? nil : !arm.isDefaced)
          }
      })
  }

  static func matches(_ report: StudyReport) -> ReportTable {
    ReportTable(
      name: "matches", title: "How near everybody's own picture is",
      caption: """
        Distance between a person's probe and own gallery picture, and at which rank the own picture \
        stands; empty where a face was not found. Rank 1: identified.
        """,
      columns: [
        .init("subject", "Person"), .init("arm", "Arm"), .init("model", "Network"),
        .init("metric", "Distance"), .init("galleryKind", "Against"),
        .init("distance", "Own distance"), .init("rank", "Rank"),
      ],
      rows: report.people.flatMap { person in
        report.attacks.compactMap { attack in
          guard let match = attack.people.first(where: { $0.id == person.id }) else { return nil }
          return [
            .text(match.id), .text(attack.arm), .text(attack.model), .text(attack.metric.rawValue),
            .text(attack.gallery.rawValue),
            .optional(match.distance, .decimals(4)), match.rank.map { .count($0) } ?? .none,
          ]
        }
      })
  }

  static func inputs(_ report: StudyReport) -> ReportTable {
    ReportTable(
      name: "inputs", title: "The scans",
      caption: "Digests of the scans after conversion, before anything was changed.",
      columns: [.init("subject", "Person"), .init("file", "File"), .init("sha256", "SHA-256")],
      rows: report.provenance.inputs.map { [.text($0.id), .text($0.file), .text($0.sha256)] })
  }

  static func models(_ report: StudyReport) -> ReportTable {
    ReportTable(
      name: "models", title: "The models",
      caption: "Each file of weights is checked against its digest before it is used.",
      columns: [
        .init("name", "Name"), .init("role", "Role"), .init("summary", "What it is"),
        .init("source", "Source"), .init("licence", "Licence"), .init("accuracy", "Accuracy"),
        .init("reference", "Reference"), .init("weights", "Weights, SHA-256"),
      ],
      rows: report.provenance.models.map { model in
        [
          .text(model.name), .text(model.role), .text(model.summary), .text(model.source),
          .text(model.licence), .text(model.accuracy), .text(model.reference),
          .text(
            model.weights.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
              .joined(separator: "; ")),
        ]
      })
  }

  private static func found(_ detected: Bool, wanted: Bool?) -> ReportTable.Cell {
    let tone: ReportTable.Tone = wanted.map { $0 == detected ? .good : .bad } ?? .plain
    return .badge(detected ? "found" : "not found", tone)
  }

  private static func number(_ value: Double?) -> ReportTable.Cell {
    guard let value, value.isFinite else { return .none }
    return value == value.rounded() && abs(value) < 1e15
      ? .count(Int(value)) : .number(value, .decimals(3))
  }

  /// `brainLossVoxels` as `Brain loss voxels`.
  static func heading(_ key: String) -> String {
    var words = ""
    for character in key {
      words += character.isUppercase ? " " + character.lowercased() : String(character)
    }
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}
