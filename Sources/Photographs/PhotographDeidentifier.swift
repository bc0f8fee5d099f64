public import Faces
public import Files
public import Foundation
internal import Geometry
internal import Images

/// Changes photographs one by one and writes the results.
public struct PhotographDeidentifier: Sendable {
  /// What is done to a picture.
  public enum Method: Sendable {
    /// Each face is covered by itself; a picture without a face is not written.
    case cover(any FaceCover, FaceFinder, FaceChoice)
    /// The whole picture is averaged with a key, whether there is a face or not.
    case average(ModifiedAveraging)
  }

  /// The method's name, which ends the names of the results.
  public let name: String
  private let method: Method

  /// Builds a de-identifier.
  public init(name: String, method: Method) {
    self.name = name
    self.method = method
  }

  /// The name of the result for the picture at `url`: stem, method, `.png`.
  public func outputName(_ url: URL) -> String {
    "\(url.deletingPathExtension().lastPathComponent)_\(name).png"
  }

  /// Changes `images` and writes the results into `folder`.
  ///
  /// A picture that cannot be read, and one in which no face is found, is in the list with a reason,
  /// and nothing is written for it.
  ///
  /// - Throws: `EffaceError.argument` where two pictures would share a result, `.file` where a result
  ///   cannot be written, `.foreign` where a library fails.
  public func run(
    _ images: [FaceImage], to folder: URL, progress: (@Sendable (Int) -> Void)? = nil
  ) throws(EffaceError) -> [PhotographOutcome] {
    try demandUnique(images)
    var outcomes: [PhotographOutcome] = []
    for image in images {
      outcomes.append(try treat(image, folder))
      progress?(outcomes.count)
    }
    return outcomes
  }

  private func treat(_ image: FaceImage, _ folder: URL) throws(EffaceError) -> PhotographOutcome {
    var faces: [PhotographFace] = []
    do throws(EffaceError) {
      let picture = try PhotographFile.read(image.url, name: image.file)
      let changed: Raster
      switch method {
      case .average(let averaging): changed = try averaging.average(picture)
      case .cover(let cover, let finder, let choice):
        faces = try finder.faces(in: picture)
        let chosen = choice.of(faces)
        guard !chosen.isEmpty else { throw Self.noFace(image, faces.count) }
        changed = cover.covered(picture, chosen)
      }
      let output = folder.appendingPathComponent(outputName(image.url))
      try PhotographFile.write(changed, to: output)
      return PhotographOutcome(
        file: image.file, output: output.relativePath, faces: faces, reason: nil)
    } catch {
      // What lies in the picture is counted; what lies in the machine ends the run.
      guard [.format, .unsuitable].contains(error.code) else { throw error }
      return PhotographOutcome(
        file: image.file, output: nil, faces: faces, reason: error.description)
    }
  }

  private static func noFace(_ image: FaceImage, _ count: Int) -> EffaceError {
    EffaceError(
      .unsuitable,
      count == 0
        ? "No face was found in \(image.file), so nothing was written for it."
        : "The picture \(image.file) has \(count) faces and not the one that was chosen.")
  }

  private func demandUnique(_ images: [FaceImage]) throws(EffaceError) {
    var first: [String: String] = [:]
    for image in images {
      if let other = first.updateValue(image.file, forKey: outputName(image.url)) {
        throw EffaceError(
          .argument,
          "The pictures \(other) and \(image.file) would both give \(outputName(image.url)); "
            + "rename one of them or write to two folders.")
      }
    }
  }
}
