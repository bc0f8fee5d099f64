import Files
import Foundation
import TestSupport
import Testing

@testable import Tables

/// What must hold of every anonymised table, checked by slow and obvious means on its text.
@Suite struct AnonymizerTests {
  static let quasi = 1...5
  static let models: [PrivacyModel] = [
    PrivacyModel(k: 2), PrivacyModel(k: 7), PrivacyModel(k: 5, suppression: 0.1),
    PrivacyModel(k: 3, diversity: .distinct(3)), PrivacyModel(k: 3, diversity: .entropy(2)),
    PrivacyModel(k: 3, diversity: .recursive(c: 2, l: 2)),
    PrivacyModel(k: 4, closeness: .earthMover(0.3)),
    PrivacyModel(k: 2, diversity: .distinct(2), closeness: .earthMover(0.4), suppression: 0.05),
    PrivacyModel(k: 4, closeness: .largestDifference(0.25)),
  ]

  @Test(arguments: models, [PartitionMethod.strict, .relaxed])
  func everyClassSatisfiesTheModelAndEveryLabelHoldsTheOriginal(
    _ model: PrivacyModel, _ method: PartitionMethod
  ) throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      let sample = try SampleTable(rows: 400, seed: seed)
      let (rows, result) = try sample.anonymized(model, method)
      #expect(rows.count == sample.rows.count)
      var classes: [[String]: [[String]]] = [:]
      for (row, original) in zip(rows, sample.rows) {
        #expect(row[0] == "*")
        #expect(Array(row[6...]) == Array(original[6...]), "sensitive and other cells must stay")
        for column in Self.quasi {
          #expect(SlowTruth.holds(row[column], original[column], column: column))
        }
        classes[Array(row[Self.quasi]), default: []].append(row)
      }
      for members in classes.values {
        #expect(members.count >= model.k)
        for column in [6, 7] {
          let all = sample.rows.map { $0[column] }
          let own = members.map { $0[column] }
          #expect(SlowTruth.satisfies(model, own, all, isOrdered: column == 7))
        }
      }
      #expect(result.after.classes == classes.count)
      #expect(result.after.k == classes.values.map(\.count).min())
      #expect(Double(result.after.suppressedRows) <= model.suppression * 400)
      #expect(result.after.genILoss < 1 && result.after.genILoss > 0)
    }
  }

  @Test func anonypyMethodKeepsItsPromises() throws {
    let sample = try SampleTable(rows: 300, seed: 9)
    let text = try TextFile.read(sample.folder.file("in.csv")).replacing(",n/a,", with: ",50.0,")
    try Data(text.utf8).write(to: sample.folder.file("in.csv"))
    let file = try DelimitedFile(sample.folder.file("in.csv"))
    let result = try TableAnonymizer(
      roles: SampleTable.roles(), model: PrivacyModel(k: 4), method: .anonypy
    ).anonymize(file, to: sample.folder.file("out.csv"))
    #expect(result.after.k >= 4 && result.after.classes > 20)
  }

  @Test func relaxedCutsFinerThanStrictWhereValuesRepeat() throws {
    let folder = try TemporaryFolder()
    // Forty rows of one age, which strict cutting cannot part.
    let rows = (0..<40).map { _ in ["50"] } + (0..<8).map { ["\($0)"] }
    try Data(CSV.text([["age"]] + rows).utf8).write(to: folder.file("in.csv"))
    let roles = TableRoles([ColumnDescription("age", .quasi)])
    func classes(_ method: PartitionMethod) throws -> PrivacyMeasures {
      try TableAnonymizer(roles: roles, model: PrivacyModel(k: 4), method: method)
        .anonymize(DelimitedFile(folder.file("in.csv")), to: folder.file("\(method).csv")).after
    }
    let strict = try classes(.strict)
    #expect(strict.k >= 4 && strict.classes == 3)
    #expect(try classes(.relaxed).k >= 4)
  }

  @Test func suppressionTakesTheOneOldPersonOutOfEachTown() throws {
    let folder = try TemporaryFolder()
    let rows = (0..<10).flatMap { town in
      (0..<10).map { ["town \(town)", $0 == 9 ? "8\(town)" : "20"] }
    }
    try Data(CSV.text([["town", "age"]] + rows).utf8).write(to: folder.file("in.csv"))
    let roles = TableRoles([ColumnDescription("age", .quasi), ColumnDescription("town", .quasi)])
    func measures(_ share: Double) throws -> PrivacyMeasures {
      try TableAnonymizer(roles: roles, model: PrivacyModel(k: 6, suppression: share)).anonymize(
        DelimitedFile(folder.file("in.csv")), to: folder.file("\(share).csv")
      ).after
    }
    let without = try measures(0)
    let with = try measures(0.1)
    #expect(without.suppressedRows == 0 && without.genILoss > 0.4)
    #expect(with.suppressedRows == 10 && with.genILoss == 0.1)
    // Fewer than k suppressed rows would single themselves out, so that none are.
    #expect(try measures(0.04).suppressedRows == 0)
  }

  @Test func sameTableGivesTheSameBytes() throws {
    let sample = try SampleTable(rows: 2000, seed: 5)
    let model = PrivacyModel(k: 3, diversity: .distinct(2), suppression: 0.02)
    let first = try sample.anonymized(model, .relaxed).rows
    #expect(try sample.anonymized(model, .relaxed).rows == first)
  }

  @Test func tabsAndMarksOfOtherSystemsAreRead() throws {
    let folder = try TemporaryFolder()
    let text =
      "\u{FEFF}participant_id\tage\r\nsub-01\t20\r\nsub-02\t21\r\nsub-03\t60\r\nsub-04\tn/a\r\n"
    try Data(text.utf8).write(to: folder.file("participants.tsv"))
    let roles = TableRoles([
      ColumnDescription("participant_id", .insensitive), ColumnDescription("age", .quasi),
    ])
    _ = try TableAnonymizer(roles: roles, model: PrivacyModel(k: 2))
      .anonymize(DelimitedFile(folder.file("participants.tsv")), to: folder.file("out.tsv"))
    let written = try TextFile.read(folder.file("out.tsv"))
    let lines = written.split(separator: "\n").map { $0.split(separator: "\t") }
    #expect(lines.count == 5 && lines.allSatisfy { $0.count == 2 })
    #expect(lines.map { $0[0] } == ["participant_id", "sub-01", "sub-02", "sub-03", "sub-04"])
    #expect(lines[4][1] == lines[1][1] && lines[4][1].contains("n/a"))
  }
}
