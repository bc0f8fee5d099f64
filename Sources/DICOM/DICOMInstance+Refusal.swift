extension DICOMInstance {
  /// Why this file cannot become part of a volume, as half a sentence, or nil where it can.
  var refusal: String? {
    if sopClass == "1.2.840.10008.1.3.10" { return "it is the directory of a DICOM disc" }
    guard let layout else { return "it holds no image" }
    if let reason = colourRefusal(layout) { return reason }
    if packsBits, pixelOffset == nil {
      return "it is a mask of single bits in an encoding that is not read"
    }
    if ![8, 16, 32].contains(layout.bitsAllocated) {
      return "its pixels take \(layout.bitsAllocated) bits each"
    }
    if imageType.contains("MOSAIC"), mosaic == nil {
      return "it is a Siemens mosaic that does not say how many slices it holds"
    }
    if frames.contains(where: { $0.position == nil || $0.normal == nil }) {
      return layout.frames > 1
        ? "its frames have no positions in space" : "it has no position or orientation in space"
    }
    if frames.contains(where: { $0.spacing == nil }) { return "it has no pixel spacing" }
    return nil
  }

  /// Why this file, which can become part of a volume, is no part of a scan: nobody's tissue can be
  /// cleared in it by its values and its place.
  var pictureRefusal: String? {
    if modality == "RTDOSE" { return "it is a dose distribution" }
    if packsBits { return "it is a mask of single bits" }
    if isColour || photometric.hasPrefix("PALETTE") {
      return "it is a colour picture, which holds no values of tissue"
    }
    switch placing {
    case .each: return nil
    case .first: return "it gives one place for all of its frames"
    case .nowhere: return "it has no position or orientation in space"
    }
  }

  /// Whether a pixel has samples of its own for red, green and blue, or can be turned into such.
  var isColour: Bool { layout.map { $0.samples > 1 } ?? false }

  private func colourRefusal(_ layout: DICOMPixels.Layout) -> String? {
    guard layout.samples != 1 else { return nil }
    guard layout.samples == 3, ColourCoding(rawValue: photometric) != nil else {
      let name = photometric.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
      return
        "its colours are coded as \(name.isEmpty ? "nothing" : name.prefix(16)[...]), which is not read"
    }
    guard layout.bitsAllocated == 8, layout.bitsStored == 8 else {
      return "its colours have \(layout.bitsAllocated) bits a sample, and NIfTI holds 8"
    }
    return nil
  }
}
