internal import ArgumentParser
internal import Files
internal import Foundation
internal import Headers

/// `efface dicom audit`.
struct DICOMAuditCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "List what in DICOM headers identifies people, and why; change nothing.",
    discussion: """
      Prints every attribute that 'efface dicom deidentify' with the same options would change: tag, \
      value representation, action, in how many files, reason, name. Values are never printed.

      Example:
        efface dicom audit scans/dicom
      """)

  @Argument(help: "A folder that holds DICOM files, however deep.")
  var folder: String

  @OptionGroup var profile: ProfileOptions

  @OptionGroup var common: CommonOptions

  var wantsJSON: Bool { common.json }

  func execute() throws {
    let deidentifier = HeaderDeidentifier(
      options: try profile.options(), key: DeidentificationKey())
    let report = try deidentifier.audit(URL(fileURLWithPath: folder))
    if common.json { return try Terminal.printJSON(report) }
    for finding in report.findings {
      Terminal.printLine(
        [
          finding.tag, finding.vr, finding.action, "\(finding.files)", finding.reason, finding.name,
        ].joined(separator: "\t"))
    }
    HeaderTalk.say(report)
  }
}
