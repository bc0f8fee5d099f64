internal import DICOM

/// The words of one file that name somebody or something, to be looked for wherever else they stand.
struct IdentifyingWords {
  private var words: Set<[UInt8]> = []

  /// Words that headers hold everywhere and that name nobody.
  private static let common: Set<String> = [
    "anonymous", "anonymized", "anon", "none", "unknown", "removed", "patient", "name", "doctor",
    "head", "brain", "phantom", "test", "other", "hospital", "scanner", "study", "dr", "mr", "ms",
    "jr", "sr", "md", "st", "de", "di", "da", "du", "la", "le", "el", "al", "van", "von", "der",
    "den", "and", "the",
  ]

  /// Names of up to so many letters occur inside other words; only where they stand alone are they
  /// names.
  private static let shortLength = 3

  /// Attributes with identifiers that are not names: numbers, addresses, places, devices.
  private static let representations: Set<String> = ["LO", "SH", "ST", "UC"]

  var isEmpty: Bool { words.isEmpty }

  /// Notes what `element`, which does not stay, says.
  mutating func note(_ element: Element, isDescriptor: Bool) {
    guard let text = element.text else { return }
    if element.vr == "PN" {
      for part in text.split(whereSeparator: { "^=\\ ,".contains($0) }) { add(part, least: 2) }
      for name in text.split(separator: "\\") { add(name, least: 3) }
    } else if element.vr == "UI" {
      for uid in text.split(separator: "\\") where !uid.hasPrefix("1.2.840.10008.") {
        add(uid, least: 8)
      }
    } else if element.tag == DICOMTag(0x0010, 0x0030) {
      add(text[...], least: 8)
    } else if Self.representations.contains(element.vr), !isDescriptor, text.count <= 64 {
      for value in text.split(separator: "\\") { add(value, least: 4) }
    }
  }

  private mutating func add(_ word: Substring, least: Int) {
    let bare = word.lowercased().split(separator: " ").joined(separator: " ")
    let isNumber = bare.allSatisfy(\.isNumber)
    guard bare.utf8.count >= (isNumber ? max(5, least) : least), !Self.common.contains(bare) else {
      return
    }
    words.insert(Array(bare.utf8))
  }

  /// `bytes` without the words; nil where it holds none.
  func removed(from bytes: ArraySlice<UInt8>) -> [UInt8]? {
    var kept: [UInt8] = []
    var place = bytes.startIndex
    var isChanged = false
    while place < bytes.endIndex {
      let found = words.filter { Self.matches($0, bytes, place) }.max { $0.count < $1.count }
      if let found {
        place += found.count
        isChanged = true
      } else {
        kept.append(bytes[place])
        place += 1
      }
    }
    return isChanged ? kept : nil
  }

  /// Whether `bytes` holds a word of at least `least` letters.
  func occur(in bytes: ArraySlice<UInt8>, least: Int) -> Bool {
    let long = words.filter { $0.count >= least }
    guard !long.isEmpty else { return false }
    return bytes.indices.contains { place in long.contains { Self.matches($0, bytes, place) } }
  }

  /// Digits and bytes beyond ASCII count as letters.
  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte >= 0x80
  }

  private static func matches(_ word: [UInt8], _ bytes: ArraySlice<UInt8>, _ place: Int) -> Bool {
    guard bytes.endIndex - place >= word.count else { return false }
    for (offset, letter) in word.enumerated() {
      let byte = bytes[place + offset]
      let lower = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
      if lower != letter { return false }
    }
    guard word.count <= shortLength else { return true }
    let before = place > bytes.startIndex ? bytes[place - 1] : 0
    let after = place + word.count < bytes.endIndex ? bytes[place + word.count] : 0
    return !isLetter(before) && !isLetter(after)
  }
}
