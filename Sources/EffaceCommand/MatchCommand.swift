internal import ArgumentParser
internal import Faces
internal import Files
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

      Of two folders every picture of one is matched with every picture of the other, and of one \
      folder given twice every two pictures; the table has the columns first, second, \
      first_key_points, second_key_points, matches and share, and goes to -o or standard output.

      Examples:
        efface match before.png after.png --features sift --json
        efface match originals defaced -o matches.csv

      References: Rublee et al., ICCV 2011; Lowe, IJCV 2004; Muja and Lowe, VISAPP 2009.
      """)

  @Argument(help: "A PNG or JPEG picture, or a folder of them.")
  var first: String

  @Argument(help: "Another picture, or another folder.")
  var second: String

  @Option(name: .long, help: "The key points: orb or sift.")
  var features = KeyPointMethod.orb

  @Option(name: .shortAndLong, help: "Of folders: the table (.csv).")
  var output: String?

  @OptionGroup var common: CommonOptions

  var wantsJSON: Bool { common.json }

  func execute() throws {
    if let output { try common.guardOutput(URL(fileURLWithPath: output)) }
    let input = try PairInput(first, second)
    if input.isFolders { return try match(input.pairs) }
    let pair = input.pairs.pairs[0]
    let result = try KeyPointMatches(
      PictureReader.read(pair.first.url, name: first),
      PictureReader.read(pair.second.url, name: second), features: features)
    if common.json { return try Terminal.printJSON(Summary(result)) }
    Terminal.printLine(
      "\(result.matches.count) pairs\t\(result.firstKeyPoints) and \(result.secondKeyPoints) points"
    )
  }

  private func match(_ images: FaceImagePairs) throws {
    let bar = ProgressBar(total: images.pairs.count)
    var pairs: [Pair] = []
    for pair in images.pairs {
      let result = try KeyPointMatches(
        PictureReader.read(pair.first.url, name: pair.first.file),
        PictureReader.read(pair.second.url, name: pair.second.file), features: features)
      pairs.append(
        Pair(
          first: pair.first.file, second: pair.second.file,
          keyPoints: [result.firstKeyPoints, result.secondKeyPoints],
          matchCount: result.matches.count, share: result.share))
      bar.show(pairs.count)
    }
    if common.json { try Terminal.printJSON(Folder(features: features, pairs: pairs)) }
    if !common.json || output != nil {
      let header = [
        "first", "second", "first_key_points", "second_key_points", "matches", "share",
      ]
      try PairTable.emit(CSV.text([header] + pairs.map(\.cells)), to: output)
    }
  }

  private struct Folder: Encodable {
    let features: KeyPointMethod
    let pairs: [Pair]
  }

  private struct Pair: Encodable {
    let first: String
    let second: String
    let keyPoints: [Int]
    let matchCount: Int
    let share: Double

    var cells: [String] {
      [first, second] + keyPoints.map(String.init) + ["\(matchCount)", "\(share)"]
    }
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
