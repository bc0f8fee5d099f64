internal import Files
internal import Foundation

/// SHA-256 of what lies at a place: a file, or a folder with all that is in it.
enum ContentHash {
  /// The digest of the file at `url`; for a folder, that of the sorted list of the relative paths
  /// and digests of its files. Nil where nothing is there.
  ///
  /// - Throws: `EffaceError.file` where something is there and cannot be read.
  static func of(_ url: URL) throws(EffaceError) -> String? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
      return nil
    }
    guard isFolder.boolValue else { return try Checksum.sha256(contentsOf: url) }
    var lines = ""
    for path in files(below: url) {
      lines += "\(try Checksum.sha256(contentsOf: url.appendingPathComponent(path)))  \(path)\n"
    }
    return Checksum.sha256(Data(lines.utf8))
  }

  /// The relative paths of all visible files below `folder`, sorted.
  static func files(below folder: URL) -> [String] {
    guard let paths = FileManager.default.enumerator(atPath: folder.path) else { return [] }
    var found: [String] = []
    for case let path as String in paths {
      var isFolder: ObjCBool = false
      let whole = folder.appendingPathComponent(path).path
      let name = path.split(separator: "/").last ?? ""
      if !name.hasPrefix("."),
        FileManager.default.fileExists(atPath: whole, isDirectory: &isFolder),
        !isFolder.boolValue
      {
        found.append(path)
      }
    }
    return found.sorted()
  }
}
