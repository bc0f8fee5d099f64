public import Files
public import Foundation

/// What was found in the files that k-Same wrote: for how many people each different face stands.
public struct KSameGuarantee: Sendable, Codable, Hashable {
  /// The k that was asked for.
  public let k: Int
  /// Different people.
  public let people: Int
  /// Different faces.
  public let faces: Int
  /// The fewest people for whom one face stands.
  public let smallest: Int

  /// Reads the files again and counts.
  ///
  /// - Parameters:
  ///   - k: The least number of people that is allowed.
  ///   - files: Every file with the person for whom it stands.
  /// - Throws: `EffaceError.unsuitable` where a face stands for fewer than k people, or a person has
  ///   two faces; `.file` where a file cannot be read.
  public init(k: Int, files: [(url: URL, person: String)]) throws(EffaceError) {
    var people: [String: Set<String>] = [:]
    var faces: [String: Set<String>] = [:]
    for file in files {
      let digest = try Checksum.sha256(contentsOf: file.url)
      people[digest, default: []].insert(file.person)
      faces[file.person, default: []].insert(digest)
    }
    self.k = k
    self.people = faces.count
    self.faces = people.count
    smallest = people.values.map(\.count).min() ?? 0
    guard smallest >= k, faces.values.allSatisfy({ $0.count == 1 }) else {
      throw EffaceError(
        .unsuitable,
        "A face that was written stands for \(smallest) people and not for \(k), or a person has "
          + "several; do not share the folder.")
    }
  }
}
