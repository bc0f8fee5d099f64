internal import Foundation

/// A NIfTI file of a cohort.
struct CohortFile: Sendable {
  /// Relative to the folder of the cohort or of the defacer, with slashes.
  let path: String
  let url: URL
  /// The name without its ending.
  let stem: String

  /// Nil where `path` is no NIfTI file.
  init?(path: String, root: URL) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard let ending = [".nii.gz", ".nii"].first(where: name.hasSuffix) else { return nil }
    self.path = path
    url = root.appendingPathComponent(path)
    stem = String(name.dropLast(ending.count))
  }

  /// The folder it lies in, relative.
  var folder: String { path.split(separator: "/").dropLast().joined(separator: "/") }

  /// A mask and no scan.
  var isMask: Bool {
    let lower = stem.lowercased()
    return ["_mask", "defacemask", "brainmask", "_dseg"].contains(where: lower.hasSuffix)
  }

  /// Whether its own name says that it was defaced.
  var isNamedDefaced: Bool {
    stem.split(separator: "_").contains { Self.isDefacingWord($0) }
  }

  /// `sub-01` (with `_ses-02`), the number of its folder, or its stem.
  var subject: String {
    let folders = path.split(separator: "/").dropLast().map(String.init)
    if let person = folders.first(where: { $0.hasPrefix("sub-") }) {
      let session = folders.first { $0.hasPrefix("ses-") }
      return session.map { "\(person)_\($0)" } ?? person
    }
    if let number = folders.last(where: { Int($0) != nil }) { return number }
    return stem
  }

  /// The defaced version of this file among `files`: in the folder of the same person, the one whose
  /// name is this one's but for words about defacing, and of several the one with the shortest name.
  func partner(among files: [CohortFile]) -> CohortFile? {
    let near = files.filter { $0.subject == subject || $0.folder == folder }
    let same = near.filter { $0.plainStem == plainStem }
    let longer = near.filter { $0.stem.hasPrefix(stem + "_") || $0.stem.hasPrefix(stem + ".") }
    let anywhere = files.filter { $0.plainStem == plainStem }
    let found = [same, longer, anywhere].first { !$0.isEmpty } ?? []
    return found.min { ($0.stem.count, $0.path) < ($1.stem.count, $1.path) }
  }

  private var plainStem: String {
    stem.split(separator: "_").filter { !Self.isDefacingWord($0) }.joined(separator: "_")
  }

  private static func isDefacingWord(_ word: Substring) -> Bool {
    let lower = word.lowercased()
    return lower.hasPrefix("desc-") || lower.hasPrefix("deface") || lower.hasPrefix("reface")
      || lower == "anon"
  }
}
