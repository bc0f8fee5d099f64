public import ArgumentParser
public import DICOM
internal import Foundation
internal import Geometry
internal import Volumes

/// `efface convert`.
struct Convert: Subcommand {
  static let configuration = CommandConfiguration(
    abstract: "Turn a folder of DICOM files into NIfTI files with BIDS sidecars.",
    discussion: """
      Looks at every file under the folder, however deep, and writes one .nii.gz and one .json per \
      series. Files that are no image, or that cannot be read, are named with the reason. Names and \
      sidecars hold nothing that identifies a person, an institution or a device.

      What is no scan is converted, too, though 'efface deface' takes none of it: colours become \
      RGB24 (also where a file holds luminance and differences of colour), pixels of a palette stay \
      indices, RT doses lie where their offsets say and are scaled, single bits become 0 and 1, each \
      segment of a segmentation is a volume of its own, and pictures without a place get a volume \
      without one (qform and sform codes 0). Frames of one file that have one place between them are \
      stacked along their normal. Overlays that mark a region become volumes of 0 and 1 whose names \
      end in _ROI and their number.

      Codes of --name: %n series number (three digits), %m modality, %h first eight digits of the \
      SHA-256 of the Series Instance UID, %e echo number, %c content (magnitude, phase, ...), \
      %a acquisition number, %% a percent sign.

      A NIfTI file is written again in the format that the ending of the output says; header and \
      voxels keep their bytes unless --orient or --zero-negatives changes them.

      Example:
        efface convert scans/dicom -o scans/nifti --json
        efface convert pair.hdr -o single.nii.gz --orient RAS
      """)

  @Argument(help: "A folder that holds DICOM files, or one NIfTI file.")
  var folder: String

  @Option(
    name: .shortAndLong,
    help: "The folder for the results; of a NIfTI file, the new file (.nii or .nii.gz).")
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
    help: """
      Put names, dates, places, UIDs and serial numbers into the sidecars, and convert overlays that \
      may be writing. Not for sharing.
      """)
  var keepIdentifiers = false

  @Option(name: .long, help: "Of a NIfTI file: turn the axes to these directions, such as RAS.")
  var orient: String?

  @OptionGroup var common: CommonOptions

  var wantsJSON: Bool { common.json }

  func execute() throws {
    if try convertVolume() { return }
    guard orient == nil else {
      throw ValidationError("--orient turns NIfTI files; series keep the axes of dcm2niix.")
    }
    let workers = DICOMWorkerPool(
      command: DICOMWorkerCommand.commandLine, keepsIdentifiers: keepIdentifiers)
    let converter = DICOMConverter(
      parser: workers, names: try NamePattern(name), overwrites: common.force,
      options: ConversionOptions(
        uneven: uneven, tilt: tilt, clearsNegatives: zeroNegatives, takesPictures: true,
        takesGraphics: keepIdentifiers))
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

extension Convert {
  /// Converts a NIfTI file; false where the input is not named as one.
  private func convertVolume() throws -> Bool {
    let endings = [".nii", ".nii.gz", ".hdr", ".hdr.gz", ".img", ".img.gz"]
    guard endings.contains(where: folder.lowercased().hasSuffix) else { return false }
    let (source, target) = (URL(fileURLWithPath: folder), URL(fileURLWithPath: output))
    guard output.hasSuffix(".nii") || output.hasSuffix(".nii.gz") else {
      throw ValidationError("Of a NIfTI file, the output must end in .nii or .nii.gz.")
    }
    try common.guardOutput(target)
    var image = try NIfTIImage(contentsOf: source)
    if let orient {
      guard let orientation = Orientation(orient) else {
        throw ValidationError("--orient takes three letters such as RAS or LPI, not '\(orient)'.")
      }
      image = try image.reoriented(to: orientation)
    }
    if zeroNegatives { image = image.withoutNegatives }
    try image.write(to: target)
    if common.json {
      try Terminal.printJSON(["file": target.path])
    } else {
      Terminal.printLine(target.path)
    }
    return true
  }
}

extension ConversionOptions.Uneven: ExpressibleByArgument {}
extension ConversionOptions.Tilt: ExpressibleByArgument {}
