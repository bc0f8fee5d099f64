internal import DICOM
internal import Files

extension HeaderFile {
  /// What dates and stand-ins of a file hang on: the patient's number, else name, else study.
  var person: String {
    for tag in [
      DICOMTag(0x0010, 0x0020), DICOMTag(0x0010, 0x0010), DICOMTag(0x0020, 0x000D),
    ] {
      if let text = element(tag)?.text, !text.isEmpty { return text }
    }
    return ""
  }

  /// Carries out the profile and says so in the file.
  mutating func deidentify(
    _ options: DeidentificationOptions, _ mapping: KeyedMapping
  ) throws(EffaceError) -> [HeaderEditor.Change] {
    var options = options
    // What took the face out said so; that statement is not lost.
    if element(DICOMTag(0x0028, 0x0302))?.text == "NO" { options.isDefaced = true }
    var editor = HeaderEditor(options, mapping, person: person)
    let instance = element(DICOMTag(0x0008, 0x0018))?.text ?? ""
    let sopClass = element(DICOMTag(0x0008, 0x0016))?.text
    if !options.regions.isEmpty { try blank(options.regions) }
    elements = editor.edited(elements)
    for element in statements(options) { set(element) }
    setMeta(
      sopClass: sopClass ?? "",
      instance: options.keepsUIDs ? instance : mapping.uid(instance))
    return editor.changes
  }

  /// What was done, in the words and codes of the standard.
  private func statements(_ options: DeidentificationOptions) -> [Element] {
    let temporal =
      switch options.dates {
      case .keep: "UNMODIFIED"
      case .shift: "MODIFIED"
      case .remove: "REMOVED"
      }
    let items = options.codes.map { code in
      [
        Element(0x0008, 0x0100, "SH", text: code.value), Element(0x0008, 0x0102, "SH", text: "DCM"),
        Element(0x0008, 0x0104, "LO", text: String(code.meaning.prefix(64))),
      ]
    }
    var elements = [
      Element(0x0012, 0x0062, "CS", text: "YES"),
      Element(
        0x0012, 0x0063, "LO",
        text: "Efface \(effaceVersion)\\\(ConfidentialityProfile.edition)"),
      Element(DICOMTag(0x0012, 0x0064), "SQ", .items(items)),
      Element(0x0028, 0x0303, "CS", text: temporal),
    ]
    if options.isDefaced { elements.append(Element(0x0028, 0x0302, "CS", text: "NO")) }
    if !options.regions.isEmpty { elements.append(Element(0x0028, 0x0301, "CS", text: "NO")) }
    return elements
  }

  /// Puts `element` in its place, over one of the same tag.
  private mutating func set(_ element: Element) {
    elements.removeAll { $0.tag == element.tag }
    let place = elements.firstIndex { $0.tag > element.tag } ?? elements.endIndex
    elements.insert(element, at: place)
  }

  /// The meta information of this program; application titles and private parts go.
  private mutating func setMeta(sopClass: String, instance: String) {
    meta = [
      Element(DICOMTag(0x0002, 0x0001), "OB", .bytes([0, 1])),
      Element(0x0002, 0x0002, "UI", text: sopClass),
      Element(0x0002, 0x0003, "UI", text: instance),
      Element(0x0002, 0x0010, "UI", text: syntax.uid),
      Element(0x0002, 0x0012, "UI", text: "2.25.280417096316263419735117925893624093107"),
      Element(0x0002, 0x0013, "SH", text: "EFFACE \(effaceVersion)"),
    ]
  }
}
