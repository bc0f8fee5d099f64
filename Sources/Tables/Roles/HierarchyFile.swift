internal import Files
internal import Foundation

/// A hierarchy as other anonymisation programs keep it: one row for each value, from the value to
/// ever wider groups, with commas or semicolons between; the last group may be `*`.
enum HierarchyFile {
  static func read(_ url: URL, column: String) throws(EffaceError) -> Hierarchy {
    let text = try TextFile.read(url)
    let first = text.prefix { !$0.isNewline }
    let separator: Unicode.Scalar = first.contains(";") ? ";" : ","
    let rows = try CSV.records(
      in: text, separator: separator, source: "The hierarchy \(url.lastPathComponent)")
    let paths = rows.map { row in
      Array(row.reversed().drop { $0 == "*" })
    }
    guard Set(rows.map(\.count)).count == 1, paths.allSatisfy({ !$0.isEmpty }) else {
      throw EffaceError(
        .format, "The hierarchy \(url.lastPathComponent) has rows of different lengths.")
    }
    return try Hierarchy(branches(paths[...]), column: column)
  }

  /// Groups paths from the root by their first step, in the order in which the steps occur.
  private static func branches(_ paths: ArraySlice<[String]>) -> [Hierarchy.Branch] {
    var order: [String] = []
    var below: [String: [[String]]] = [:]
    for path in paths {
      guard let step = path.first else { continue }
      if below[step] == nil { order.append(step) }
      below[step, default: []].append(Array(path.dropFirst()))
    }
    return order.map { step in
      // A group that repeats its only value level by level is that value.
      let rest = (below[step] ?? []).map { Array($0.drop { $0 == step }) }.filter { !$0.isEmpty }
      return rest.isEmpty ? .leaf(step) : .group(step, branches(rest[...]))
    }
  }
}
