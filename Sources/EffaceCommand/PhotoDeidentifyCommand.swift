internal import ArgumentParser
internal import Faces
internal import Files
internal import Foundation
internal import Photographs

/// `efface photo deidentify`.
struct PhotoDeidentifyCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "deidentify",
    abstract: "Write photographs that show nobody, without their metadata.",
    discussion: """
      Writes <stem>_<method>.png into the folder: upright as the camera held it, same size, and \
      nothing but pixels (no EXIF, GPS, thumbnail or text). Every face is changed, or the one that \
      --face names, counted from the left. Nothing is written for a picture in which no face is \
      found: look at it yourself.

        black-box     a black rectangle over each face
        censor-bar    black bars over brows and eyes, and over nose tip and mouth
        eyes-mouth    three black discs over eyes and mouth (--radius 50: as published)
        pixelate      blocks over the face, or over eyes, brows and mouth (--extent features)
        blur          Gaussian blur, --sigma in face widths; a weak blur hides nobody
        average       the whole picture is averaged with a key: D = int(15 sqrt(A + B) / 2)
        k-same-pixel  mean faces that each stand for at least k people (--k)
        k-same-eigen  the same, in the space of eigenfaces

      average IS NOT ANONYMISATION but obfuscation with a key. 'efface photo recover' brings the \
      picture back for whoever has the key; one original with its result gives the key away, and \
      with it every other picture; two results of one key show the difference of their pictures. \
      Never share a key picture, use a key once, and make it with 'efface photo key': a photograph \
      as key leaves faces to be seen. The variant 'published' works on 300 x 300 grey pixels.

      k-same-* take all pictures together and write aligned faces, not photographs. Every picture \
      counts as another person unless --people names a table with the columns file and person. The \
      guarantee (every face that is written stands for at least k people) is checked on the bytes \
      that were written, and printed. It speaks of faces, not of clothes or places.

      Example:
        efface photo deidentify team.jpg portrait.png -o shared --method black-box

      References: Newton, Sweeney and Malin, Preserving privacy by de-identifying face images, IEEE \
      TKDE 2005; McPherson et al., Defeating image obfuscation with deep learning, 2016. 'efface \
      photo evaluate' measures what each method is worth.
      """)

  @Argument(help: "PNG or JPEG pictures.")
  var images: [String]

  @Option(name: [.short, .long], help: "The folder for the results.")
  var output: String

  @Option(name: .long, help: "The method: \(PhotoMethods.names.joined(separator: ", ")).")
  var method: String

  @Option(name: .long, help: "average: the key picture.")
  var key: String?

  @Option(name: .long, help: "average: exact or published.")
  var variant = ModifiedAveraging.Variant.exact

  @Option(name: .long, help: "Which face, from the left; all where not given.")
  var face: Int?

  @Option(name: .long, help: "k-same: the least number of people for whom a face stands.")
  var k = 3

  @Option(name: .long, help: "k-same: a table (.csv) with the columns file and person.")
  var people: String?

  @OptionGroup var covering: CoverOptions

  @OptionGroup var finding: FinderOptions

  @OptionGroup var common: CommonOptions

  var wantsJSON: Bool { common.json }

  func validate() throws {
    guard PhotoMethods.names.contains(method) else {
      throw ValidationError(
        "There is no method '\(method)'; "
          + NearestName.suggestion(for: method, in: PhotoMethods.names))
    }
    if method == "average", key == nil { throw ValidationError("average needs --key IMAGE.") }
    if k < 2 { throw ValidationError("--k is at least 2.") }
    if let face, face < 1 { throw ValidationError("Faces are counted from 1.") }
  }

  func execute() throws {
    let images = try FaceOptions.images(images)
    let folder = URL(fileURLWithPath: output)
    if let space = KSame.Space.allCases.first(where: { "k-same-\($0.rawValue)" == method }) {
      return try runKSame(space, images, folder)
    }
    let worker = PhotographDeidentifier(name: method, method: try chosen())
    for image in images {
      try common.guardOutput(folder.appendingPathComponent(worker.outputName(image.url)))
    }
    let bar = ProgressBar(total: images.count)
    let outcomes = try worker.run(images, to: folder) { bar.show($0) }
    try PhotoOutcomes(method: method, images: outcomes).report(json: common.json)
  }

  private func runKSame(_ space: KSame.Space, _ images: [FaceImage], _ folder: URL) throws {
    let worker = KSameFolder(space: space, k: k, finder: try finding.finder())
    for image in images {
      try common.guardOutput(folder.appendingPathComponent(worker.outputName(image.url)))
    }
    let bar = ProgressBar(total: images.count)
    let result = try worker.run(PeopleTable(people).named(images), to: folder) { bar.show($0) }
    if common.json { return try Terminal.printJSON(result) }
    for image in result.images {
      Terminal.printLine("\(image.file)\t\(image.faces.count)\t\(image.output ?? "-")")
      if let reason = image.reason { Terminal.say(reason) }
    }
    let promise = result.guarantee
    Terminal.say(
      "Checked on the files: \(promise.faces) faces stand for \(promise.people) people, "
        + "each for at least \(promise.smallest) (k = \(promise.k)).")
  }

  private func chosen() throws -> PhotographDeidentifier.Method {
    if let cover = try FaceCovers.named(method, covering.options) {
      return .cover(cover, try finding.finder(), face.map(FaceChoice.number) ?? .every)
    }
    let file = try FaceOptions.images([key ?? ""])[0]
    return .average(
      ModifiedAveraging(key: try PhotographFile.read(file.url, name: file.file), variant: variant))
  }
}

/// The names of the methods.
enum PhotoMethods {
  static let names =
    FaceCovers.all.map { $0.card.name } + ["average"]
    + KSame.Space.allCases.map { "k-same-\($0.rawValue)" }
}

/// What may be chosen of the methods that cover faces.
struct CoverOptions: ParsableArguments {
  @Option(name: .long, help: "blur, pixelate: face, or features (eyes, brows and mouth).")
  var extent: FaceCoverOptions.Extent?

  @Option(name: .long, help: "blur: standard deviation in widths of the face.")
  var sigma: Double?

  @Option(name: .long, help: "pixelate: blocks across the face.")
  var blocks: Int?

  @Option(name: .long, help: "eyes-mouth: radius of the discs in pixels.")
  var radius: Double?

  /// As the library takes them.
  var options: FaceCoverOptions {
    FaceCoverOptions(extent: extent, sigma: sigma, blocks: blocks, radius: radius)
  }
}

/// What became of several pictures, for people and for programs.
struct PhotoOutcomes: Encodable {
  let method: String
  let images: [PhotographOutcome]

  /// Prints the outcomes; where nothing at all was written, the first reason is an error.
  func report(json: Bool) throws {
    if let fault = images.first?.reason, images.allSatisfy({ $0.output == nil }) {
      throw EffaceError(.unsuitable, fault)
    }
    if json { return try Terminal.printJSON(self) }
    for image in images {
      Terminal.printLine("\(image.file)\t\(image.faces.count)\t\(image.output ?? "-")")
      if let reason = image.reason { Terminal.say(reason) }
    }
    let written = images.count { $0.output != nil }
    if written < images.count {
      Terminal.say("\(written) of \(images.count) pictures were written.")
    }
  }
}
