public import Files
public import Images

/// Finds faces in a picture. A new detector is one file with one type and one line in
/// `FaceDetectors`.
public protocol FaceDetector: Sendable {
  /// Name, source, licence and use of the model.
  static var card: ModelCard { get }

  /// Loads the detector's weights.
  ///
  /// - Throws: `EffaceError.missing` or `.foreign`, naming the file.
  init(files: any ModelFiles) throws(EffaceError)

  /// The crop that fits this detector's landmarks best.
  var nativeAlignment: any FaceAlignment { get }

  /// The faces in `picture`, best first; empty where there is none. May be called by several threads.
  ///
  /// - Throws: `EffaceError.foreign` where the library fails.
  func detect(_ picture: Raster) throws(EffaceError) -> [FaceDetection]
}

extension FaceDetector {
  /// The detector's name on the command line.
  public var name: String { Self.card.name }
}

/// The detectors of this suite.
public enum FaceDetectors {
  /// Every detector, the default first.
  public static let all: [any FaceDetector.Type] = [
    DlibDetector.self,
    MMODDetector.self,
  ]

  /// Loads the detector called `name`.
  ///
  /// - Throws: `EffaceError.argument` for an unknown name; what the detector throws where its weights
  ///   are missing.
  public static func named(
    _ name: String, files: any ModelFiles
  ) throws(EffaceError) -> any FaceDetector {
    guard let type = all.first(where: { $0.card.name == name }) else {
      let names = all.map { $0.card.name }.joined(separator: ", ")
      throw EffaceError(
        .argument, "There is no face detector called '\(name)'; there are: \(names).")
    }
    return try type.init(files: files)
  }
}
