internal import DICOM

/// What the Basic Application Level Confidentiality Profile of PS3.15, Annex E, does to attributes.
enum ConfidentialityProfile {
  /// The editions that the data were taken from, as the report of a run names them.
  static let edition = "PS3.15 2026c Table E.1-1; options as of 2024-09-19"

  /// What the profile prescribes.
  struct Rule: Sendable {
    let name: String
    /// As the standard writes it, for example `X/Z/D`.
    let action: String
    /// What each option makes of it.
    let options: [DeidentificationOptions.Letter: Exception]
  }

  /// What an option does to an attribute.
  enum Exception: Sendable {
    case keep
    case clean
  }

  /// The rule of each attribute of the table; repeating groups and private attributes have rules of
  /// their own.
  static let rules: [DICOMTag: Rule] = {
    var rules: [DICOMTag: Rule] = [:]
    for line in (rows1 + "\n" + rows2).split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: true)
      guard parts.count == 4, let number = UInt32(parts[0], radix: 16) else { continue }
      let tag = DICOMTag(
        UInt16(truncatingIfNeeded: number >> 16), UInt16(truncatingIfNeeded: number))
      rules[tag] = Rule(
        name: parts[3].drop { $0 == " " }.description, action: String(parts[1]),
        options: options(parts[2]))
    }
    return rules
  }()

  private static func options(
    _ text: Substring
  ) -> [DeidentificationOptions.Letter: Exception] {
    let letters = Array(text)
    var options: [DeidentificationOptions.Letter: Exception] = [:]
    for place in stride(from: 0, to: letters.count - 1, by: 2) {
      guard let letter = DeidentificationOptions.Letter(rawValue: letters[place]) else { continue }
      options[letter] = letters[place + 1] == "K" ? .keep : .clean
    }
    return options
  }
}
