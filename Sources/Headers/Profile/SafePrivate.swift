internal import DICOM

/// Private attributes that hold physics and no person (after PS3.15, Table E.3.10-1): numbers only.
enum SafePrivate {
  private struct Entry: Hashable {
    let creator: String
    let group: UInt16
    /// The low byte of the element; the high one is the block that the creator took.
    let element: UInt8
  }

  private static let entries: Set<Entry> = [
    // b-values, gradient directions and matrices of diffusion MR.
    Entry(creator: "SIEMENS MR HEADER", group: 0x0019, element: 0x0C),
    Entry(creator: "SIEMENS MR HEADER", group: 0x0019, element: 0x0E),
    Entry(creator: "SIEMENS MR HEADER", group: 0x0019, element: 0x27),
    Entry(creator: "Philips Imaging DD 001", group: 0x2001, element: 0x03),
    Entry(creator: "GEMS_PARM_01", group: 0x0043, element: 0x39),
    // Scale of stored values.
    Entry(creator: "Philips MR Imaging DD 001", group: 0x2005, element: 0x0D),
    Entry(creator: "Philips MR Imaging DD 001", group: 0x2005, element: 0x0E),
    Entry(creator: "Philips PET Private Group", group: 0x7053, element: 0x00),
    Entry(creator: "Philips PET Private Group", group: 0x7053, element: 0x09),
    // Table speed, rotation and pitch of CT.
    Entry(creator: "GEMS_ACQU_01", group: 0x0019, element: 0x23),
    Entry(creator: "GEMS_ACQU_01", group: 0x0019, element: 0x27),
    Entry(creator: "GEMS_PARM_01", group: 0x0043, element: 0x27),
  ]

  /// Representations that hold numbers.
  private static let numeric: Set<String> = ["DS", "IS", "FD", "FL", "SL", "SS", "UL", "US"]

  /// Those of `elements`, one data set, that may stay, with the creators that name their blocks.
  static func kept(of elements: [Element]) -> Set<DICOMTag> {
    var kept: Set<DICOMTag> = []
    for element in elements where element.tag.isPrivate && element.tag.element >= 0x1000 {
      let creator = DICOMTag(element.tag.group, element.tag.element >> 8)
      guard numeric.contains(element.vr), isNumeric(element),
        let name = elements.first(where: { $0.tag == creator })?.text,
        entries.contains(
          Entry(
            creator: name, group: element.tag.group,
            element: UInt8(truncatingIfNeeded: element.tag.element)))
      else { continue }
      kept.insert(element.tag)
      kept.insert(creator)
    }
    return kept
  }

  private static func isNumeric(_ element: Element) -> Bool {
    guard ["DS", "IS"].contains(element.vr) else { return true }
    return element.text?.allSatisfy { "0123456789+-.eE\\ ".contains($0) } ?? false
  }
}
