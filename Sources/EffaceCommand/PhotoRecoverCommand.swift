internal import ArgumentParser
internal import Faces
internal import Foundation
internal import Images
internal import Photographs

/// `efface photo recover`.
struct PhotoRecoverCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "recover",
    abstract: "Bring back a photograph that was averaged with a key.",
    discussion: """
      A' = (2 D / 15)^2 - B. exact takes real numbers and is within 3 grey levels of the original; \
      published cuts 2 D / 15 to a whole number first, which costs up to 43. The picture must be the \
      PNG as it was written: compressing or resizing it loses what is recovered.

      That this works is what is wrong with averaging as anonymisation: who has the key, or one \
      original beside its averaged picture, has everybody's picture.

      Example:
        efface photo recover shared/portrait_average.png --key key.png -o portrait.png
      """)

  @Argument(help: "The averaged picture.")
  var image: String

  @Option(name: .long, help: "The key picture.")
  var key: String

  @Option(name: [.short, .long], help: "The recovered picture (.png).")
  var output: String

  @Option(name: .long, help: "exact or published.")
  var variant = ModifiedAveraging.Variant.exact

  @OptionGroup var common: CommonOptions

  var wantsJSON: Bool { common.json }

  func execute() throws {
    let target = URL(fileURLWithPath: output)
    try common.guardOutput(target)
    let inputs = try FaceOptions.images([image, key])
    let average = try PhotographFile.read(inputs[0].url, name: image)
    let averaging = ModifiedAveraging(
      key: try PhotographFile.read(inputs[1].url, name: key), variant: variant)
    let picture = try averaging.recover(average)
    try PhotographFile.write(picture, to: target)
    try WrittenPicture(picture, output: output).print(asJSON: common.json)
  }
}
