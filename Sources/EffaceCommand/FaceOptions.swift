public import ArgumentParser
internal import Assets
public import Faces
internal import Files
internal import Foundation

/// Names of the models and of the crop, which the face commands share.
enum FaceOptions {
  static let detectors = names(FaceDetectors.all.map { $0.card.name })
  static let embedders = names(FaceEmbedders.all.map { $0.card.name })
  static let metrics = names(Distances.all.map(\.name))

  /// Every picture, which must be there.
  ///
  /// - Throws: `EffaceError.file` naming the first that is missing.
  static func images(_ paths: [String]) throws(EffaceError) -> [FaceImage] {
    var images: [FaceImage] = []
    for path in paths {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw EffaceError(.file, "The picture \(path) does not exist.")
      }
      guard !isFolder.boolValue else {
        throw EffaceError(.file, "\(path) is a folder; name the pictures in it.")
      }
      images.append(FaceImage(url: URL(fileURLWithPath: path)).renamed(file: path))
    }
    return images
  }

  private static func names(_ names: [String]) -> String { names.joined(separator: ", ") }
}

extension FaceImage {
  /// The same picture, which records call `file`.
  fileprivate func renamed(file: String) -> FaceImage { FaceImage(id: id, url: url, file: file) }
}

extension AlignmentChoice: ExpressibleByArgument {}

extension PictureKind: ExpressibleByArgument {}

extension KeyPointMethod: ExpressibleByArgument {}
