public import Files
public import Images

/// Finds faces in a picture. A new detector is one file with one type and one line in
/// `FaceDetectors`.
public protocol FaceDetector: Sendable {
  /// Name, source, licence and use of the model.
  var card: ModelCard { get }

  /// The crop that fits this detector's landmarks best.
  var nativeAlignment: any FaceAlignment { get }

  /// The faces in `picture`, best first; empty where there is none. May be called by several threads.
  ///
  /// - Throws: `EffaceError.foreign` where the library fails.
  func detect(_ picture: Raster) throws(EffaceError) -> [FaceDetection]
}

/// A detector that this suite knows by itself.
public protocol ShippedFaceDetector: FaceDetector {
  /// Name, source, licence and use of the model.
  static var card: ModelCard { get }

  /// Loads the model's weights.
  ///
  /// - Throws: `EffaceError.missing` or `.foreign`, naming the file.
  init(files: any ModelFiles) throws(EffaceError)
}

extension ShippedFaceDetector {
  /// As the type's own.
  public var card: ModelCard { Self.card }
}

extension FaceDetector {
  /// The detector's name on the command line.
  public var name: String { card.name }
}

/// The detectors of this suite.
public enum FaceDetectors {
  /// Every detector, the default first.
  public static let all: [any ShippedFaceDetector.Type] = [
    DlibDetector.self,
    MMODDetector.self,
    RetinaFaceDetector.self,
    YuNetDetector.self,
  ]

  /// Loads the detector called `name`.
  ///
  /// - Throws: `EffaceError.argument` for an unknown name; what the detector throws where its weights
  ///   are missing.
  public static func named(
    _ name: String, files: any ModelFiles
  ) throws(EffaceError) -> any FaceDetector {
    guard let type = all.first(where: { $0.card.name == name }) else {
      if let added = try files.addedNetworks?.detector(named: name) { return added }
      let own = files.addedNetworks?.names(of: .detector) ?? []
      let names = (all.map { $0.card.name } + own).joined(separator: ", ")
      throw EffaceError(
        .argument, "There is no face detector called '\(name)'; there are: \(names).")
    }
    return try type.init(files: files)
  }
}
