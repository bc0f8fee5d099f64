internal import DICOM

/// What becomes of one attribute.
enum Decision: Equatable {
  case keep
  case remove
  case empty
  case dummy
  /// UIDs are mapped.
  case map
  /// Dates are shifted; texts lose identifying words.
  case clean
}

extension HeaderEditor {
  /// What the profile and the options in force say of `element`, and why.
  func decide(_ element: Element, safePrivate: Set<DICOMTag>) -> (Decision, reason: String) {
    let tag = element.tag
    if case .opaque = element.content { return (.remove, "a sequence of unknown representation") }
    if tag.isPrivate {
      let isSafe = options.keepsSafePrivate && safePrivate.contains(tag)
      return isSafe ? (.keep, "safe private") : (.remove, "private")
    }
    if tag.element == 0 { return (.remove, "group length") }
    switch tag.group {
    case 0x5000...0x50FF: return (.remove, "curve")
    case 0x6000...0x60FF: return (.remove, "overlay, which may show text")
    default: break
    }
    guard let rule = ConfidentialityProfile.rules[tag] else { return unlisted(element) }
    let exceptions = letters.compactMap { rule.options[$0] }
    if exceptions.contains(.keep) { return (.keep, "an option retains it") }
    if exceptions.contains(.clean) { return (.clean, "an option cleans it") }
    return (Self.resolve(rule.action, element), "Basic Profile: \(rule.action)")
  }

  /// The slashed actions name what an attribute of type 3, 2 and 1 needs, in this order. The file
  /// does not say its type, so that the last one is taken, which fits every type; but a value that is
  /// empty already shows that type 1 it is not.
  private static func resolve(_ action: String, _ element: Element) -> Decision {
    switch action {
    case "X": .remove
    case "Z": .empty
    case "U": .map
    case "X/Z": .empty
    case "X/Z/U*": element.isEmpty ? .empty : .map
    case "C": .clean
    case "K": .keep
    default: element.isEmpty ? .empty : .dummy
    }
  }

  /// Attributes that the table does not name stay, unless their representation or their being
  /// unknown makes them suspect.
  private func unlisted(_ element: Element) -> (Decision, reason: String) {
    switch element.vr {
    case "PN": return (.empty, "a person's name that the table does not list")
    case "UI": return (.map, "a UID that the table does not list")
    case "DA", "DT", "TM":
      return switch options.dates {
      case .keep: (.keep, "an option retains it")
      case .shift: (.clean, "an option cleans it")
      case .remove:
        (element.isEmpty ? .empty : .dummy, "a date or time that the table does not list")
      }
    case "UN": return (.remove, "of unknown representation")
    default: break
    }
    guard DICOMDictionary.valueRepresentation(of: element.tag) != nil else {
      return (.remove, "not in the dictionary of the standard")
    }
    return (.keep, "the table does not list it")
  }
}
