internal import ArgumentParser
internal import Defacing

/// `efface defacers`.
struct DefacersCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "defacers",
    abstract: "List the defacing methods: what each does and where it was published.",
    discussion: """
      Example:
        efface defacers --json
      """)

  @Flag(name: .long, help: "Print one JSON object on standard output.")
  var json = false

  var wantsJSON: Bool { json }

  private struct Entry: Encodable {
    let name: String
    let summary: String
    let paper: String
    let refaces: Bool
  }

  func execute() throws {
    let entries = Defacers.all.map {
      Entry(name: $0.name, summary: $0.summary, paper: $0.paper, refaces: $0.refaces)
    }
    if json { return try Terminal.printJSON(["defacers": entries]) }
    for entry in entries {
      Terminal.printLine("\(entry.name.padded(12))\(entry.summary)")
      Terminal.printLine("\("".padded(12))\(entry.paper)")
    }
  }
}
