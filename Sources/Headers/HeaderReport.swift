internal import DICOM

/// What was found in, and done to, the headers under a folder. It holds no value of any header.
public struct HeaderReport: Sendable, Codable, Equatable {
  /// An attribute and what becomes of it.
  public struct Finding: Sendable, Codable, Hashable {
    /// For example `(0010,0010)`.
    public var tag: String
    /// The standard's name, or nothing for private and unlisted attributes.
    public var name: String
    /// Two letters.
    public var vr: String
    /// `remove`, `empty`, `dummy`, `map` or `clean`.
    public var action: String
    /// Why.
    public var reason: String
    /// In how many files; an attribute inside sequences counts once for each file.
    public var files: Int
  }

  /// A file that was left out, and why.
  public struct Skipped: Sendable, Codable, Hashable {
    /// Its path as it was found.
    public var path: String
    /// A sentence.
    public var reason: String
  }

  /// A warning and how many files it is about.
  public struct Warning: Sendable, Codable, Hashable {
    /// A sentence.
    public var sentence: String
    /// How many files.
    public var files: Int
  }

  /// The edition of the profile's table.
  public private(set) var edition: String
  /// Files that were read.
  public private(set) var files = 0
  /// Files that were written, relative to the output folder; none of an audit.
  public private(set) var outputs: [String] = []
  /// What identifies, or might.
  public private(set) var findings: [Finding] = []
  /// What the header cannot heal.
  public private(set) var warnings: [Warning] = []
  /// Files that were left out.
  public private(set) var skipped: [Skipped] = []

  init(edition: String) { self.edition = edition }

  mutating func add(output: String) { outputs.append(output) }

  mutating func skip(_ path: String, _ reason: String) {
    skipped.append(Skipped(path: path, reason: reason))
  }

  var firstReason: String { skipped.map(\.reason).first { !$0.hasPrefix("It is not") } ?? "" }

  mutating func count(_ found: [Finding], _ sentences: [String]) {
    files += 1
    for finding in Set(found) {
      var plain = finding
      plain.files = 1
      if let place = findings.firstIndex(where: { $0.isSame(as: plain) }) {
        findings[place].files += 1
      } else {
        findings.append(plain)
      }
    }
    for sentence in sentences {
      if let place = warnings.firstIndex(where: { $0.sentence == sentence }) {
        warnings[place].files += 1
      } else {
        warnings.append(Warning(sentence: sentence, files: 1))
      }
    }
  }

  func sorted() -> HeaderReport {
    var report = self
    report.findings.sort { ($0.tag, $0.action, $0.reason) < ($1.tag, $1.action, $1.reason) }
    report.skipped.sort { $0.path < $1.path }
    return report
  }
}

extension HeaderReport.Finding {
  init(_ change: HeaderEditor.Change) {
    self.init(
      tag: change.tag.description, name: ConfidentialityProfile.rules[change.tag]?.name ?? "",
      vr: change.vr, action: "\(change.decision)", reason: change.reason, files: 1)
  }

  fileprivate func isSame(as other: Self) -> Bool {
    tag == other.tag && action == other.action && reason == other.reason && vr == other.vr
  }
}
