/// Finding what somebody meant to write.
public enum NearestName {
  /// The name among `known` with the smallest Levenshtein distance to `name` (upper and lower case
  /// count as equal), the first of equals; nil where none is nearer than half its length.
  public static func of(_ name: String, in known: [String]) -> String? {
    let ranked = known.map { (name: $0, distance: distance(name.lowercased(), $0.lowercased())) }
    guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
    return 2 * best.distance <= max(name.count, best.name.count) ? best.name : nil
  }

  /// A clause that names the nearest name, or all of them where none is near.
  public static func suggestion(for name: String, in known: [String]) -> String {
    if let near = of(name, in: known) { return "did you mean '\(near)'?" }
    return "known here: \(known.joined(separator: ", "))."
  }

  /// The least number of insertions, deletions and substitutions that turn `a` into `b`
  /// (Levenshtein 1966).
  public static func distance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a), Array(b))
    var row = Array(0...b.count)
    for i in a.indices {
      var corner = row[0]
      row[0] = i + 1
      for j in b.indices {
        let substituted = corner + (a[i] == b[j] ? 0 : 1)
        corner = row[j + 1]
        row[j + 1] = min(substituted, row[j] + 1, corner + 1)
      }
    }
    return row[b.count]
  }
}
