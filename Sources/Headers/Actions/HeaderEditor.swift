internal import DICOM

/// Carries out the profile on the elements of one file.
struct HeaderEditor {
  /// One attribute that was changed, or would be.
  struct Change {
    let tag: DICOMTag
    let vr: String
    let decision: Decision
    let reason: String
  }

  let options: DeidentificationOptions
  let letters: Set<DeidentificationOptions.Letter>
  let mapping: KeyedMapping
  /// What dates and pseudonym of this file's person hang on.
  let person: String
  private(set) var changes: [Change] = []
  private var words = IdentifyingWords()

  init(_ options: DeidentificationOptions, _ mapping: KeyedMapping, person: String) {
    self.options = options
    letters = options.letters
    self.mapping = mapping
    self.person = person
  }

  /// The elements after the profile, sorted by tag, at any depth.
  mutating func edited(_ elements: [Element]) -> [Element] {
    collect(elements)
    return apply(elements)
  }

  /// First the words that must not be left anywhere.
  private mutating func collect(_ elements: [Element]) {
    let safe = SafePrivate.kept(of: elements)
    for element in elements {
      if case .items(let items) = element.content {
        for item in items { collect(item) }
      }
      let (decision, _) = decide(element, safePrivate: safe)
      guard decision != .keep, !element.tag.isPrivate else { continue }
      let rule = ConfidentialityProfile.rules[element.tag]
      words.note(element, isDescriptor: rule?.options[.descriptors] != nil)
    }
  }

  private mutating func apply(_ elements: [Element]) -> [Element] {
    let safe = SafePrivate.kept(of: elements)
    return elements.compactMap { element in
      let (decision, reason) = decide(element, safePrivate: safe)
      let isChange = decision != .keep && element.tag.element != 0
      if isChange, decision == .remove || !element.isEmpty {
        changes.append(
          Change(tag: element.tag, vr: element.vr, decision: decision, reason: reason))
      }
      return carryOut(decision, element)
    }
  }

  private mutating func carryOut(_ decision: Decision, _ element: Element) -> Element? {
    var result = element
    switch decision {
    case .remove: return nil
    case .empty:
      if let pseudonym = pseudonym(for: element) { return pseudonym }
      if case .items = element.content {
        result.content = .items([])
      } else {
        result.content = .bytes([])
      }
      return result
    case .dummy: return pseudonym(for: element) ?? DummyValue.of(element, mapping)
    case .map, .keep, .clean: break
    }
    if case .items(let items) = element.content {
      result.content = .items(items.map { apply($0) })
      return result
    }
    if decision == .map { return Self.mappedUIDs(element, mapping) }
    if decision == .clean, let shifted = shifted(element) { return shifted }
    return withoutWords(result)
  }

  /// Name and number of the person become one made-up word, as the profile allows for Z and D.
  private func pseudonym(for element: Element) -> Element? {
    guard [DICOMTag(0x0010, 0x0010), DICOMTag(0x0010, 0x0020)].contains(element.tag) else {
      return nil
    }
    return Element(
      0x0010, element.tag.element, element.vr, text: mapping.pseudonym(person))
  }

  /// Every UID of a value, each mapped.
  static func mappedUIDs(_ element: Element, _ mapping: KeyedMapping) -> Element {
    guard let text = element.text, !text.isEmpty else { return element }
    let uids = text.split(separator: "\\", omittingEmptySubsequences: false).map {
      mapping.uid(String($0))
    }
    return Element(
      element.tag.group, element.tag.element, element.vr, text: uids.joined(separator: "\\"))
  }

  private func shifted(_ element: Element) -> Element? {
    guard ["DA", "DT", "TM"].contains(element.vr) else { return nil }
    guard element.vr != "TM" else { return element }
    let values = (element.text ?? "").split(separator: "\\", omittingEmptySubsequences: false)
    let moved = values.map { value in
      value.isEmpty
        ? "" : ShiftedDate.earlier(String(value), days: mapping.days(person)) ?? "19000101"
    }
    return Element(
      element.tag.group, element.tag.element, element.vr, text: moved.joined(separator: "\\"))
  }

  /// What stays must not say what had to go.
  private mutating func withoutWords(_ element: Element) -> Element? {
    guard !words.isEmpty, let bytes = element.bytes, !Self.exempt.contains(element.vr),
      element.tag.group != 0x7FE0
    else { return element }
    guard Element.textual.contains(element.vr) else {
      let isSuspect = ["OB", "UN"].contains(element.vr) && words.occur(in: bytes, least: 6)
      if isSuspect { note(element, .remove) }
      return isSuspect ? nil : element
    }
    guard var kept = words.removed(from: bytes) else { return element }
    note(element, .clean)
    if kept.count % 2 == 1 { kept.append(0x20) }
    var result = element
    result.content = .bytes(kept[...])
    return result
  }

  /// Values that are numbers, dates or UIDs cannot hold names.
  private static let exempt: Set<String> = ["AS", "DA", "DS", "DT", "IS", "TM", "UI"]

  private mutating func note(_ element: Element, _ decision: Decision) {
    changes.append(
      Change(
        tag: element.tag, vr: element.vr, decision: decision,
        reason: "it repeats an identifying word"))
  }
}
