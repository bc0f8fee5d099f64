import Foundation
import TestSupport
import Testing

/// `efface threshold` and `efface evaluate`, as a user calls them.
@Suite struct ThresholdCommandTests {
  private static let matrix = """
    ,1_d,2_d,3_d
    1_n,0.10,0.50,0.60
    2_n,0.30,0.20,0.80
    3_n,0.90,0.50,
    """

  private func efface(_ arguments: String...) throws -> (status: Int32, json: [String: Any]) {
    let outcome = try Efface.run(arguments)
    return (outcome.status, outcome.json)
  }

  private func folderWithMatrix() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try Data(Self.matrix.utf8).write(to: folder.file("m.csv"))
    return folder
  }

  @Test func thresholdIsChosenAndEvaluated() throws {
    let folder = try folderWithMatrix()
    let file = folder.file("m.csv").path
    let chosen = try efface(
      "threshold", file, "--metric", "cosine", "-o", folder.file("t.json").path, "--json")
    #expect(chosen.status == 0)
    #expect(chosen.json["protocol"] as? String == "exact")
    #expect(chosen.json["auc"] as? Double == 1)
    let f1 = try #require(chosen.json["f1"] as? [String: Any])
    #expect(f1["threshold"] as? Double == 0.2 && f1["truePositives"] as? Int == 2)
    let evaluated = try efface(
      "evaluate", file, "--threshold", folder.file("t.json").path, "--json")
    #expect(evaluated.status == 0)
    #expect(evaluated.json["threshold"] as? Double == 0.2)
    #expect(evaluated.json["truePositives"] as? Int == 2)
    #expect(evaluated.json["falseNegatives"] as? Int == 1)
    #expect(evaluated.json["falsePositives"] as? Int == 0)
    let typed = try efface("evaluate", file, "--threshold", "0.3", "--json")
    #expect(typed.json["falsePositives"] as? Int == 1)
  }

  @Test func sidecarNamesTheMetric() throws {
    let folder = try folderWithMatrix()
    let file = folder.file("m.csv").path
    #expect(try efface("threshold", file, "--json").json["metric"] as? String == "euclidean_l2")
    try Data(#"{"metric": "angular"}"#.utf8).write(to: folder.file("m.json"))
    #expect(try efface("threshold", file, "--json").json["metric"] as? String == "angular")
    try Data(#"{"metric": "taxicab"}"#.utf8).write(to: folder.file("m.json"))
    #expect(try efface("threshold", file, "--json").status == 1)
  }

  @Test func badInputLeavesNothingBehind() throws {
    let folder = try folderWithMatrix()
    let output = folder.file("t.json").path
    try Data(",1_d,2_d\n1_n,0.5,abc\n2_n,1,2\n".utf8).write(to: folder.file("bad.csv"))
    let bad = try efface("threshold", folder.file("bad.csv").path, "-o", output, "--json")
    #expect(bad.status == 1)
    #expect((bad.json["error"] as? String)?.contains("bad.csv, line 2") == true)
    #expect(!FileManager.default.fileExists(atPath: output))
    let file = folder.file("m.csv").path
    #expect(try efface("threshold", folder.file("none.csv").path).status == 1)
    #expect(try efface("threshold", file, "--figure", folder.file("f.gif").path).status == 1)
    #expect(try efface("threshold", file, "--protocol", "guess").status == 64)
    #expect(try efface("evaluate", file, "--threshold", "nan").status == 1)
    #expect(try efface("evaluate", file, "--threshold", "nowhere.json").status == 1)
  }

  @Test func outputsAreNotOverwritten() throws {
    let folder = try folderWithMatrix()
    let (file, output) = (folder.file("m.csv").path, folder.file("t.json"))
    try Data("mine".utf8).write(to: output)
    #expect(try efface("threshold", file, "-o", output.path).status == 1)
    #expect(try Data(contentsOf: output) == Data("mine".utf8))
    #expect(try efface("threshold", file, "-o", output.path, "--force").status == 0)
  }
}
