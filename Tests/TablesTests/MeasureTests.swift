import Files
import Foundation
import Geometry
import TestSupport
import Testing

@testable import Tables

@Suite struct MeasureTests {
  private func audit(_ text: String, _ roles: String, original: String? = nil) throws -> TableAudit
  {
    let folder = try TemporaryFolder()
    try Data(text.utf8).write(to: folder.file("a.csv"))
    if let original { try Data(original.utf8).write(to: folder.file("b.csv")) }
    return try TableAudit(
      DelimitedFile(folder.file("a.csv")),
      original: original == nil ? nil : DelimitedFile(folder.file("b.csv")),
      roles: TableRoles(text: roles, named: "roles.yaml", folder: folder.url))
  }

  /// The salaries of Li, Li and Venkatasubramanian (ICDE 2007), section 5: 0.375 and 0.167.
  @Test func orderedEarthMoverOfThePaper() throws {
    let classes = ["a": [3, 4, 5], "b": [6, 8, 11], "c": [7, 9, 10]]
    let rows = classes.sorted { $0.key < $1.key }.flatMap { key, values in
      values.map { "\(key),\($0)000" }
    }
    let text = "group,salary\n" + rows.joined(separator: "\n") + "\n"
    let result = try audit(text, "group: quasi\nsalary: sensitive").after
    #expect(abs((result.sensitive.first?.t ?? 0) - 0.375) < 1e-12)
    #expect(result.k == 3 && result.classes == 3 && result.averageClassSize == 1)
    #expect(result.discernibility == 27)
    #expect(abs(result.risk.marketer - 1.0 / 3) < 1e-12)
  }

  @Test func hierarchicalEarthMoverMovesByTheHeightOfTheCommonAncestor() throws {
    // The class has only 'a'; the table has a, b, c, d in equal parts. A quarter moves to b
    // (height 1 of 2), two quarters cross the root (2 of 2).
    let text = "g,s\nx,a\nx,a\ny,b\ny,b\ny,c\ny,c\ny,d\ny,d\n"
    let roles = "g: quasi\ns: {role: sensitive, hierarchy: {one: [a, b], two: [c, d]}}"
    let result = try audit(text, roles).after
    #expect(abs((result.sensitive.first?.t ?? 0) - (0.25 * 0.5 + 0.5)) < 1e-12)
    #expect(result.sensitive.first?.distance == .hierarchical)
  }

  @Test func recursiveDiversitySortsTheMostFrequentFirst() throws {
    // Counts 4, 2, 1: r1 / (r2 + r3) = 4/3.
    let text = "g,s\n" + ["a", "a", "a", "a", "b", "b", "c"].map { "x,\($0)\n" }.joined()
    let measured = try audit(text, "g: quasi\ns: sensitive").after.sensitive.first
    #expect(abs((measured?.recursiveC ?? 0) - 4.0 / 3) < 1e-12)
    #expect(measured?.distinct == 3)
  }

  @Test func lossesAreReadFromLabels() throws {
    let original = "age,town\n20,a\n30,b\n40,c\n60,c\n"
    let shared = "age,town\n20..30,{a|b}\n20..30,{a|b}\n40..60,c\n40..60,c\n"
    let result = try audit(shared, "age: quasi\ntown: quasi", original: original)
    // Age: 10/40 and 20/40; town: 1/2 and 0.
    #expect(abs(result.after.genILoss - (0.25 + 0.5 + 0.5 + 0) / 4) < 1e-12)
    #expect(result.before?.genILoss == 0 && result.before?.k == 1)
    #expect(result.csv.contains("k,1,2\n"))
  }

  @Test func suppressedRowsAreCountedAndPenalised() throws {
    let text = "age,town\n*,*\n*,*\n1,a\n1,a\n3,b\n3,b\n"
    let result = try audit(text, "age: quasi\ntown: quasi").after
    #expect(result.suppressedRows == 2 && result.k == 2)
    #expect(result.discernibility == 2 * 6 + 4 + 4)
    #expect(abs(result.genILoss - 2.0 / 6) < 1e-12)
  }

  @Test func auditOfTheOutputAgreesWithTheAnonymizer() throws {
    let sample = try SampleTable(rows: 500, seed: 3)
    let result = try sample.anonymized(PrivacyModel(k: 5, suppression: 0.05)).result
    let audit = try TableAudit(
      DelimitedFile(sample.folder.file("out.csv")), original: sample.file,
      roles: SampleTable.roles(), k: 5)
    #expect(audit.after.classSizes == result.after.classSizes)
    #expect(audit.after.sensitive == result.after.sensitive)
    #expect(audit.after.suppressedRows == result.after.suppressedRows)
    #expect(abs(audit.after.genILoss - result.after.genILoss) < 1e-9)
    #expect(audit.before?.classes == result.before.classes)
  }

  @Test func sparseEarthMoverEqualsTheDefinition() throws {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<200 {
      let all = (0..<60).map { _ in "\(random.next() % 12)" }
      let own = Array(all.prefix(1 + Int(random.next() % 9)))
      for kind in [ColumnKind.numeric, .categorical] {
        var dictionary = ByteDictionary()
        var codes: [Int32] = []
        for text in all {
          var text = text
          codes.append(text.withUTF8 { dictionary.code($0) })
        }
        let (domain, ranks) = try ColumnDomain.make(
          ColumnDescription("x", .sensitive, kind: kind), dictionary,
          firstRow: [Int32](repeating: 0, count: dictionary.count))
        let distribution = TableDistribution(domain, ranks: codes.map { ranks[Int($0)] })
        var counts = ValueCounts(domain: domain.count)
        for code in codes.prefix(own.count) { counts.add(ranks[Int(code)]) }
        let truth = SlowTruth.earthMover(own, all, isOrdered: kind == .numeric)
        #expect(abs(distribution.earthMover(counts) - truth) < 1e-12)
      }
    }
  }
}
