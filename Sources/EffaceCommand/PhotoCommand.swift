public import ArgumentParser
internal import Assets
internal import Faces
internal import Files
internal import Foundation
public import Photographs

/// `efface photo`.
struct PhotoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "photo",
    abstract: "Faces in photographs and video: landmarks, de-identification, what it is worth.",
    subcommands: [
      PhotoLandmarksCommand.self, PhotoDeidentifyCommand.self, PhotoKeyCommand.self,
      PhotoRecoverCommand.self, PhotoEvaluateCommand.self, PhotoVideoCommand.self,
    ])
}

/// How faces are found.
struct FinderOptions: ParsableArguments {
  @Option(
    name: .long,
    help: "Detectors, comma-separated; what any of them sees is a face: \(FaceOptions.detectors).")
  var detector = "dlib,yunet"

  /// The finder, with its weights loaded.
  func finder() throws(EffaceError) -> FaceFinder { try Self.finder(detector) }

  /// The finder with the detectors of a comma-separated list.
  static func finder(_ list: String) throws(EffaceError) -> FaceFinder {
    let names = list.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    return try FaceFinder(detectors: names, files: AssetStore())
  }
}

extension FaceCoverOptions.Extent: ExpressibleByArgument {}

extension ModifiedAveraging.Variant: ExpressibleByArgument {}
