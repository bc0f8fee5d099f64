import Files
import Foundation
import TestSupport
import Testing

@testable import Tables

private struct Question: Encodable {
  let file: String
  let quasi: [String]
  let sensitive: [String]
  let k: Int
  let seconds: Int
}

private struct Answer: Decodable {
  let k, l, entropy: Int
  let t, anonypy: Double
  let finished: Bool
}

/// pyCANON reads the tables that Efface writes.
@Suite(.enabled(if: Peers.python != nil, "EFFACE_PEERS_PYTHON names no Python with pyCANON"))
struct TablePeerTests {
  @Test(arguments: PartitionMethod.allCases)
  func pyCANONMeasuresTheSame(_ method: PartitionMethod) throws {
    let sample = try SampleTable(rows: 400, seed: 21)
    let text = try TextFile.read(sample.folder.file("in.csv")).replacing(",n/a,", with: ",50.0,")
    try Data(text.utf8).write(to: sample.folder.file("in.csv"))
    let roles = try SampleTable.roles().columns.map { column in
      // pyCANON reads words, whose distance is equal.
      var column = column
      if column.name == "income" { column.kind = .categorical }
      return column
    }
    let result = try TableAnonymizer(
      roles: TableRoles(roles), model: PrivacyModel(k: 4, diversity: .distinct(2)), method: method
    ).anonymize(DelimitedFile(sample.folder.file("in.csv")), to: sample.folder.file("out.csv"))
    for column in result.after.sensitive {
      let answer = try Peers.ask(
        "tables.py",
        Question(
          file: sample.folder.file("out.csv").path,
          quasi: ["age", "weight", "town", "colour", "grade"], sensitive: [column.column], k: 4,
          seconds: 0), as: Answer.self)
      #expect(answer.k == result.after.k)
      #expect(answer.l == column.distinct)
      #expect(answer.entropy == Int(column.entropy + 1e-9))
      #expect(abs(answer.t - column.t) < 1e-9)
    }
  }
}

/// Efface alone on a million rows, and beside anonypy on as many as anonypy finishes in a minute.
@Suite(
  .serialized,
  .enabled(
    if: Peers.python != nil && ProcessInfo.processInfo.environment["EFFACE_BENCHMARKS"] != nil,
    "EFFACE_PEERS_PYTHON and EFFACE_BENCHMARKS are not both set"))
struct TableSpeedTests {
  /// Seconds for a table of `rows`, from file to file.
  private func seconds(_ rows: Int, _ folder: TemporaryFolder) throws -> Double {
    let (file, roles) = try LargeTable.write(rows, to: folder)
    let elapsed = try ContinuousClock().measure {
      let result = try TableAnonymizer(roles: roles, model: PrivacyModel(k: 10))
        .anonymize(DelimitedFile(file), to: folder.file("out.csv"))
      #expect(result.after.k >= 10)
    }
    return elapsed / .seconds(1)
  }

  @Test func aMillionRowsTakeLessThanTwentySeconds() throws {
    let own = try seconds(1_000_000, TemporaryFolder())
    print("anonymize 1,000,000 rows: \(own) s")
    #expect(own < 20)
  }

  @Test func tenTimesFasterThanAnonypy() throws {
    let folder = try TemporaryFolder()
    let own = try seconds(10_000, folder)
    let answer = try Peers.ask(
      "tables.py",
      Question(
        file: folder.file("large.csv").path, quasi: LargeTable.quasi, sensitive: ["diagnosis"],
        k: 10, seconds: 300), as: Answer.self)
    print(
      "anonypy \(answer.anonypy) s for 10,000 rows, Efface \(own) s: ratio \(answer.anonypy / own)")
    #expect(answer.finished)
    #expect(answer.anonypy > 10 * own)
  }
}
