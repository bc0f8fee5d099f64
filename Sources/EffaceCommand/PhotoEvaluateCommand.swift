internal import ArgumentParser
internal import Assets
internal import Faces
internal import Files
internal import Foundation
internal import Photographs

/// `efface photo evaluate`.
struct PhotoEvaluateCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure what each method for photographs is worth against face recognition.",
    discussion: """
      Takes a folder of photographs, applies every method to each, and lets three detectors and \
      three networks search the results; the attacker holds all originals, so that distances to the \
      very photograph count. Writes into the output folder evaluation.csv (one row for each method: \
      share without a detected face, share matched to the person at the networks' published \
      thresholds, rank 1, with Wilson's intervals; SSIM and PSNR), pictures.csv (one row for each \
      picture and method), summary.md and evaluation.svg. What the averaging study published stands \
      beside it. No picture is written.

      Every picture counts as another person unless --people names a table with the columns file \
      and person. Several pictures of a person are not independent: the intervals are then too \
      narrow.

      Example:
        efface photo evaluate photographs --people people.csv -o evaluation

      References: Wilson, JASA 1927; Wang et al., IEEE TIP 2004; Newton, Sweeney and Malin, IEEE \
      TKDE 2005.
      """)

  @Argument(help: "A folder of PNG and JPEG pictures.")
  var folder: String

  @Option(name: [.short, .long], help: "The folder for the tables and the figure.")
  var output: String

  @Option(name: .long, help: "A table (.csv) with the columns file and person.")
  var people: String?

  @Option(name: .long, help: "k of k-Same.")
  var k = 3

  @Option(name: .long, help: "Where the keys of averaging start.")
  var seed: UInt64 = 1

  @OptionGroup var finding: FinderOptions

  @OptionGroup var common: CommonOptions

  var wantsJSON: Bool { common.json }

  func validate() throws {
    guard k >= 2 else { throw ValidationError("--k is at least 2.") }
  }

  func execute() throws {
    let target = URL(fileURLWithPath: output)
    for name in ["evaluation.csv", "pictures.csv", "summary.md", "evaluation.svg"] {
      try common.guardOutput(target.appendingPathComponent(name))
    }
    let images = try PeopleTable(people).named(
      FaceImagePairs.images(in: URL(fileURLWithPath: folder), named: folder))
    var bar: ProgressBar?
    let evaluation = try PhotographEvaluation(
      images, finder: finding.finder(), attacker: PhotographAttacker(files: AssetStore()), k: k,
      seed: seed
    ) { done, total in
      if bar == nil { bar = ProgressBar(total: total) }
      bar?.show(done)
    }
    try evaluation.write(to: target)
    for picture in evaluation.skipped { Terminal.say(picture.reason ?? "") }
    if common.json {
      try Terminal.printJSON(
        Summary(output: output, trials: evaluation.trials, skipped: evaluation.skipped))
    } else {
      Terminal.printLine(String(evaluation.summary.dropLast()))
    }
  }

  private struct Summary: Encodable {
    let output: String
    let trials: [PhotographTrial]
    let skipped: [PhotographOutcome]
  }
}

/// Whom pictures show, where a table says so.
struct PeopleTable {
  private let person: [String: String]?

  /// Reads the table at `path`.
  ///
  /// - Throws: `EffaceError.file` or `.format`.
  init(_ path: String?) throws(EffaceError) {
    guard let path else {
      person = nil
      return
    }
    guard let text = try? String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8) else {
      throw EffaceError(.file, "The table \(path) cannot be read.")
    }
    let table = try CSV.table(in: text, source: "The table \(path)")
    guard let file = table.columns.firstIndex(of: "file"),
      let name = table.columns.firstIndex(of: "person")
    else {
      throw EffaceError(.format, "The table \(path) needs the columns file and person.")
    }
    person = Dictionary(table.rows.map { ($0[file], $0[name]) }) { $1 }
  }

  /// The pictures with the people that the table names; without a table each is another person.
  ///
  /// - Throws: `EffaceError.argument` for a picture that the table does not hold.
  func named(_ images: [FaceImage]) throws(EffaceError) -> [FaceImage] {
    var named: [FaceImage] = []
    for image in images {
      let name = image.url.lastPathComponent
      guard let person else {
        named.append(FaceImage(id: name, url: image.url, file: image.file))
        continue
      }
      guard let id = person[name] else {
        throw EffaceError(.argument, "The table of people does not name the picture \(name).")
      }
      named.append(FaceImage(id: id, url: image.url, file: image.file))
    }
    return named
  }
}
