public import Files
public import Foundation

/// One person's scan before and after defacing.
public struct CohortPair: Sendable, Hashable {
  /// The person's label: `sub-01`, the number of a folder, or the scan's stem.
  public let subject: String
  /// The defacer's label.
  public let defacer: String
  /// The scan before defacing.
  public let original: URL
  /// The scan after defacing; nil where there is none.
  public let defaced: URL?
}

/// A folder of many people's scans before and after defacing.
///
/// Three layouts are known. BIDS: `sub-*/[ses-*/]anat/*.nii.gz`, the defaced ones in
/// `derivatives/<defacer>/`, mirrored. Numbered, as in the 2024 study: `<number>/<name>.nii` with the
/// defaced ones beside it, `<name>_<defacer>.nii.gz`. Flat: `<name>.nii.gz`. Defaced scans that lie in
/// folders of their own, mirrored, are named by the caller.
public struct CohortFolder: Sendable {
  /// Everybody by every defacer, in the order of subjects and then of defacers.
  public let pairs: [CohortPair]

  /// Lists `root`.
  ///
  /// - Parameters:
  ///   - root: The originals.
  ///   - defaced: Folders of defaced scans by the defacer's label, in the order of the table; none
  ///     looks for them in `root`.
  /// - Throws: `EffaceError.file` where a folder is missing, `.unsuitable` where no scan or nothing
  ///   defaced is found.
  public init(_ root: URL, defaced: [(name: String, folder: URL)] = []) throws(EffaceError) {
    for folder in [root] + defaced.map(\.folder) {
      guard (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) != nil else {
        throw EffaceError(.file, "The folder \(folder.path) does not exist or cannot be read.")
      }
    }
    let files = Self.scans(under: root).filter { !$0.path.hasPrefix("derivatives/") }
    let originals = Dictionary(grouping: files, by: \.folder).values.flatMap(Self.originals)
      .sorted { $0.path.compare($1.path, options: .numeric) == .orderedAscending }
    guard !originals.isEmpty else {
      throw EffaceError(.unsuitable, "The folder \(root.path) holds no NIfTI scans.")
    }
    var arms = defaced.map { ($0.name, Self.scans(under: $0.folder)) }
    if arms.isEmpty { arms = Self.derivatives(of: root) }
    if arms.isEmpty { arms = Self.besides(originals, among: files) }
    guard !arms.isEmpty else {
      throw EffaceError(
        .unsuitable,
        "The folder \(root.path) holds no defaced scans beside the originals or in derivatives/; "
          + "give --defaced NAME=FOLDER.")
    }
    pairs = originals.flatMap { original in
      arms.map { name, files in
        CohortPair(
          subject: original.subject, defacer: name, original: original.url,
          defaced: original.partner(among: files)?.url)
      }
    }
  }

  // MARK: - Finding files

  /// All scans below a folder that are no masks, by path.
  private static func scans(under root: URL) -> [CohortFile] {
    let paths =
      FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    return paths.filter { !$0.split(separator: "/").contains { $0.hasPrefix(".") } }
      .compactMap { CohortFile(path: $0, root: root) }.filter { !$0.isMask }
      .sorted { $0.path < $1.path }
  }

  /// Of the files of one folder, those that are no other's defaced version.
  private static func originals(_ files: [CohortFile]) -> [CohortFile] {
    files.filter { file in
      !file.isNamedDefaced
        && !files.contains { $0.stem != file.stem && file.stem.hasPrefix($0.stem + "_") }
    }
  }

  private static func derivatives(of root: URL) -> [(String, [CohortFile])] {
    let folder = root.appendingPathComponent("derivatives")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().compactMap { name in
      let files = scans(under: folder.appendingPathComponent(name))
      return files.isEmpty ? nil : (name, files)
    }
  }

  /// Defaced scans beside their originals, by what their names add.
  private static func besides(
    _ originals: [CohortFile], among files: [CohortFile]
  ) -> [(String, [CohortFile])] {
    var arms: [String: [CohortFile]] = [:]
    let known = Set(originals.map(\.path))
    for file in files where !known.contains(file.path) {
      let owner = originals.filter {
        $0.folder == file.folder && file.stem.hasPrefix($0.stem + "_")
      }.max { $0.stem.count < $1.stem.count }
      if let owner {
        arms[String(file.stem.dropFirst(owner.stem.count + 1)), default: []].append(file)
      }
    }
    return arms.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
