import Files
import Foundation
import Geometry
import TestSupport

@testable import Tables

/// Made-up tables with columns of every kind.
struct SampleTable {
  let folder: TemporaryFolder
  let file: DelimitedFile
  let rows: [[String]]
  let columns: [String]

  static let hierarchy = """
    {north: [oslo, {sweden: [lund, kiruna]}], south: [rome, {spain: [seville, cadiz]}]}
    """

  static func roles(_ extra: String = "") throws -> TableRoles {
    try TableRoles(
      text: """
        name: direct
        age: quasi
        weight: {role: quasi, type: numeric}
        town: {role: quasi, hierarchy: \(hierarchy)}
        colour: {role: quasi, type: categorical}
        grade: {role: quasi, order: [low, middle, high]}
        disease: sensitive
        income: {role: sensitive, type: numeric}
        note: insensitive
        \(extra)
        """, named: "roles.yaml", folder: URL(fileURLWithPath: "/"))
  }

  init(rows count: Int, seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    func pick(_ values: [String]) -> String { values[Int(random.next() % UInt64(values.count))] }
    columns = [
      "name", "age", "weight", "town", "colour", "grade", "disease", "income", "note",
    ]
    rows = (0..<count).map { row in
      [
        "Person \(row)", "\(20 + random.next() % 60)",
        row % 17 == 3 ? "n/a" : String(format: "%.1f", 40 + 60 * random.uniform()),
        pick(["oslo", "lund", "kiruna", "rome", "seville", "cadiz"]),
        pick(["red", "green", "blue", "dark, \"old\" grey"]), pick(["low", "middle", "high"]),
        pick(["flu", "flu", "flu", "cold", "gout", "gout"]), "\(random.next() % 9)",
        pick(["", "two\nlines", "a,b"]),
      ]
    }
    folder = try TemporaryFolder()
    try Data(CSV.text([columns] + rows).utf8).write(to: folder.file("in.csv"))
    file = try DelimitedFile(folder.file("in.csv"))
  }

  /// The anonymised rows.
  func anonymized(
    _ model: PrivacyModel, _ method: PartitionMethod = .strict, roles: TableRoles? = nil
  ) throws -> (rows: [[String]], result: TableAnonymizer.Result) {
    let output = folder.file("out.csv")
    let result = try TableAnonymizer(
      roles: roles ?? Self.roles(), model: model, method: method
    ).anonymize(file, to: output)
    let (header, rows) = try CSV.table(in: TextFile.read(output))
    guard header == columns else { throw EffaceError(.format, "The header has changed.") }
    return (rows, result)
  }
}
