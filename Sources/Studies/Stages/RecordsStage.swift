internal import Files
internal import Foundation
internal import Tables

/// Anonymising the table of participants that goes with the scans.
struct RecordsStage {
  private let section: RecordsSection
  private let table: URL
  private let roles: URL

  init(_ section: RecordsSection, _ file: PipelineFile) {
    self.section = section
    table = file.resolve(section.participants)
    roles = file.resolve(section.roles)
  }

  var unit: WorkUnit {
    let (section, table, roles) = (section, table, roles)
    return WorkUnit(
      UnitName(stage: "records"), sidecar: "\(RunFolder.records).json",
      parameters: .object([
        "k": .number(Double(section.k)), "l": section.l.map { .number(Double($0)) } ?? .null,
        "t": section.t.map { .number($0) } ?? .null,
      ]),
      inputs: [
        .outside(table, name: section.participants), .outside(roles, name: section.roles),
      ]
    ) { root in
      let model = PrivacyModel(
        k: section.k, diversity: section.l.map { .distinct($0) },
        closeness: section.t.map { .earthMover($0) })
      let result = try TableAnonymizer(roles: TableRoles(contentsOf: roles), model: model)
        .anonymize(DelimitedFile(table), to: root.appendingPathComponent(RunFolder.records))
      return WorkUnit.Product(outputs: [RunFolder.records], result: try JSONValue(result))
    }
  }
}
