internal import Assets
public import Files
public import Foundation
internal import Images

/// The networks that a user added to the store, each as its card (JSON) and its ONNX file.
public struct AddedNetworks: Sendable {
  /// Where they lie.
  private let folder: URL

  /// Opens the folder, which need not exist.
  public init(folder: URL) { self.folder = folder }

  /// A card with the checksum of the file that is stored beside it.
  public struct Entry: Sendable, Codable, Hashable {
    /// The card.
    public let card: NetworkCard
    /// SHA-256 of the stored file.
    public let storedSHA256: String
    /// Whether the network was rewritten so that OpenCV reads it.
    public let isRewritten: Bool
  }

  /// Every network, by name. A card that cannot be read is left out.
  public var entries: [Entry] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".json") }.sorted().compactMap {
      try? JSONFile.read(Entry.self, from: folder.appendingPathComponent($0))
    }
  }

  /// The names of the networks of one kind.
  public func names(of kind: NetworkCard.Kind) -> [String] {
    entries.filter { $0.card.kind == kind }.map(\.card.name)
  }

  /// Where the network called `name` lies.
  public func weights(of name: String) -> URL { folder.appendingPathComponent("\(name).onnx") }

  /// Checks the network in `file` against `card`, runs it once, and keeps both.
  ///
  /// A network that OpenCV cannot read is rewritten for the size of the card (`ONNXRewriting`).
  ///
  /// - Throws: `EffaceError.format` where checksum, shape or output differ from the card, `.foreign`
  ///   where OpenCV cannot run the network, `.argument` where a model of the suite has the name.
  @discardableResult
  public func add(_ card: NetworkCard, weights file: URL) throws(EffaceError) -> Entry {
    try demandFreeName(card)
    let data: Data
    do {
      data = try Data(contentsOf: file, options: .alwaysMapped)
    } catch {
      throw EffaceError(.file, "The weights \(file.path) of \(card.name) cannot be read.")
    }
    let found = Checksum.sha256(data)
    if let expected = card.sha256, expected != found {
      throw EffaceError(
        .format,
        "The weights \(file.path) have the SHA-256 \(found) and not \(expected), which the card of "
          + "\(card.name) demands; nothing was added.")
    }
    let model = try ONNXModel([UInt8](data), file: file.path)
    try NetworkInterface(card, model, file: file.path).check()
    let place = weights(of: card.name)
    let trial = folder.appendingPathComponent(".\(card.name).trial.onnx")
    defer { try? FileManager.default.removeItem(at: trial) }
    let bytes = try Self.usable(data, model, card, at: trial)
    var kept = card
    kept.sha256 = found
    kept.file = nil
    let entry = Entry(
      card: kept, storedSHA256: Checksum.sha256(bytes), isRewritten: bytes != data)
    try AtomicFile.write(bytes, to: place)
    try JSONFile.write(entry, to: folder.appendingPathComponent("\(card.name).json"))
    return entry
  }

  /// The bytes that OpenCV can run: the file's own, else the rewritten network's.
  private static func usable(
    _ data: Data, _ model: ONNXModel, _ card: NetworkCard, at trial: URL
  ) throws(EffaceError) -> Data {
    do throws(EffaceError) {
      try AtomicFile.write(data, to: trial)
      try run(card, trial)
      return data
    } catch  where error.code == .foreign {
      guard let model = try? ONNXRewriting(inputShape: card.input.shape)(model) else { throw error }
      let rewritten = Data(model.bytes)
      try AtomicFile.write(rewritten, to: trial)
      guard (try? run(card, trial)) != nil else { throw error }
      return rewritten
    }
  }

  /// Runs the network once on a grey picture.
  private static func run(_ card: NetworkCard, _ file: URL) throws(EffaceError) {
    let picture = Raster(
      width: card.input.width, height: card.input.height, channels: 3, filledWith: 128)
    switch card.kind {
    case .detector: _ = try AddedDetector(card, sha256: "", file).detect(picture)
    case .embedder: _ = try AddedEmbedder(card, sha256: "", file).embed(crop: picture)
    }
  }

  private func demandFreeName(_ card: NetworkCard) throws(EffaceError) {
    let shipped =
      FaceDetectors.all.map { $0.card.name } + FaceEmbedders.all.map { $0.card.name }
    guard !shipped.contains(card.name) else {
      throw EffaceError(
        .argument, "The suite has a model called \(card.name) already; give the card another name.")
    }
  }

  /// Loads the detector called `name`, or nil where there is none.
  func detector(named name: String) throws(EffaceError) -> (any FaceDetector)? {
    guard let entry = try entry(name, .detector) else { return nil }
    return try AddedDetector(entry.card, sha256: entry.storedSHA256, weights(of: name))
  }

  /// Loads the embedder called `name`, or nil where there is none.
  func embedder(named name: String) throws(EffaceError) -> (any FaceEmbedder)? {
    guard let entry = try entry(name, .embedder) else { return nil }
    return try AddedEmbedder(entry.card, sha256: entry.storedSHA256, weights(of: name))
  }

  /// The entry called `name`, its file checked.
  private func entry(_ name: String, _ kind: NetworkCard.Kind) throws(EffaceError) -> Entry? {
    guard let entry = entries.first(where: { $0.card.name == name && $0.card.kind == kind }) else {
      return nil
    }
    guard try Checksum.sha256(contentsOf: weights(of: name)) == entry.storedSHA256 else {
      throw EffaceError(
        .format,
        "The weights of \(name) at \(weights(of: name).path) were changed after they were added; "
          + "add the card again with 'efface models add'.")
    }
    return entry
  }
}
