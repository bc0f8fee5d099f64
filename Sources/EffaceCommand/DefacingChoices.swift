internal import ArgumentParser
internal import Defacing
internal import Foundation
internal import Volumes

/// The options that some methods heed; 'efface defacers NAME' says which.
struct DefacingChoices: ParsableArguments {
  @Flag(inversion: .prefixedNo, help: "Whether the ears go as well (default: the method's own).")
  var ears: Bool?

  @Flag(inversion: .prefixedNo, help: "Whether the forehead goes (default: the method's own).")
  var forehead: Bool?

  @Option(name: .long, help: "Distance kept from the brain, mm.")
  var buffer: Double?

  @Option(name: .long, help: "Edge of a block, or full width of a blur at half maximum, mm.")
  var size: Double?

  @Option(
    name: .long,
    help: "A mask of the brain on the scan's grid (above 0 = brain), to keep and to judge by.")
  var brainMask: String?

  @Option(name: .long, help: "Seconds that somebody else's program may take.")
  var timeLimit = 1800.0

  func validate() throws {
    let measures = [("--buffer", buffer), ("--size", size), ("--time-limit", timeLimit)]
    for (name, value) in measures {
      if let value, !(value.isFinite && value > 0) {
        throw ValidationError("\(name) takes a number above 0.")
      }
    }
  }

  /// What was asked; the words of a foreign program go to `log`.
  func options(log: URL?) throws -> DefacingOptions {
    DefacingOptions(
      ears: ears, forehead: forehead, buffer: buffer, size: size,
      brain: try BrainMask.read(brainMask),
      timeLimit: timeLimit, log: log)
  }
}

/// The option `--brain-mask`.
enum BrainMask {
  /// The voxels above 0 of the file at `path`.
  static func read(_ path: String?) throws -> VoxelMask? {
    try path.map {
      VoxelMask(try NIfTIImage(contentsOf: URL(fileURLWithPath: $0)).volume(), above: 0)
    }
  }
}
