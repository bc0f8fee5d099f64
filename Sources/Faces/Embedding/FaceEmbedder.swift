public import Files
public import Images

/// Turns a face into a vector; near vectors mean one person. A new embedder is one file with one type
/// and one line in `FaceEmbedders`.
public protocol FaceEmbedder: Sendable {
  /// Name, source, licence and use of the model.
  var card: ModelCard { get }

  /// Numbers of an embedding.
  var dimension: Int { get }

  /// The distance that the model's authors use.
  var nativeDistance: any Distance { get }

  /// The crop that the model was trained on.
  var nativeAlignment: any FaceAlignment { get }

  /// The embedding of a face that was cut out before, `dimension` numbers. May be called by several
  /// threads.
  ///
  /// A crop of another size is brought to the network's, keeping its proportions.
  ///
  /// - Throws: `EffaceError.foreign` where the library fails.
  func embed(crop: Raster) throws(EffaceError) -> [Float]
}

/// A embedder that this suite knows by itself.
public protocol ShippedFaceEmbedder: FaceEmbedder {
  /// Name, source, licence and use of the model.
  static var card: ModelCard { get }

  /// Loads the model's weights.
  ///
  /// - Throws: `EffaceError.missing` or `.foreign`, naming the file.
  init(files: any ModelFiles) throws(EffaceError)
}

extension ShippedFaceEmbedder {
  /// As the type's own.
  public var card: ModelCard { Self.card }
}

extension FaceEmbedder {
  /// The embedder's name on the command line.
  public var name: String { card.name }

  /// The embedding of `face` in `picture`, cut out by the native alignment.
  ///
  /// - Throws: What the alignment and `embed(crop:)` throw.
  public func embed(_ picture: Raster, _ face: FaceDetection) throws(EffaceError) -> [Float] {
    try embed(crop: nativeAlignment.crop(picture, face))
  }

  /// As `embed(_:_:)`, but nil where the face lies so near the edge that the crop misses it.
  public func embedding(
    of face: FaceDetection, in picture: Raster
  ) throws(EffaceError) -> [Float]? {
    do throws(EffaceError) {
      return try embed(picture, face)
    } catch {
      guard error.code == .unsuitable else { throw error }
      return nil
    }
  }

  /// The published threshold for photographs in `distance`, if there is one.
  public func threshold(for distance: any Distance) -> ModelCard.Threshold? {
    card.thresholds.first { $0.metric == distance.name }
  }
}

/// The embedders of this suite.
public enum FaceEmbedders {
  /// Every embedder, the default first.
  public static let all: [any ShippedFaceEmbedder.Type] = [
    DlibEmbedder.self,
    FaceNetEmbedder.self,
    SFaceEmbedder.self,
  ]

  /// Loads the embedder called `name`.
  ///
  /// - Throws: `EffaceError.argument` for an unknown name; what the embedder throws where its weights
  ///   are missing.
  public static func named(
    _ name: String, files: any ModelFiles
  ) throws(EffaceError) -> any FaceEmbedder {
    guard let type = all.first(where: { $0.card.name == name }) else {
      if let added = try files.addedNetworks?.embedder(named: name) { return added }
      let own = files.addedNetworks?.names(of: .embedder) ?? []
      let names = (all.map { $0.card.name } + own).joined(separator: ", ")
      throw EffaceError(
        .argument, "There is no face embedder called '\(name)'; there are: \(names).")
    }
    return try type.init(files: files)
  }
}
