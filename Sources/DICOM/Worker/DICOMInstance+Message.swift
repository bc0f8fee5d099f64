internal import Geometry

extension DICOMInstance: MessageValue {
  func write(to bytes: inout MessageBytes) {
    for text in [path, sopClass, sopInstance, study, series, modality, photometric] {
      text.write(to: &bytes)
    }
    for text in [frameOfReference, contrastAgent] { text.write(to: &bytes) }
    imageType.write(to: &bytes)
    seriesNumber.write(to: &bytes)
    for number in [
      acquisitionNumber, instanceNumber, echoNumber, temporalPosition, complexImage, pixelOffset,
      shownOverlay,
    ] {
      number.write(to: &bytes)
    }
    for number in [echoTime, repetitionTime, sliceThickness, sliceSpacing, gantryTilt] {
      number.write(to: &bytes)
    }
    for flag in [isThreeDimensional, packsBits] { flag.write(to: &bytes) }
    placing.rawValue.write(to: &bytes)
    overlays.write(to: &bytes)
    layout.write(to: &bytes)
    mosaic.write(to: &bytes)
    frames.write(to: &bytes)
    acquisition.count.write(to: &bytes)
    for (name, value) in acquisition {
      name.write(to: &bytes)
      value.write(to: &bytes)
    }
  }

  init(from bytes: inout MessageBytes) throws(MessageBytes.Damaged) {
    path = try String(from: &bytes)
    sopClass = try String(from: &bytes)
    sopInstance = try String(from: &bytes)
    study = try String(from: &bytes)
    series = try String(from: &bytes)
    modality = try String(from: &bytes)
    photometric = try String(from: &bytes)
    frameOfReference = try String?(from: &bytes)
    contrastAgent = try String?(from: &bytes)
    imageType = try [String](from: &bytes)
    seriesNumber = try Int(from: &bytes)
    acquisitionNumber = try Int?(from: &bytes)
    instanceNumber = try Int?(from: &bytes)
    echoNumber = try Int?(from: &bytes)
    temporalPosition = try Int?(from: &bytes)
    complexImage = try Int?(from: &bytes)
    pixelOffset = try Int?(from: &bytes)
    shownOverlay = try Int?(from: &bytes)
    echoTime = try Double?(from: &bytes)
    repetitionTime = try Double?(from: &bytes)
    sliceThickness = try Double?(from: &bytes)
    sliceSpacing = try Double?(from: &bytes)
    gantryTilt = try Double?(from: &bytes)
    isThreeDimensional = try Bool(from: &bytes)
    packsBits = try Bool(from: &bytes)
    guard let placing = Placing(rawValue: try Int(from: &bytes)) else {
      throw MessageBytes.Damaged()
    }
    self.placing = placing
    overlays = try [DICOMOverlay](from: &bytes)
    layout = try DICOMPixels.Layout?(from: &bytes)
    mosaic = try SiemensMosaic?(from: &bytes)
    frames = try [DICOMFrame](from: &bytes)
    acquisition = [:]
    let count = try bytes.count()
    for _ in 0..<count {
      let name = try String(from: &bytes)
      acquisition[name] = try AcquisitionValue(from: &bytes)
    }
  }
}

extension DICOMFrame: MessageValue {
  func write(to bytes: inout MessageBytes) {
    for vector in [position, rowDirection, columnDirection] { vector.write(to: &bytes) }
    spacing.write(to: &bytes)
    slope.write(to: &bytes)
    intercept.write(to: &bytes)
    temporalPosition.write(to: &bytes)
    echoTime.write(to: &bytes)
    bValue.write(to: &bytes)
    component.write(to: &bytes)
    segment.write(to: &bytes)
  }

  init(from bytes: inout MessageBytes) throws(MessageBytes.Damaged) {
    position = try Vector3?(from: &bytes)
    rowDirection = try Vector3?(from: &bytes)
    columnDirection = try Vector3?(from: &bytes)
    spacing = try SIMD2<Double>?(from: &bytes)
    slope = try Double(from: &bytes)
    intercept = try Double(from: &bytes)
    temporalPosition = try Int?(from: &bytes)
    echoTime = try Double?(from: &bytes)
    bValue = try Double?(from: &bytes)
    component = try String?(from: &bytes)
    segment = try Int?(from: &bytes)
  }
}

extension DICOMPixels.Layout: MessageValue {
  func write(to bytes: inout MessageBytes) {
    for number in [columns, rows, frames, samples, bitsAllocated, bitsStored] {
      number.write(to: &bytes)
    }
    isSigned.write(to: &bytes)
  }

  init(from bytes: inout MessageBytes) throws(MessageBytes.Damaged) {
    columns = try Int(from: &bytes)
    rows = try Int(from: &bytes)
    frames = try Int(from: &bytes)
    samples = try Int(from: &bytes)
    bitsAllocated = try Int(from: &bytes)
    bitsStored = try Int(from: &bytes)
    isSigned = try Bool(from: &bytes)
  }
}

extension DICOMOverlay: MessageValue {
  func write(to bytes: inout MessageBytes) {
    number.write(to: &bytes)
    isRegion.write(to: &bytes)
  }

  init(from bytes: inout MessageBytes) throws(MessageBytes.Damaged) {
    number = try Int(from: &bytes)
    isRegion = try Bool(from: &bytes)
  }
}

extension SiemensMosaic: MessageValue {
  func write(to bytes: inout MessageBytes) {
    for number in [columns, rows, across, count] { number.write(to: &bytes) }
    isReversed.write(to: &bytes)
  }

  init(from bytes: inout MessageBytes) throws(MessageBytes.Damaged) {
    columns = try Int(from: &bytes)
    rows = try Int(from: &bytes)
    across = try Int(from: &bytes)
    count = try Int(from: &bytes)
    isReversed = try Bool(from: &bytes)
  }
}

extension AcquisitionValue: MessageValue {
  func write(to bytes: inout MessageBytes) {
    switch self {
    case .text(let value):
      0.write(to: &bytes)
      value.write(to: &bytes)
    case .texts(let value):
      1.write(to: &bytes)
      value.write(to: &bytes)
    case .number(let value):
      2.write(to: &bytes)
      value.write(to: &bytes)
    case .numbers(let value):
      3.write(to: &bytes)
      value.write(to: &bytes)
    }
  }

  init(from bytes: inout MessageBytes) throws(MessageBytes.Damaged) {
    switch try Int(from: &bytes) {
    case 0: self = .text(try String(from: &bytes))
    case 1: self = .texts(try [String](from: &bytes))
    case 2: self = .number(try Double(from: &bytes))
    case 3: self = .numbers(try [Double](from: &bytes))
    default: throw MessageBytes.Damaged()
    }
  }
}
