internal import Files
internal import Foundation

/// A Debian package that brings a file.
struct DebianPackage {
  /// Name of the package.
  let name: String
  /// The environment in which apt-get runs.
  let environment: [String: String]

  /// The file that the installed package put at `path`; where it is not there, the package is
  /// downloaded and unpacked (not installed) in the staging area.
  ///
  /// The second way needs no root, and it also serves container images, which are often set up to
  /// drop everything below `/usr/share/doc`.
  ///
  /// - Throws: `EffaceError.missing` with the command that installs the package.
  func locate(
    _ path: String, for asset: Asset, _ staging: StagingArea
  ) throws(EffaceError) -> URL {
    let installed = URL(fileURLWithPath: path)
    if FolderDigest.size(of: installed) != nil { return installed }
    let unpacked = staging.url.appendingPathComponent("unpacked")
    let file = unpacked.appendingPathComponent(path)
    if let archive = try download(staging),
      let unpacker = Program(named: "dpkg-deb", environment: environment),
      try unpacker.run(["--extract", archive.path, unpacked.path]).status == 0,
      FolderDigest.size(of: file) != nil
    {
      return file
    }
    throw EffaceError(
      .missing,
      "The \(asset.kind.noun) \(asset.name) is part of the Debian package \(name), which is "
        + "neither installed nor could be downloaded; "
        + "run 'sudo apt-get install --no-install-recommends \(name)' and rerun.")
  }

  private func download(_ staging: StagingArea) throws(EffaceError) -> URL? {
    guard let client = Program(named: "apt-get", environment: environment),
      try client.run(["--quiet", "download", name], in: staging.url).status == 0
    else { return nil }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: staging.url.path)) ?? []
    return names.first { $0.hasPrefix("\(name)_") && $0.hasSuffix(".deb") }
      .map { staging.url.appendingPathComponent($0) }
  }
}
