internal import Files
internal import Foundation

/// One checksum for a folder: SHA-256 over the lines that `sha256sum` prints for its files, sorted
/// by the bytes of their paths.
enum FolderDigest {
  /// The regular files below `folder`, with paths relative to it, sorted.
  static func files(in folder: URL) -> [(path: String, url: URL)] {
    let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return sorted(paths ?? []) { $0 }
      .map { ($0, folder.appendingPathComponent($0)) }
      .filter { size(of: $0.1) != nil }
  }

  /// The digest of the folder.
  ///
  /// - Throws: `EffaceError.file` where a file cannot be read.
  static func sha256(of folder: URL) throws(EffaceError) -> String {
    var entries: [(path: String, sha256: String)] = []
    for (path, url) in files(in: folder) {
      entries.append((path, try Checksum.sha256(contentsOf: url)))
    }
    return sha256(entries)
  }

  /// The digest of a folder that holds `entries`.
  static func sha256(_ entries: [(path: String, sha256: String)]) -> String {
    let lines = sorted(entries, by: \.path).map { "\($0.sha256)  \($0.path)\n" }
    return Checksum.sha256(Data(lines.joined().utf8))
  }

  /// The size in bytes of a regular file (links are followed), or nil where there is none.
  static func size(of url: URL) -> Int? {
    var status = stat()
    guard stat(url.path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  private static func sorted<Element>(
    _ elements: [Element], by path: (Element) -> String
  ) -> [Element] {
    elements.sorted { path($0).utf8.lexicographicallyPrecedes(path($1).utf8) }
  }
}
