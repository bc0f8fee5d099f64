internal import ArgumentParser
internal import Faces
internal import Files
internal import Foundation
internal import Images
internal import Photographs

/// `efface photo landmarks`.
struct PhotoLandmarksCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "landmarks",
    abstract: "List the 68 landmarks of every face in a photograph.",
    discussion: """
      Prints comma-separated text, one line for each point: face (from the left, 1 first), point \
      (0 to 67), group, x, y in pixels of the upright picture. Groups: jaw 0-16, right brow 17-21, \
      left brow 22-26, nose 27-35, right eye 36-41, left eye 42-47, mouth 48-67; left and right are \
      the person's own. --overlay draws the convex hull of each group, filled.

      Example:
        efface photo landmarks portrait.jpg --overlay landmarks.png > landmarks.csv

      References: Kazemi and Sullivan, CVPR 2014; Sagonas et al., 300 Faces in-the-Wild, 2013. The \
      landmarks are not for commercial use.
      """)

  @Argument(help: "A PNG or JPEG picture.")
  var image: String

  @Option(name: .long, help: "Write the picture with the seven groups drawn over it (.png).")
  var overlay: String?

  @Option(name: .long, help: "How much of the groups' colours stands before the picture, 0 to 1.")
  var alpha = LandmarkOverlay.publishedAlpha

  @OptionGroup var finding: FinderOptions

  @OptionGroup var common: CommonOptions

  var wantsJSON: Bool { common.json }

  func validate() throws {
    guard (0...1).contains(alpha) else { throw ValidationError("--alpha takes 0 to 1.") }
  }

  func execute() throws {
    let target = overlay.map { URL(fileURLWithPath: $0) }
    if let target { try common.guardOutput(target) }
    let input = try FaceOptions.images([image])[0]
    let picture = try PhotographFile.read(input.url, name: image)
    let faces = try finding.finder().faces(in: picture)
    guard !faces.isEmpty else {
      throw EffaceError(.unsuitable, "No face was found in \(image).")
    }
    if let target {
      try PhotographFile.write(LandmarkOverlay.draw(faces, on: picture, alpha: alpha), to: target)
    }
    if common.json {
      try Terminal.printJSON(
        Listing(file: image, width: picture.width, height: picture.height, faces: faces))
    } else {
      Terminal.printLine(String(Self.csv(faces).dropLast()))
    }
  }

  private struct Listing: Encodable {
    let file: String
    let width: Int
    let height: Int
    let faces: [PhotographFace]
  }

  private static func csv(_ faces: [PhotographFace]) -> String {
    var records = [["face", "point", "group", "x", "y"]]
    for (number, face) in faces.enumerated() {
      for (index, point) in face.landmarks.enumerated() {
        records.append([
          "\(number + 1)", "\(index)", LandmarkGroup(point: index).rawValue,
          String(format: "%g", point.x), String(format: "%g", point.y),
        ])
      }
    }
    return CSV.text(records)
  }
}
