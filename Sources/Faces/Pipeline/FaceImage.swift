public import Foundation

/// A picture of one person that goes through the recognition stages.
public struct FaceImage: Sendable, Hashable {
  /// Whom it shows; rows and columns of distance matrices are named after it.
  public let id: String
  /// Where it is read from.
  public let url: URL
  /// How records call it; the same in every run, unlike an absolute path.
  public let file: String

  /// Builds a picture's entry; `file` is the path as it was given where nothing else is said.
  public init(id: String, url: URL, file: String? = nil) {
    self.id = id
    self.url = url
    self.file = file ?? url.relativePath
  }

  /// A picture whose person is the name of its file, by `person(inName:)`.
  public init(url: URL) {
    self.init(id: Self.person(inName: url.lastPathComponent), url: url)
  }

  /// The person in the name of a picture or crop.
  ///
  /// Extension, detector and side are taken off, in this order: `12.png`, `12_n.png`, `12_d.png`,
  /// `12_dlib.png` and `12_d_dlib.png` all show person `12`.
  public static func person(inName name: String) -> String {
    var stem = (name as NSString).deletingPathExtension
    let detectors = FaceDetectors.all.map { "_\($0.card.name)" }
    for suffixes in [detectors, ["_d", "_n"]] {
      if let suffix = suffixes.first(where: { stem.hasSuffix($0) }), stem.count > suffix.count {
        stem.removeLast(suffix.count)
      }
    }
    return stem
  }
}
