internal import Foundation

/// Hypertext, as text.
enum HTML {
  /// `words` with the five characters replaced that mean something in HTML.
  static func escape(_ words: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(words.utf8.count)
    for scalar in words.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// A paragraph of words.
  static func paragraph(_ words: String, style: String? = nil) -> String {
    "<p\(style.map { " class=\"\($0)\"" } ?? "")>\(escape(words))</p>"
  }

  /// A word in a coloured frame.
  static func badge(_ word: String, _ tone: ReportTable.Tone) -> String {
    "<span class=\"badge \(tone.rawValue)\">\(escape(word))</span>"
  }
}

/// Numbers as people read them.
enum Numbers {
  /// With a fixed number of decimals.
  static func decimals(_ value: Double, _ count: Int) -> String {
    String(format: "%.\(count)f", locale: Locale(identifier: "en_US_POSIX"), value)
  }

  /// As a percentage with one decimal.
  static func percent(_ value: Double) -> String { decimals(value * 100, 1) + " %" }

  /// In the style of a table's cell.
  static func shown(_ value: Double, _ style: ReportTable.Style) -> String {
    switch style {
    case .decimals(let count): decimals(value, count)
    case .percent: percent(value)
    }
  }
}
