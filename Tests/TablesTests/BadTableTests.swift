import Files
import Foundation
import TestSupport
import Testing

@testable import Tables

/// Bad input: one sentence that says where, and nothing written.
@Suite struct BadTableTests {
  private func refusal(
    _ text: String, _ roles: String = "age: quasi\ntown: quasi", _ model: PrivacyModel = .init(k: 2)
  ) throws -> String {
    let folder = try TemporaryFolder()
    try Data(text.utf8).write(to: folder.file("in.csv"))
    let output = folder.file("out.csv")
    let error = #expect(throws: EffaceError.self) {
      let roles = try TableRoles(text: roles, named: "roles.yaml", folder: folder.url)
      _ = try TableAnonymizer(roles: roles, model: model)
        .anonymize(DelimitedFile(folder.file("in.csv")), to: output)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["in.csv"])
    return error?.description ?? ""
  }

  @Test func raggedRows() throws {
    #expect(try refusal("age,town\n1,a\n2\n").contains("fewer than 2 cells in row 2"))
    #expect(try refusal("age,town\n1,a,x\n").contains("more than 2 cells in row 1"))
  }

  @Test func openQuote() throws {
    #expect(try refusal("age,town\n1,\"a\n2,b\n").contains("line 2 and never closes"))
  }

  @Test func emptyTables() throws {
    #expect(try refusal("").contains("is empty"))
    #expect(try refusal("age,town\n").contains("no rows"))
  }

  @Test func unknownRolesAndColumns() throws {
    #expect(try refusal("age,town\n1,a\n", "age: quasy\ntown: quasi").contains("'quasi'?"))
    #expect(try refusal("age,town\n1,a\n", "agee: quasi\ntown: quasi").contains("'age'?"))
    #expect(try refusal("age,town\n1,a\n", "age: quasi").contains("nothing of the column 'town'"))
    let key = try refusal("age,town\n1,a\n", "age: {role: quasi, tipe: numeric}\ntown: quasi")
    #expect(key.contains("line 1") && key.contains("'type'?"))
    #expect(try refusal("age,town\n1,a\n", "age: [").contains("not YAML"))
    #expect(try refusal("age,age\n1,1\n", "age: quasi").contains("two columns called 'age'"))
  }

  @Test func kLargerThanTheTable() throws {
    #expect(
      try refusal("age,town\n1,a\n2,b\n", "age: quasi\ntown: quasi", .init(k: 3))
        .contains("has only 2 rows"))
  }

  @Test func wordsAmongNumbersAreNotRepeated() throws {
    let sentence = try refusal(
      "age,town\n1,a\nsecret,b\n", "age: {role: quasi, type: numeric}\ntown: quasi")
    #expect(sentence.contains("row 2") && !sentence.contains("secret"))
  }

  @Test func valuesOutsideTheHierarchy() throws {
    let sentence = try refusal(
      "age,town\n1,a\n2,b\n", "age: quasi\ntown: {role: quasi, hierarchy: {x: [a, c]}}")
    #expect(sentence.contains("Row 2") && sentence.contains("hierarchy of column 'town'"))
  }

  @Test func aMillionCategories() throws {
    let rows = (0..<1_000_000).map { "1,name\($0)" }.joined(separator: "\n")
    let sentence = try refusal(
      "age,town\n\(rows)\n", "age: quasi\ntown: {role: quasi, type: categorical}")
    #expect(sentence.contains("1000000 different categories"))
  }

  @Test func diversityThatTheTableDoesNotHave() throws {
    let sentence = try refusal(
      "age,town\n1,a\n2,a\n", "age: quasi\ntown: sensitive",
      .init(k: 2, diversity: .distinct(2)))
    #expect(sentence.contains("less diverse than asked for"))
    #expect(
      try refusal(
        "age,town\n1,a\n", "age: quasi\ntown: quasi", .init(k: 1, diversity: .distinct(2))
      )
      .contains("no sensitive column"))
  }

  @Test func damagedHierarchyFiles() throws {
    let folder = try TemporaryFolder()
    try Data("a;x;*\nb;x;*\nc;y\n".utf8).write(to: folder.file("town.csv"))
    #expect(throws: EffaceError.self) {
      try HierarchyFile.read(folder.file("town.csv"), column: "town")
    }
    try Data("a;x;*\nb;x;*\nc;y;*\n".utf8).write(to: folder.file("town.csv"))
    let tree = try HierarchyFile.read(folder.file("town.csv"), column: "town")
    #expect(tree.leaves == ["a", "b", "c"] && tree.nodes[tree.commonAncestor(0, 1)].label == "x")
  }
}
