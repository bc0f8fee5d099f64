public import Files
public import Foundation

/// The pictures of two sides that are compared pair by pair.
public struct FaceImagePairs: Sendable {
  /// Each pair once, first sides in order.
  public let pairs: [(first: FaceImage, second: FaceImage)]

  /// Every picture of `first` with every one of `second`; of one folder with itself, every two
  /// different pictures once.
  public init(_ first: [FaceImage], _ second: [FaceImage]) {
    let isSame = first.map(\.url.path) == second.map(\.url.path)
    pairs = first.enumerated().flatMap { place, one in
      second.enumerated().filter { !isSame || $0.offset > place }.map { (one, $0.element) }
    }
  }

  /// The PNG and JPEG files that lie in `folder` itself, in natural order; which files are pictures
  /// is told by their endings.
  ///
  /// - Throws: `EffaceError.file` where it cannot be read or holds no picture.
  public static func images(in folder: URL, named name: String) throws(EffaceError) -> [FaceImage] {
    let endings: Set<String> = ["png", "jpg", "jpeg"]
    guard let files = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else {
      throw EffaceError(.file, "The folder \(name) cannot be read.")
    }
    let names = files.filter {
      endings.contains(($0 as NSString).pathExtension.lowercased()) && !$0.hasPrefix(".")
    }.sorted { $0.compare($1, options: [.numeric]) == .orderedAscending }
    guard !names.isEmpty else {
      throw EffaceError(.file, "The folder \(name) holds no PNG or JPEG picture.")
    }
    return names.map {
      FaceImage(
        id: FaceImage.person(inName: $0), url: folder.appendingPathComponent($0), file: $0)
    }
  }
}
