internal import Files
internal import Foundation
internal import Tables

/// Anonymising the table of participants that goes with the scans.
struct RecordsStage {
  private let section: RecordsSection
  private let table: URL
  private let roles: URL
  private let people: [Participant]

  /// What the stage keeps.
  struct Outcome: Codable {
    var result: TableAnonymizer.Result
    /// How table and scans go together by `participant_id`; nil where the table has no such column.
    var match: Match?
  }

  /// Whose row and whose scan there is.
  struct Match: Codable {
    /// Rows of the table that name nobody of the dataset.
    var rowsWithoutScan: Int
    /// People of the dataset whom no row names.
    var peopleWithoutRow: Int

    /// BIDS writes `sub-01` in the table for the person 01.
    init(rows: [String], people: [String]) {
      func plain(_ id: String) -> Substring { id.hasPrefix("sub-") ? id.dropFirst(4) : id[...] }
      let (named, known) = (Set(rows.map(plain)), Set(people.map(plain)))
      rowsWithoutScan = rows.count { !known.contains(plain($0)) }
      peopleWithoutRow = people.count { !named.contains(plain($0)) }
    }
  }

  init(_ section: RecordsSection, _ file: PipelineFile, _ people: [Participant]) {
    self.section = section
    self.people = people
    table = file.resolve(section.participants)
    roles = file.resolve(section.roles)
  }

  var unit: WorkUnit {
    let (section, table, roles, people) = (section, table, roles, people.map(\.id))
    return WorkUnit(
      UnitName(stage: "records"), sidecar: "\(RunFolder.records).json",
      parameters: .object([
        "k": .number(Double(section.k)), "l": section.l.map { .number(Double($0)) } ?? .null,
        "t": section.t.map { .number($0) } ?? .null,
        "people": .list(people.map { .text($0) }),
      ]),
      inputs: [
        .outside(table, name: section.participants), .outside(roles, name: section.roles),
      ]
    ) { root in
      let model = PrivacyModel(
        k: section.k, diversity: section.l.map { .distinct($0) },
        closeness: section.t.map { .earthMover($0) })
      let file = try DelimitedFile(table)
      let result = try TableAnonymizer(roles: TableRoles(contentsOf: roles), model: model)
        .anonymize(file, to: root.appendingPathComponent(RunFolder.records))
      let match = try file.cells(of: "participant_id").map { Match(rows: $0, people: people) }
      return WorkUnit.Product(
        outputs: [RunFolder.records],
        result: try JSONValue(Outcome(result: result, match: match)))
    }
  }
}
