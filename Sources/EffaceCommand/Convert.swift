public import ArgumentParser
internal import DICOM
internal import Foundation

/// `efface convert`.
struct Convert: Subcommand {
  static let configuration = CommandConfiguration(
    abstract: "Turn a folder of DICOM files into NIfTI files with BIDS sidecars.",
    discussion: """
      Looks at every file under the folder, however deep, and writes one .nii.gz and one .json per \
      series. Files that are no image, or that cannot be read, are named with the reason. Names and \
      sidecars hold nothing that identifies a person, an institution or a device.

      Codes of --name: %n series number (three digits), %m modality, %h first eight digits of the \
      SHA-256 of the Series Instance UID, %e echo number, %c content (magnitude, phase, ...), \
      %a acquisition number, %% a percent sign.

      Example:
        efface convert scans/dicom -o scans/nifti --json
      """)

  @Argument(help: "A folder that holds DICOM files.")
  var folder: String

  @Option(name: .shortAndLong, help: "The folder for the results.")
  var output: String

  @Option(name: .long, help: "How results are called.")
  var name = NamePattern.standard

  @Option(
    name: .long,
    help: """
      Slices that are not equally far apart: stack (as dcm2niix does, with a warning), resample (to \
      their typical distance, linearly) or refuse.
      """)
  var uneven = ConversionOptions.Uneven.stack

  @Option(
    name: .long,
    help: """
      CT with a tilted gantry: correct (rows are moved by linear interpolation) or keep (voxels as \
      scanned, sheared affine).
      """)
  var tilt = ConversionOptions.Tilt.correct

  @Flag(name: .long, help: "Set values below 0 to 0, which gives a CT the background of an MR.")
  var zeroNegatives = false

  @Flag(
    name: .long,
    help: "Put names, dates, places, UIDs and serial numbers into the sidecars. Not for sharing.")
  var keepIdentifiers = false

  @OptionGroup var common: CommonOptions

  var wantsJSON: Bool { common.json }

  func execute() throws {
    let converter = DICOMConverter(
      parser: DICOMWorkerPool(
        command: DICOMWorkerCommand.commandLine, keepsIdentifiers: keepIdentifiers),
      names: try NamePattern(name), overwrites: common.force,
      options: ConversionOptions(uneven: uneven, tilt: tilt, clearsNegatives: zeroNegatives))
    let result = try converter.convert(
      URL(fileURLWithPath: folder), to: URL(fileURLWithPath: output))
    if common.json {
      try Terminal.printJSON(result)
      return
    }
    for output in result.outputs {
      Terminal.printLine(output.file)
      for warning in output.warnings {
        Terminal.say("Warning: series \(output.seriesNumber): \(warning)")
      }
    }
    for file in result.skipped { Terminal.say("Skipped \(file.path): \(file.reason)") }
  }
}

extension ConversionOptions.Uneven: ExpressibleByArgument {}
extension ConversionOptions.Tilt: ExpressibleByArgument {}
