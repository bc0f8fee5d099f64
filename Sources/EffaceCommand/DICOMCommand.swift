internal import ArgumentParser
internal import Files
internal import Foundation
internal import Headers

/// `efface dicom`.
struct DICOMCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dicom",
    abstract: "Take what identifies people out of DICOM headers, or list it.",
    subcommands: [DICOMDeidentifyCommand.self, DICOMAuditCommand.self])
}

/// The options of PS3.15, Annex E.3.
struct ProfileOptions: ParsableArguments {
  @Option(name: .long, help: "Dates and times: remove, shift (by a secret number of days) or keep.")
  var dates: Dates = .remove

  @Flag(name: .long, help: "Retain UIDs.")
  var keepUids = false

  @Flag(name: .long, help: "Retain device identity.")
  var keepDevice = false

  @Flag(name: .long, help: "Retain institution identity.")
  var keepInstitution = false

  @Flag(name: .long, help: "Retain sex, age, size, weight and the like.")
  var keepCharacteristics = false

  @Flag(name: .long, help: "Retain private attributes that are known to hold physics only.")
  var keepSafePrivate = false

  @Flag(name: .long, help: "Clean descriptions of identifying words instead of removing them.")
  var cleanDescriptors = false

  @Flag(name: .long, help: "Clean the content of structured reports instead of replacing it.")
  var cleanStructuredContent = false

  @Flag(name: .long, help: "Clean graphic annotations instead of replacing them.")
  var cleanGraphics = false

  @Option(
    name: .long, help: "Blank this rectangle in every frame: x,y,width,height; may be repeated.")
  var cleanRegion: [String] = []

  @Flag(
    name: .long,
    help: "The pixels were defaced already: state that they show no recognizable features.")
  var defaced = false

  enum Dates: String, ExpressibleByArgument, CaseIterable {
    case remove, shift, keep
  }

  /// The options as the library takes them.
  func options() throws -> DeidentificationOptions {
    var options = DeidentificationOptions()
    options.dates = DeidentificationOptions.Dates(rawValue: dates.rawValue) ?? .remove
    options.keepsUIDs = keepUids
    options.keepsDevice = keepDevice
    options.keepsInstitution = keepInstitution
    options.keepsCharacteristics = keepCharacteristics
    options.keepsSafePrivate = keepSafePrivate
    options.cleansDescriptors = cleanDescriptors
    options.cleansStructuredContent = cleanStructuredContent
    options.cleansGraphics = cleanGraphics
    options.isDefaced = defaced
    options.regions = try cleanRegion.map { text in
      let numbers = text.split(separator: ",").compactMap { Int($0) }
      guard numbers.count == 4 else {
        throw ValidationError("--clean-region takes x,y,width,height, not '\(text)'.")
      }
      return DeidentificationOptions.Region(
        x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3])
    }
    return options
  }
}

/// What both commands say on standard error.
enum HeaderTalk {
  static func say(_ report: HeaderReport) {
    for warning in report.warnings {
      Terminal.say("Warning: \(warning.files) files: \(warning.sentence)")
    }
    for file in report.skipped { Terminal.say("Skipped \(file.path): \(file.reason)") }
  }
}
