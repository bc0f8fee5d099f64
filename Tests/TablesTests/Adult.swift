import Files
import Foundation
import TestSupport

@testable import Tables

/// The UCI Adult test set, beside a checkout or named by EFFACE_SHARED.
enum Adult {
  static let columns = [
    "age", "workclass", "fnlwgt", "education", "education-num", "marital-status", "occupation",
    "relationship", "race", "sex", "capital-gain", "capital-loss", "hours-per-week",
    "native-country", "income",
  ]

  static let file: URL? = {
    var folders = [ProcessInfo.processInfo.environment["EFFACE_SHARED"]].compactMap { $0 }
    var place = URL(fileURLWithPath: #filePath)
    for _ in 0..<6 {
      place.deleteLastPathComponent()
      folders.append(place.appendingPathComponent("shared").path)
    }
    return folders.map { URL(fileURLWithPath: $0).appendingPathComponent("data/tables/adult.test") }
      .first { FileManager.default.fileExists(atPath: $0.path) }
  }()

  /// The rows without unknown values, with a header and without the blanks after commas.
  static func write(to url: URL) throws {
    guard let file else { return }
    var text = columns.joined(separator: ",") + "\n"
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    where line.contains(",") && !line.contains("?") {
      text += line.replacing(", ", with: ",") + "\n"
    }
    try Data(text.utf8).write(to: url)
  }

  /// Age, education, marital status and sex are quasi-identifiers.
  static func roles(sensitive: String? = nil) -> TableRoles {
    TableRoles(
      columns.map { name in
        switch name {
        case "age": ColumnDescription(name, .quasi, kind: .numeric)
        case "education", "marital-status", "sex":
          ColumnDescription(name, .quasi, kind: .categorical)
        default: ColumnDescription(name, name == sensitive ? .sensitive : .insensitive)
        }
      })
  }
}
