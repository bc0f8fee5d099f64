internal import Files
internal import Foundation

/// A pair of opposite morph targets of one feature, or one target without an opposite.
struct DetailTarget: Sendable {
  /// Folder and file name without the ending that says the direction.
  let name: String
  /// File of the direction that negative weights take, relative to the folder of targets.
  let negative: String?
  /// File of the direction that positive weights take.
  let positive: String
  /// Standard deviation of its weight among people.
  let spread: Double

  /// The name without its side, for features of which a face has two.
  var bilateralName: String? {
    let parts = name.split(separator: "/", maxSplits: 1)
    guard parts.count == 2, parts[1].hasPrefix("l-") || parts[1].hasPrefix("r-") else {
      return nil
    }
    return "\(parts[0])/\(parts[1].dropFirst(2))"
  }

  /// The folders that shape the head.
  private static let folders = [
    "asym", "cheek", "chin", "ears", "eyebrows", "eyes", "forehead", "head", "mouth", "neck",
    "nose",
  ]

  private static let opposites = [
    ("-decr", "-incr"), ("-down", "-up"), ("-backward", "-forward"), ("-in", "-out"),
    ("-concave", "-convex"), ("-compress", "-uncompress"), ("-l", "-r"),
  ]

  /// Targets that move the head on the neck, open the mouth, change the trunk or only repeat a macro
  /// target; and outlines that belong to no person.
  private static let excluded = [
    "asym/asymm-", "head/head-age", "head/head-trans", "head/head-angle", "neck/neck-trans",
    "neck/measure-neck-height", "chin/chin-jaw-drop", "ears/l-ear-shape-pointed",
    "ears/r-ear-shape-pointed", "eyes/l-eye-scale", "eyes/r-eye-scale",
  ]

  /// All detail targets below `folder`, sorted by name.
  static func all(in folder: URL) throws(EffaceError) -> [DetailTarget] {
    var details: [DetailTarget] = []
    for part in folders {
      let names: [String]
      do {
        names = try FileManager.default.contentsOfDirectory(
          atPath: folder.appendingPathComponent(part).path)
      } catch {
        throw EffaceError(
          .missing,
          "The folder \(folder.path)/\(part) of the head model is missing; install the head model "
            + "again.")
      }
      let ending = ".target.gz"
      let stems = names.filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }
      details += pairs(stems: Set(stems), folder: part)
    }
    return details.filter { detail in !excluded.contains { detail.name.hasPrefix($0) } }
      .sorted { $0.name < $1.name }
  }

  private static func pairs(stems: Set<String>, folder: String) -> [DetailTarget] {
    stems.compactMap { stem in
      let direction = opposites.first { stem.hasSuffix($0.0) || stem.hasSuffix($0.1) }
      guard let direction else {
        return DetailTarget(
          name: "\(folder)/\(stem)", negative: nil, positive: "\(folder)/\(stem)", spread: 0.1)
      }
      guard stem.hasSuffix(direction.1) else { return nil }
      let base = String(stem.dropLast(direction.1.count))
      let opposite = base + direction.0
      return DetailTarget(
        name: "\(folder)/\(base)",
        negative: stems.contains(opposite) ? "\(folder)/\(opposite)" : nil,
        positive: "\(folder)/\(stem)", spread: spread(folder, base))
    }
  }

  private static func spread(_ folder: String, _ stem: String) -> Double {
    switch folder {
    case "asym": 0.1
    case "head", "neck": 0.15
    case "forehead": 0.2
    default: 0.24
    }
  }
}
