internal import ArgumentParser
internal import Assets
internal import Defacing

/// `efface doctor`.
struct Doctor: Subcommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what is installed, what is missing, and the command that mends it.",
    discussion: """
      Nothing is changed and no network is used. Exit status 1 where an essential is missing.

      Example:
        efface doctor --json
      """)

  @Flag(name: .long, help: "Print one JSON object on standard output.")
  var json = false

  var wantsJSON: Bool { json }

  func execute() throws {
    let store = AssetStore()
    let diagnosis = Diagnosis(of: store, others: [template(in: store)])
    if json {
      try Terminal.printJSON(diagnosis)
    } else {
      diagnosis.checks.flatMap(lines).forEach(Terminal.printLine)
      Terminal.printLine(
        diagnosis.ready ? "Ready." : "Not ready: what is marked 'needed' must be mended first.")
    }
    if !diagnosis.ready { throw ExitCode.failure }
  }

  private func template(in store: AssetStore) -> Finding {
    let isThere = (try? HeadTemplate.installed(in: store)) != nil
    return Finding(
      "head template", isThere ? .ok : .missing, essential: true,
      "The average head to which scans are registered.", remedy: "efface template build")
  }

  private func lines(_ finding: Finding) -> [String] {
    let mark =
      switch finding.state {
      case .ok: "ok      "
      case .poor: "poor    "
      case .missing: finding.isEssential ? "needed  " : "optional"
      }
    return ["\(mark) \(finding.name): \(finding.detail)"]
      + (finding.remedy.map { ["         \($0)"] } ?? [])
  }
}
