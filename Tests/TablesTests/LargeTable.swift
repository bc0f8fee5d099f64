import Foundation
import Geometry
import TestSupport

@testable import Tables

/// Eight quasi-identifiers, four of them numbers, of people who do not exist.
enum LargeTable {
  static let quasi = [
    "age", "height", "weight", "zip", "sex", "education", "country", "marital",
  ]

  static func write(_ rows: Int, to folder: TemporaryFolder) throws -> (URL, TableRoles) {
    var random = SeededGenerator(seed: 1)
    var text = "id," + quasi.joined(separator: ",") + ",diagnosis\n"
    for row in 0..<rows {
      let height = (1700 + 100 * random.normal()).rounded() / 10
      let weight = (750 + 140 * random.normal()).rounded() / 10
      text += "\(row),\(18 + random.next() % 77),\(height),\(weight),"
      text += "\(10_000 + random.next() % 90_000),\(random.next() % 2 == 0 ? "F" : "M"),"
      text += "e\(random.next() % 16),c\(random.next() % 40),m\(random.next() % 7),"
      text += "d\(random.next() % 30)\n"
    }
    try Data(text.utf8).write(to: folder.file("large.csv"))
    let roles =
      [ColumnDescription("id", .direct)] + quasi.map { ColumnDescription($0, .quasi) }
      + [ColumnDescription("diagnosis", .sensitive)]
    return (folder.file("large.csv"), TableRoles(roles))
  }
}
