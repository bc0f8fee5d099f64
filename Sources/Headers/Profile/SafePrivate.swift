internal import DICOM

/// Private attributes of CT, MR and PET that hold physics and no person, after PS3.15, Table
/// E.3.10-1. Of its other ones (ultrasound, mammography, results of programs) and of those that are
/// free text none is kept.
enum SafePrivate {
  private struct Entry: Hashable {
    let creator: String
    let group: UInt16
    /// The low byte of the element; the high one is the block that the creator took.
    let element: UInt8
  }

  private static let blocks: [(creator: String, group: UInt16, elements: [UInt8])] = [
    // b-value, directionality, direction and matrix of diffusion.
    ("SIEMENS MR HEADER", 0x0019, [0x0C, 0x0D, 0x0E, 0x27]),
    ("Philips Imaging DD 001", 0x2001, [0x03, 0x04]),
    // Intercept and slope of stored values.
    ("Philips MR Imaging DD 001", 0x2005, [0x0D, 0x0E]),
    // SUV and activity factors.
    ("Philips PET Private Group", 0x7053, [0x00, 0x09]),
    // Table speed, mid scan time, rotation speed.
    ("GEMS_ACQU_01", 0x0019, [0x23, 0x24, 0x27]),
    // Images in series.
    ("GEMS_SERS_01", 0x0025, [0x07]),
    // Pitch, b-value, table entry and gradient coil.
    ("GEMS_PARM_01", 0x0043, [0x27, 0x39, 0x6F]),
    // Rows of the detector and their width.
    ("GEMS_HELIOS_01", 0x0045, [0x01, 0x02]),
    // Dose length product; phantom, duration; acquisition, table, pitch and rotation.
    ("ELSCINT1", 0x00E1, [0x21]),
    ("ELSCINT1", 0x01E1, [0x26, 0x50]),
    ("ELSCINT1", 0x01F1, [0x01, 0x07, 0x26, 0x27]),
  ]

  private static let entries = Set(
    blocks.flatMap { block in
      block.elements.map { Entry(creator: block.creator, group: block.group, element: $0) }
    })

  /// Representations that hold numbers, or are believed where they hold nothing else.
  private static let numeric: Set<String> = [
    "DS", "IS", "SH", "CS", "FD", "FL", "SL", "SS", "UL", "US",
  ]

  /// Codes that the attributes above may hold.
  private static let codes: Set<String> = [
    "DIRECTIONAL", "ISOTROPIC", "BMATRIX", "NONE", "P", "R", "S", "I", "O", "M", "HEAD", "BODY",
    "AXIAL", "HELIX", "SPIRAL", "SURVIEW",
  ]

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
    let text = element.text ?? ""
    return switch element.vr {
    case "DS", "IS": text.allSatisfy { "0123456789+-.eE\\ ".contains($0) }
    // A ratio such as 0.938:1.
    case "SH": text.allSatisfy { "0123456789.:".contains($0) }
    case "CS": codes.contains(text)
    default: true
    }
  }
}
