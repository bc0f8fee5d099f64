internal import Faces
internal import Files
internal import Foundation

/// Two pictures, or two folders of pictures, whatever the arguments are.
struct PairInput {
  /// Both are folders.
  let isFolders: Bool
  /// The pairs; one where both are pictures.
  let pairs: FaceImagePairs

  /// Looks at what `first` and `second` are.
  ///
  /// - Throws: `EffaceError.file` where one is missing, or one is a folder and the other is not.
  init(_ first: String, _ second: String) throws(EffaceError) {
    let kinds = [first, second].map { path in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        && isFolder.boolValue
    }
    guard kinds[0] || kinds[1] else {
      let images = try FaceOptions.images([first, second])
      isFolders = false
      pairs = FaceImagePairs([images[0]], [images[1]])
      return
    }
    guard kinds[0], kinds[1] else {
      throw EffaceError(.file, "Give two pictures or two folders, not one of each.")
    }
    isFolders = true
    let sides = [
      try FaceImagePairs.images(in: URL(fileURLWithPath: first), named: first),
      try FaceImagePairs.images(in: URL(fileURLWithPath: second), named: second),
    ]
    pairs = FaceImagePairs(sides[0], sides[1])
    guard !pairs.pairs.isEmpty else {
      throw EffaceError(.file, "The folder \(first) holds one picture, which is no pair.")
    }
  }
}

/// A table that goes to a file or to standard output.
enum PairTable {
  static func emit(_ csv: String, to output: String?) throws(EffaceError) {
    guard let output else { return Terminal.printLine(String(csv.dropLast())) }
    try AtomicFile.write(Data(csv.utf8), to: URL(fileURLWithPath: output))
    Terminal.say(output)
  }
}
