internal import ArgumentParser
internal import Foundation
internal import Geometry
internal import Volumes

/// `efface info`.
struct Info: Subcommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what a NIfTI file holds: sizes, orientation, scaling, codes, warnings.",
    discussion: """
      Example:
        efface info sub-01_T1w.nii.gz --json
      """)

  @Argument(help: "A NIfTI-1 or NIfTI-2 file (.nii, .nii.gz, .hdr or .img).")
  var file: String

  @Flag(name: .long, help: "Print one JSON object on standard output.")
  var json = false

  var wantsJSON: Bool { json }

  func execute() throws {
    let image = try NIfTIImage(contentsOf: URL(fileURLWithPath: file))
    let summary = ScanSummary(image)
    if json {
      try Terminal.printJSON(summary)
    } else {
      for line in summary.lines { Terminal.printLine(line) }
    }
  }
}
