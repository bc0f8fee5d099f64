/// What a battery comes to, one line for each method.
public struct BatterySummary: Sendable {
  /// A method or control.
  public let method: String
  /// Scans with a face in the field.
  public let withFace: Int
  /// Those of them that pass the verdict.
  public let passed: Int
  /// Those of them that truly pass.
  public let trulyPassed: Int
  /// Scans of which brain was changed, of all.
  public let brainCut: Int
  /// All scans.
  public let scans: Int
  /// Scans on which verdict and truth agree.
  public let agreed: Int
  /// Scans that pass although they should not: the dangerous mistake.
  public let wronglyPassed: Int

  /// Sums up the rows of one method.
  public init(_ rows: [BatteryRow], method: String) {
    let own = rows.filter { $0.method == method }
    let faces = own.filter { $0.truth?.faceInField ?? true }
    self.method = method
    scans = own.count
    withFace = faces.count
    passed = faces.count(where: \.passes)
    trulyPassed = faces.count(where: \.shouldPass)
    brainCut = own.count { ($0.truth?.brainVoxels ?? 0) > 0 }
    agreed = own.count(where: \.agrees)
    wronglyPassed = own.count { $0.passes && !$0.shouldPass }
  }

  /// A Markdown table of all methods in `rows`, in the order in which they come.
  public static func markdown(_ rows: [BatteryRow]) -> String {
    var methods: [String] = []
    for row in rows where !methods.contains(row.method) { methods.append(row.method) }
    let lines = methods.map { method in
      let sum = BatterySummary(rows, method: method)
      return "| `\(method)` | \(sum.scans) | \(share(sum.passed, sum.withFace)) "
        + "| \(share(sum.trulyPassed, sum.withFace)) | \(sum.brainCut) "
        + "| \(share(sum.agreed, sum.scans)) | \(sum.wronglyPassed) |"
    }
    return """
      | method | scans | verdict passes (face in field) | truth passes (face in field) \
      | brain changed | verdict agrees | wrongly passed |
      | --- | --- | --- | --- | --- | --- | --- |
      \(lines.joined(separator: "\n"))

      """
  }

  private static func share(_ part: Int, _ whole: Int) -> String {
    guard whole > 0 else { return "–" }
    return "\(part) of \(whole) (\((Double(part) / Double(whole) * 1000).rounded() / 10) %)"
  }
}
