import Foundation
import TestSupport
import Testing

/// `efface table` and `efface dicom` as a user runs them.
@Suite struct RecordsCommandTests {
  @Test func aTableIsAnonymisedAndAudited() throws {
    let folder = try TemporaryFolder()
    let rows = (0..<40).map { "sub-\($0)\t\(20 + $0 % 20)\t\($0 % 2 == 0 ? "F" : "M")" }
    let text = "participant_id\tage\tsex\n" + rows.joined(separator: "\n") + "\n"
    try Data(text.utf8).write(to: folder.file("participants.tsv"))
    try Data("participant_id: insensitive\nage: quasi\nsex: quasi\n".utf8)
      .write(to: folder.file("roles.yaml"))
    let arguments = [
      "table", "anonymize", folder.file("participants.tsv").path, "--roles",
      folder.file("roles.yaml").path, "--k", "5", "-o", folder.file("out.tsv").path, "--json",
    ]
    let made = try Efface.run(arguments)
    #expect(made.status == 0, "\(made.talk)")
    #expect((made.json["after"] as? [String: Any])?["k"] as? Int ?? 0 >= 5)
    #expect(try Efface.run(arguments).status == 1, "an output is not overwritten")
    let audit = try Efface.run([
      "table", "audit", folder.file("out.tsv").path, "--original",
      folder.file("participants.tsv").path, "--roles", folder.file("roles.yaml").path, "--csv",
      folder.file("audit.csv").path, "--json",
    ])
    #expect(audit.status == 0, "\(audit.talk)")
    #expect((audit.json["after"] as? [String: Any])?["k"] as? Int ?? 0 >= 5)
    let csv = try String(contentsOf: folder.file("audit.csv"), encoding: .utf8)
    #expect(csv.hasPrefix("measure,before,after\nrows,40,40\n"))
  }

  @Test func wrongArgumentsAreRefused() throws {
    let folder = try TemporaryFolder()
    try Data("a\n1\n".utf8).write(to: folder.file("a.csv"))
    try Data("a: quasi\n".utf8).write(to: folder.file("r.yaml"))
    let base = [
      "table", "anonymize", folder.file("a.csv").path, "--roles", folder.file("r.yaml").path, "-o",
      folder.file("o.csv").path,
    ]
    #expect(try Efface.run(base + ["--k", "0"]).status == 64)
    #expect(try Efface.run(base + ["--k", "2"]).status == 1)
    #expect(!FileManager.default.fileExists(atPath: folder.file("o.csv").path))
    let dicom = try Efface.run([
      "dicom", "deidentify", folder.url.path, "-o", folder.file("d").path, "--json",
    ])
    #expect(dicom.status == 1 && dicom.json["error"] != nil)
    #expect(!FileManager.default.fileExists(atPath: folder.file("d").path))
  }
}
