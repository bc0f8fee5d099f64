internal import ArgumentParser
internal import Faces
internal import Foundation

/// `efface match`.
struct MatchCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "match",
    abstract: "Count the key points of two pictures that look alike.",
    discussion: """
      The baseline attacker of earlier studies: orb finds 500 points and keeps pairs of which each is \
      the other's nearest; sift takes the two nearest by FLANN (5 trees, 50 checks) and keeps pairs \
      below Lowe's ratio of 0.7. Neither knows what a face is, and both are known to identify \
      nobody: use 'efface verify' or 'efface attack' to judge defacing.

      Example:
        efface match before.png after.png --features sift --json

      References: Rublee et al., ICCV 2011; Lowe, IJCV 2004; Muja and Lowe, VISAPP 2009.
      """)

  @Argument(help: "A PNG or JPEG picture.")
  var first: String

  @Argument(help: "Another picture.")
  var second: String

  @Option(name: .long, help: "The key points: orb or sift.")
  var features = KeyPointMethod.orb

  @Flag(name: .long, help: "Print one JSON object on standard output.")
  var json = false

  var wantsJSON: Bool { json }

  func execute() throws {
    let images = try FaceOptions.images([first, second])
    let result = try KeyPointMatches(
      PictureReader.read(images[0].url, name: first),
      PictureReader.read(images[1].url, name: second), features: features)
    if json { return try Terminal.printJSON(Summary(result)) }
    Terminal.printLine(
      "\(result.matches.count) pairs\t\(result.firstKeyPoints) and \(result.secondKeyPoints) points"
    )
  }

  private struct Summary: Encodable {
    let features: KeyPointMethod
    let keyPoints: [Int]
    let matchCount: Int
    let share: Double
    let matches: [KeyPointMatches.Match]

    init(_ result: KeyPointMatches) {
      features = result.features
      keyPoints = [result.firstKeyPoints, result.secondKeyPoints]
      matchCount = result.matches.count
      share = result.share
      matches = result.matches
    }
  }
}
