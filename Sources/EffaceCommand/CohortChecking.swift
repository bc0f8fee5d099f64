internal import ArgumentParser
internal import Defacing
internal import Files
internal import Foundation
internal import Volumes

/// `efface check --cohort`.
struct CohortChecking {
  let cohort: String
  /// `NAME=FOLDER` or `FOLDER`.
  let defaced: [String]
  let output: String?
  let modality: Modality?
  let jobs: Int
  let json: Bool
  let force: Bool

  private struct Summary: Encodable {
    let verdict: Verdict.Outcome
    let totals: [String: CohortCheck.Total]
    let rows: [CohortCheck.Row]
    let outputs: [String: String]
  }

  /// Judges everybody, writes and prints the table.
  func execute() throws {
    let table = output.map { URL(fileURLWithPath: $0) }
    let record = table.map { $0.deletingPathExtension().appendingPathExtension("json") }
    for url in [table, record].compactMap(\.self) {
      var options = CommonOptions()
      options.force = force
      try options.guardOutput(url)
    }
    let folder = try CohortFolder(URL(fileURLWithPath: cohort), defaced: defaced.map(Self.arm))
    let template = try HeadTemplate.installed()
    let bar = ProgressBar(total: folder.pairs.count)
    bar.show(0)
    let check = CohortCheck(
      folder, modality: modality, template: template, jobs: jobs, progress: { bar.show($0) })
    var outputs: [String: String] = [:]
    if let table, let record {
      outputs = ["csv": table.path, "json": record.path]
      try AtomicFile.write(Data(check.csv.utf8), to: table)
      try JSONFile.write(
        Summary(verdict: check.verdict, totals: check.totals, rows: check.rows, outputs: [:]),
        to: record)
    }
    if json {
      try Terminal.printJSON(
        Summary(
          verdict: check.verdict, totals: check.totals, rows: check.rows, outputs: outputs))
    } else {
      printTable(check)
    }
    if check.verdict == .fail { throw ExitCode.refused }
  }

  private static func arm(_ text: String) -> (name: String, folder: URL) {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    let path = parts.last ?? text
    let folder = URL(fileURLWithPath: path)
    return (parts.count == 2 ? parts[0] : folder.lastPathComponent, folder)
  }

  private func printTable(_ check: CohortCheck) {
    for row in check.rows {
      let reasons = row.sentences.isEmpty ? "" : row.sentences.joined(separator: " ")
      Terminal.printLine(
        "\(row.subject.padded(16))\(row.defacer.padded(16))\(row.verdict.rawValue.padded(6))\(reasons)"
      )
    }
    for warning in Set(check.rows.flatMap { $0.numbers?.warnings ?? [] }).sorted() {
      Terminal.printLine("warning: \(warning)")
    }
    for (name, total) in check.totals.sorted(by: { $0.key < $1.key }) {
      let reasons = total.reasons.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
        .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
      Terminal.printLine(
        "\(name): \(total.passed) of \(total.subjects) pass\(reasons.isEmpty ? "" : "; \(reasons)")"
      )
    }
  }
}
