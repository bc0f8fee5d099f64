public import Files
public import Foundation
internal import Statistics

/// The scans of a folder, one for each person.
public struct ScanFolder: Sendable {
  /// The scans in natural order of their ids.
  public let scans: [(id: String, url: URL)]

  /// Lists the NIfTI files below `folder`.
  ///
  /// The id is the `sub-` part of a name in BIDS order, else the name without its ending. Masks,
  /// derivatives and hidden files are left out. Of files with a `ses-` part only those of `session`
  /// count.
  ///
  /// - Throws: `EffaceError.file` where there is none, `.argument` where two belong to one person.
  public init(_ folder: URL, session: String? = nil) throws(EffaceError) {
    let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    var found: [String: String] = [:]
    for path in (paths ?? []).sorted() where Self.isScan(path) {
      let name = (path as NSString).lastPathComponent
      let parts = name.split(separator: "_").map(String.init)
      if let session, parts.contains(where: { $0.hasPrefix("ses-") }),
        !parts.contains("ses-\(session)")
      {
        continue
      }
      let id = parts.first { $0.hasPrefix("sub-") } ?? Self.stem(name)
      if let other = found.updateValue(path, forKey: id) {
        throw EffaceError(
          .argument,
          "The scans \(other) and \(path) both belong to \(id); name one session of them.")
      }
    }
    guard !found.isEmpty else {
      throw EffaceError(.file, "The folder \(folder.path) holds no NIfTI scans.")
    }
    scans = found.keys.sorted(by: NaturalOrder.precedes).compactMap { id in
      found[id].map { (id, folder.appendingPathComponent($0)) }
    }
  }

  private static func isScan(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    guard path.hasSuffix(".nii.gz") || path.hasSuffix(".nii"),
      !parts.contains("derivatives"), !parts.contains(where: { $0.hasPrefix(".") })
    else { return false }
    return !stem(path).hasSuffix("_mask")
  }

  private static func stem(_ path: String) -> String {
    let name = (path as NSString).lastPathComponent
    return String(name.dropLast(name.hasSuffix(".gz") ? 7 : 4))
  }
}
