internal import ArgumentParser
internal import Files
internal import Foundation
internal import Headers

/// `efface dicom deidentify`.
struct DICOMDeidentifyCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "deidentify",
    abstract: "Write DICOM files whose headers name nobody.",
    discussion: """
      Follows the Basic Application Level Confidentiality Profile (PS3.15, Annex E) for every \
      attribute of its table, in sequences at any depth; private attributes, overlays, curves, the \
      preamble and names of files go too. Attributes that stay are searched for the words that had to \
      go. UIDs, pseudonyms and shifted dates are the same wherever the key is the same, so that a \
      study stays one. Pixels stay as they are to the bit. What was done is written into the files by \
      the codes of context group 7050.

      It does not look at pixels: text and faces in them stay. Take the face out with 'efface deface' \
      first, whose files say so themselves (after another program, --defaced says it); blank text with \
      --clean-region. Overlays always go, since nothing here can read what is drawn in them.

      --key names a file with the secret; it is made, readable by you only, where it does not exist. \
      Without it, a key is made and forgotten, and no second run gives the same stand-ins.

      Example:
        efface dicom deidentify scans/dicom -o scans/shared --key study.key --dates shift
      """)

  @Argument(help: "A folder that holds DICOM files, however deep.")
  var folder: String

  @Option(name: .shortAndLong, help: "The folder for the results.")
  var output: String

  @Option(name: .long, help: "The file of the secret key.")
  var key: String?

  @OptionGroup var profile: ProfileOptions

  @OptionGroup var common: CommonOptions

  var wantsJSON: Bool { common.json }

  func execute() throws {
    let options = try profile.options()
    let secret =
      try key.map { path throws(EffaceError) in
        try DeidentificationKey(file: URL(fileURLWithPath: path))
      } ?? DeidentificationKey()
    let report = try HeaderDeidentifier(options: options, key: secret).deidentify(
      URL(fileURLWithPath: folder), to: URL(fileURLWithPath: output), overwrites: common.force)
    if common.json { return try Terminal.printJSON(report) }
    for file in report.outputs { Terminal.printLine("\(output)/\(file)") }
    HeaderTalk.say(report)
  }
}
