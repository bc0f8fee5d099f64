internal import DICOM

extension HeaderFile {
  /// What the header cannot heal: text and faces in the pixels, in sentences.
  func warnings(_ options: DeidentificationOptions) -> [String] {
    var warnings: [String] = []
    let modality = element(DICOMTag(0x0008, 0x0060))?.text ?? ""
    let types = element(DICOMTag(0x0008, 0x0008))?.text?.split(separator: "\\") ?? []
    let burned = element(DICOMTag(0x0028, 0x0301))?.text
    let isLikely =
      ["US", "IVUS", "ES", "XC", "SC", "OT", "DOC"].contains(modality)
      || element(DICOMTag(0x0008, 0x0064)) != nil
      || (types.count > 1 && types[1] == "SECONDARY" && burned != "NO")
    if options.regions.isEmpty {
      if burned == "YES" {
        warnings.append("The pixels hold burned-in text; blank it with --clean-region.")
      } else if isLikely, burned != "NO" {
        warnings.append("The pixels may hold burned-in text; look at them.")
      }
    }
    let shows = element(DICOMTag(0x0028, 0x0302))?.text
    if !options.isDefaced, shows != "NO", ["CT", "MR", "PT"].contains(modality) {
      warnings.append("The pixels may show a face; run 'efface deface' on scans of the head.")
    }
    if element(DICOMTag(0x0042, 0x0011)) != nil {
      warnings.append("The file holds an embedded document, which is replaced by a dummy.")
    }
    return warnings
  }
}
