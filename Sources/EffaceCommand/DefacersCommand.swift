internal import ArgumentParser
internal import Defacing

/// `efface defacers`.
struct DefacersCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "defacers",
    abstract: "List the defacing methods: what each does and where it was published.",
    discussion: """
      Lists Efface's own methods and the programs of others that it can run, and whether these are \
      installed. With a name, its card: what it does, the paper, the options that it heeds and, for \
      a program, how to get it.

      Examples:
        efface defacers --json
        efface defacers surface
      """)

  @Argument(help: "The method whose card is wanted.")
  var method: String?

  @Flag(name: .long, help: "Print one JSON object on standard output.")
  var json = false

  var wantsJSON: Bool { json }

  func execute() throws {
    if let method {
      let card = DefacerCard(try Defacers.named(method))
      if json { return try Terminal.printJSON(card) }
      for line in card.lines { Terminal.printLine(line) }
      return
    }
    let cards =
      Defacers.all.map { DefacerCard($0) } + Defacers.adapters.map { DefacerCard($0) }
    if json { return try Terminal.printJSON(["defacers": cards]) }
    for card in cards {
      let missing = card.installed == false ? " (not installed)" : ""
      Terminal.printLine("\(card.name.padded(14))\(card.summary)\(missing)")
      Terminal.printLine("\("".padded(14))\(card.paper)")
    }
  }
}

/// What is said about one method.
struct DefacerCard: Encodable {
  let name: String
  let summary: String
  let paper: String
  let refaces: Bool
  let options: [String]
  /// Whether the program is on PATH; nil for Efface's own methods.
  let installed: Bool?
  /// How to get the program; nil for Efface's own methods.
  let installation: String?

  init(_ method: any Defacer) {
    name = method.name
    summary = method.summary
    paper = method.paper
    refaces = method.refaces
    options = method.choices.map(\.meaning)
    let adapter = method as? any ExternalDefacer
    installed = adapter.map { $0.program() != nil }
    installation = adapter?.installation
  }

  /// The same for people.
  var lines: [String] {
    var lines = [
      "name         \(name)", "does         \(summary)", "paper        \(paper)",
      "afterwards   \(refaces ? "something stands in the face's place" : "air is where it was")",
    ]
    lines += options.map { "option       \($0)" }
    if let installed, let installation {
      lines.append("installed    \(installed ? "yes" : "no: \(installation)")")
    }
    return lines
  }
}
