public import Files
internal import Foundation

/// How the files of a converted series are called.
///
/// The codes hold nothing that names a person: `%n` series number (three digits), `%m` modality,
/// `%h` first eight hexadecimal digits of the SHA-256 of the Series Instance UID, `%e` echo number,
/// `%c` content (magnitude, phase, ...), `%a` acquisition number, `%%` a percent sign.
public struct NamePattern: Sendable, Hashable {
  /// What is used where nothing is asked for.
  public static let standard = "%n_%m_%h"

  private let pattern: String

  /// Checks `pattern`.
  ///
  /// - Throws: `EffaceError.argument` where a code is unknown or the name could leave its folder.
  public init(_ pattern: String = standard) throws(EffaceError) {
    guard !pattern.isEmpty, !pattern.contains("/"), !pattern.hasPrefix(".") else {
      throw EffaceError(
        .argument, "The name pattern '\(pattern)' is empty, begins with a dot or holds a slash.")
    }
    var rest = pattern[...]
    while let percent = rest.firstIndex(of: "%") {
      let code = rest[percent...].dropFirst().first
      guard let code, "nmheca%".contains(code) else {
        throw EffaceError(
          .argument,
          "The name pattern '\(pattern)' holds the unknown code '%\(code.map(String.init) ?? "")'; "
            + "known are %n %m %h %e %c %a and %%.")
      }
      rest = rest[percent...].dropFirst(2)
    }
    self.pattern = pattern
  }

  /// The names of `series`, all different: where series share a name, echo and content are added,
  /// and then a number.
  public func names(of series: [DICOMSeries]) -> [String] {
    let plain = series.map { fill(for: $0) }
    let shared = Dictionary(grouping: plain, by: { $0 }).filter { $0.value.count > 1 }
    let longer = zip(series, plain).map { series, name in
      guard shared[name] != nil else { return name }
      let echo = series.first.echoNumber.flatMap { $0 > 1 ? "e\($0)" : nil }
      return ([name] + [echo, series.content.suffix].compactMap { $0 }).joined(separator: "_")
    }
    var taken: Set<String> = []
    return longer.map { name in
      var candidate = name
      var number = 2
      while !taken.insert(candidate).inserted {
        candidate = "\(name)_\(number)"
        number += 1
      }
      return candidate
    }
  }

  private func fill(for series: DICOMSeries) -> String {
    var result = ""
    var isCode = false
    for character in pattern {
      guard isCode else {
        if character == "%" { isCode = true } else { result.append(character) }
        continue
      }
      isCode = false
      switch character {
      case "n": result += String(format: "%03d", series.seriesNumber)
      case "m": result += Self.safe(series.modality)
      case "h": result += String(Checksum.sha256(Data(series.first.series.utf8)).prefix(8))
      case "e": result += String(series.first.echoNumber ?? 1)
      case "c": result += series.content.rawValue
      case "a": result += String(series.first.acquisitionNumber ?? 0)
      default: result.append(character)
      }
    }
    return result
  }

  /// A code string of a file that anybody may have written.
  private static func safe(_ text: String) -> String {
    let kept = text.unicodeScalars.filter { $0.isASCII && $0.properties.isAlphabetic }
    return kept.isEmpty ? "OT" : String(String.UnicodeScalarView(kept.prefix(16)))
  }
}
