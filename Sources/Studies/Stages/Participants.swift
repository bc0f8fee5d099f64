internal import Assets
internal import Files
internal import Foundation
internal import Statistics

/// Finding the people that a pipeline names.
struct Participants {
  let file: PipelineFile
  let store: AssetStore

  /// Everybody, in natural order of their ids.
  ///
  /// - Throws: `EffaceError` where a scan is missing, a folder holds nobody, or two people have one
  ///   id.
  func all() throws(EffaceError) -> [Participant] {
    let dataset = file.pipeline.dataset
    var found: [Participant] = []
    for person in dataset.people { found.append(try named(person)) }
    if let cohort = dataset.cohort { found += synthetic(cohort) }
    if let path = dataset.bids { found += try bids(file.resolve(path), suffix: dataset.suffix) }
    if let path = dataset.folder, let pattern = dataset.pattern {
      found += try numbered(file.resolve(path), pattern: pattern)
    }
    if let path = dataset.dicom { found += try dicom(file.resolve(path)) }
    found.sort { NaturalOrder.precedes($0.id, $1.id) }
    for (person, next) in zip(found, found.dropFirst()) where person.id == next.id {
      throw EffaceError(
        .argument, "Two people of the dataset are called \(person.id); give each another id.")
    }
    if let bad = found.first(where: { !Self.isPlain($0.id) }) {
      throw EffaceError(
        .argument,
        "The id '\(bad.id)' cannot name files; use letters, digits, dots, hyphens, underscores.")
    }
    return found
  }

  /// Whether `id` is safe in file names and in the names of rows and columns.
  static func isPlain(_ id: String) -> Bool {
    id.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._-]*/) != nil
  }

  private func named(_ person: PersonSection) throws(EffaceError) -> Participant {
    if let asset = person.asset {
      let url = try store.url(of: asset)
      return Participant(
        id: person.id, origin: "real", label: asset,
        sources: [.file(url, entry: person.entry)])
    }
    let path = person.file ?? ""
    let url = file.resolve(path)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
      throw EffaceError(.file, "The scan \(path) of person \(person.id) does not exist.")
    }
    return Participant(
      id: person.id, origin: "own data", label: url.lastPathComponent,
      sources: [isFolder.boolValue ? .dicom(url) : .file(url, entry: person.entry)])
  }

  private func synthetic(_ cohort: CohortSection) -> [Participant] {
    let width = max(2, String(cohort.subjects).count)
    return (0..<cohort.subjects).map { index in
      let digits = String(index + 1)
      let name = "sim-" + String(repeating: "0", count: max(0, width - digits.count)) + digits
      return Participant(
        id: name, origin: "synthetic", label: "cohort with seed \(cohort.seed)",
        sources: [.synthetic(index: index, cohort)])
    }
  }

  /// `sub-*/anat/` or `sub-*/ses-*/anat/`; the first scan of each of the first two sessions.
  private func bids(_ root: URL, suffix: String) throws(EffaceError) -> [Participant] {
    let people = try folders(root).filter { $0.lastPathComponent.hasPrefix("sub-") }
    let found = people.compactMap { person -> Participant? in
      let sessions = ((try? folders(person)) ?? []).filter {
        $0.lastPathComponent.hasPrefix("ses-")
      }
      let scans = (sessions.isEmpty ? [person] : sessions).compactMap { session in
        files(session.appendingPathComponent("anat")).first { file in
          [".nii", ".nii.gz"].contains { file.lastPathComponent.hasSuffix("_\(suffix)\($0)") }
        }
      }
      guard !scans.isEmpty else { return nil }
      return Participant(
        id: person.lastPathComponent, origin: "own data",
        label: "BIDS, \(scans[0].lastPathComponent)",
        sources: scans.prefix(2).map { .file($0, entry: .nifti) })
    }
    return try some(found, "The BIDS folder \(root.path) holds no sub-*/anat/*_\(suffix).nii[.gz].")
  }

  /// Files named by a pattern in which `<i>` is the id.
  private func numbered(_ root: URL, pattern: String) throws(EffaceError) -> [Participant] {
    let parts = pattern.components(separatedBy: "<i>").map(NSRegularExpression.escapedPattern)
    let expression =
      "^" + parts[0] + "([^/]+)" + parts.dropFirst().dropLast().map { $0 + "\\1" }.joined()
      + (parts.last ?? "") + "$"
    guard let regex = try? NSRegularExpression(pattern: expression) else {
      throw EffaceError(.argument, "The pattern \(pattern) cannot be understood.")
    }
    let found = ContentHash.files(below: root).compactMap { path -> Participant? in
      let whole = NSRange(path.startIndex..., in: path)
      guard let match = regex.firstMatch(in: path, range: whole),
        let range = Range(match.range(at: 1), in: path)
      else { return nil }
      return Participant(
        id: String(path[range]), origin: "own data", label: path,
        sources: [.file(root.appendingPathComponent(path), entry: .nifti)])
    }
    return try some(found, "No file under \(root.path) fits the pattern \(pattern).")
  }

  private func dicom(_ root: URL) throws(EffaceError) -> [Participant] {
    let found = try folders(root).map { folder in
      Participant(
        id: folder.lastPathComponent, origin: "own data", label: "DICOM",
        sources: [.dicom(folder)])
    }
    return try some(found, "The folder \(root.path) holds no folder of DICOM files for a person.")
  }

  private func some(_ found: [Participant], _ sentence: String) throws(EffaceError) -> [Participant]
  {
    guard !found.isEmpty else { throw EffaceError(.file, sentence) }
    return found
  }

  private func folders(_ root: URL) throws(EffaceError) -> [URL] {
    guard
      let entries = try? FileManager.default.contentsOfDirectory(
        at: root, includingPropertiesForKeys: [.isDirectoryKey], options: .skipsHiddenFiles)
    else {
      throw EffaceError(.file, "The folder \(root.path) does not exist or cannot be read.")
    }
    return entries.filter { $0.hasDirectoryPath }.sorted { $0.path < $1.path }
  }

  private func files(_ root: URL) -> [URL] {
    let entries = try? FileManager.default.contentsOfDirectory(
      at: root, includingPropertiesForKeys: nil, options: .skipsHiddenFiles)
    return (entries ?? []).sorted { $0.path < $1.path }
  }
}
