internal import ArgumentParser
internal import Faces
internal import Foundation
internal import Images
internal import Photographs

/// `efface photo key`.
struct PhotoKeyCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: "Make a key picture for the method average.",
    discussion: """
      Noise of several scales, of the size and kind (grey or colour) of the given picture, or of \
      300 x 300 grey pixels with --variant published. Without --seed it is different every time. \
      Keep it as you would keep the photographs themselves.

      Example:
        efface photo key --like portrait.jpg -o key.png
      """)

  @Option(name: .long, help: "A picture of the size that is wanted.")
  var like: String

  @Option(name: [.short, .long], help: "The key (.png).")
  var output: String

  @Option(name: .long, help: "Where the random sequence starts; anybody who knows it has the key.")
  var seed: UInt64?

  @Option(name: .long, help: "What the key is for: exact or published.")
  var variant = ModifiedAveraging.Variant.exact

  @OptionGroup var common: CommonOptions

  var wantsJSON: Bool { common.json }

  func execute() throws {
    let target = URL(fileURLWithPath: output)
    try common.guardOutput(target)
    let picture = try PhotographFile.read(FaceOptions.images([like])[0].url, name: like)
    let side = ModifiedAveraging.publishedSide
    let isExact = variant == .exact
    let key = AveragingKey.noise(
      width: isExact ? picture.width : side, height: isExact ? picture.height : side,
      channels: isExact ? picture.channels : 1, seed: seed ?? UInt64.random(in: 0...UInt64.max))
    try PhotographFile.write(key, to: target)
    try WrittenPicture(key, output: output).print(asJSON: common.json)
  }
}
