public import Files
public import Foundation
internal import Geometry

extension DICOMInstance {
  /// Reads the header of the file at `url`, in this process; what identifies persons, places and
  /// devices gets into `acquisition` only where it is to be kept.
  ///
  /// - Throws: `EffaceError.format` where the file is not DICOM.
  public init(contentsOf url: URL, keepsIdentifiers: Bool = false) throws(EffaceError) {
    let file = try GDCMFile(url)
    guard !file.isCutShort else {
      throw EffaceError(
        .format, "The file \(url.lastPathComponent) is cut short within its pixels; copy it again.")
    }
    let (rows, columns) = (file.short(.rows), file.short(.columns))
    let bits = file.short(.bitsAllocated) ?? 0
    packsBits = bits == 1
    placing = .each
    overlays = DICOMOverlay.all(of: file)
    shownOverlay = nil
    let frameCount = file.numbers(.frameCount).first.map { Int($0) } ?? 1
    if let rows, let columns, rows > 0, columns > 0, bits > 0, (1...65_536).contains(frameCount) {
      let layout = DICOMPixels.Layout(
        columns: columns, rows: rows, frames: frameCount,
        samples: file.short(.samplesPerPixel) ?? 1,
        bitsAllocated: packsBits ? 8 : bits, bitsStored: file.short(.bitsStored) ?? bits,
        isSigned: file.short(.pixelRepresentation) == 1)
      self.layout = layout
      // Bits that lie elsewhere than at the low end are left to GDCM.
      if layout.samples == 1, [1, 8, 16, 32].contains(bits),
        file.short(.highBit) ?? layout.bitsStored - 1 == layout.bitsStored - 1
      {
        let count = layout.frameByteCount * frameCount
        pixelOffset = file.pixelOffset(count: packsBits ? (count + 7) / 8 : count)
      }
      let tiles = frameCount == 1 ? SiemensTiles(file, columns: columns, rows: rows) : nil
      mosaic = tiles?.shape
      let all = DICOMFrame.all(of: file, count: frameCount)
      placing = all.placing
      frames = tiles?.frames(all.frames[0]) ?? all.frames
      let saysNothing =
        file.numbers(.imagePosition).isEmpty || file.numbers(.imageOrientation).isEmpty
      if tiles == nil, saysNothing, frames.allSatisfy({ $0.position == nil || $0.normal == nil }) {
        placing = .nowhere
        let thickness = file.numbers(.sliceThickness).first ?? 1
        for index in frames.indices { frames[index].lay(Double(index) * thickness) }
      }
    } else {
      frames = []
    }
    func integer(_ tag: DICOMTag) -> Int? {
      file.numbers(tag).first.flatMap { Int(exactly: $0.rounded()) }
    }
    path = url.path
    sopClass = file.text(.sopClass) ?? file.text(.mediaStorageSOPClass) ?? ""
    sopInstance = file.text(.sopInstance) ?? ""
    study = file.text(.studyInstance) ?? ""
    series = file.text(.seriesInstance) ?? ""
    frameOfReference = file.text(.frameOfReference)
    modality = file.text(.modality) ?? ""
    imageType = file.texts(.imageType)
    seriesNumber = integer(.seriesNumber) ?? 0
    acquisitionNumber = integer(.acquisitionNumber)
    instanceNumber = integer(.instanceNumber)
    echoNumber = integer(.echoNumber)
    temporalPosition = integer(.temporalPosition)
    echoTime = file.numbers(.echoTime).first ?? frames.first?.echoTime
    repetitionTime = file.numbers(.repetitionTime).first
    sliceThickness = file.numbers(.sliceThickness).first
    sliceSpacing = file.numbers(.spacingBetweenSlices).first
    gantryTilt = file.numbers(.gantryTilt).first
    isThreeDimensional = file.text(.acquisitionType) == "3D"
    contrastAgent = file.text(.contrastAgent)
    complexImage = file.short(.geComplexImage)
    photometric = file.text(.photometric) ?? ""
    acquisition = AcquisitionField.values(of: file, keepsIdentifiers: keepsIdentifiers)
  }
}

extension DICOMFrame {
  /// The frames of a classic object, or of an enhanced one from its functional groups (PS3.3
  /// C.7.6.16): those of the frame itself go before those that all frames share.
  static func all(
    of file: borrowing GDCMFile, count: Int
  ) -> (frames: [DICOMFrame], placing: DICOMInstance.Placing) {
    let dose = DoseGrid(file)
    let slope = dose?.scaling ?? file.numbers(.rescaleSlope).first ?? 1
    let intercept = file.numbers(.rescaleIntercept).first ?? 0
    let common = DICOMFrame(
      position: count == 1 ? vector(file.numbers(.imagePosition)) : nil,
      file.numbers(.imageOrientation), spacing: file.numbers(.pixelSpacing), slope: slope,
      intercept: intercept)
    guard file.itemCount(.perFrameGroups) >= count else {
      var common = common
      if let frames = dose?.frames(
        common, count: count, first: vector(file.numbers(.imagePosition)))
      {
        return (frames, .each)
      }
      if file.text(.manufacturer)?.lowercased().hasPrefix("philips") ?? false {
        common.applyPhilips(scale: file.numbersOrFloat([.init(.philipsScale)]))
      }
      if dose == nil, let run = FrameRun(file, common, count: count) {
        return (run.frames, count > 1 ? .first : .each)
      }
      return (Array(repeating: common, count: count), .each)
    }
    let frames = (0..<count).map { index in
      func steps(_ group: DICOMTag, _ tag: DICOMTag, shared: Bool) -> [GDCMFile.Step] {
        [
          .init(shared ? .sharedGroups : .perFrameGroups, item: shared ? 0 : index),
          .init(group), .init(tag),
        ]
      }
      func numbers(_ group: DICOMTag, _ tag: DICOMTag) -> [Double] {
        let own = file.numbers(steps(group, tag, shared: false))
        return own.isEmpty ? file.numbers(steps(group, tag, shared: true)) : own
      }
      func doubles(_ group: DICOMTag, _ tag: DICOMTag) -> [Double] {
        let own = file.doubles(steps(group, tag, shared: false))
        return own.isEmpty ? file.doubles(steps(group, tag, shared: true)) : own
      }
      var frame = DICOMFrame(
        position: vector(numbers(.planePosition, .imagePosition)),
        numbers(.planeOrientation, .imageOrientation),
        spacing: numbers(.pixelMeasures, .pixelSpacing),
        slope: numbers(.pixelValueTransformation, .rescaleSlope).first ?? slope,
        intercept: numbers(.pixelValueTransformation, .rescaleIntercept).first ?? intercept)
      frame.temporalPosition = file.long(
        steps(.frameContent, .temporalPositionIndex, shared: false))
      frame.echoTime = doubles(.mrEcho, .effectiveEchoTime).first
      frame.bValue = doubles(.mrDiffusion, .bValue).first
      frame.segment = file.short(steps(.segmentIdentification, .segmentNumber, shared: false))
      for isShared in [true, false] {
        let component = file.text(steps(.mrFrameType, .complexComponent, shared: isShared))
        if let component { frame.component = component }
      }
      let precise = file.numbersOrFloat(steps(.philipsFrame, .philipsScale, shared: false))
      frame.applyPhilips(scale: precise)
      return frame
    }
    return (frames, .each)
  }

  /// Lays a frame that has no place into a stack along z, mm; pixels of unknown size become 1 mm.
  fileprivate mutating func lay(_ z: Double) {
    position = Vector3(0, 0, z)
    rowDirection = Vector3(1, 0, 0)
    columnDirection = Vector3(0, 1, 0)
    spacing = spacing ?? SIMD2(1, 1)
  }

  private init(
    position: Vector3?, _ orientation: [Double], spacing: [Double], slope: Double,
    intercept: Double
  ) {
    self.position = position
    // The first number is the distance between rows.
    if spacing.count == 2, spacing.allSatisfy({ $0 > 0 }) {
      self.spacing = SIMD2(spacing[1], spacing[0])
    }
    self.slope = slope == 0 ? 1 : slope
    self.intercept = intercept
    turn(orientation)
  }

  /// Takes what Image Position and Image Orientation say, where they are whole.
  mutating func place(_ position: [Double], _ orientation: [Double]) {
    self.position = Self.vector(position)
    turn(orientation)
  }

  private mutating func turn(_ orientation: [Double]) {
    guard orientation.count == 6 else { return }
    let row = Vector3(orientation[0], orientation[1], orientation[2])
    let column = Vector3(orientation[3], orientation[4], orientation[5])
    if length(cross(row, column)) > 0.5 {
      rowDirection = normalized(row)
      columnDirection = normalized(column)
    }
  }

  /// Takes the scaling to values that can be compared between Philips scans (Chenevert 2014,
  /// "Errors in quantitative image analysis due to platform-dependent image scaling"): the displayed
  /// value divided by slope and private scale slope, as dcm2niix does.
  fileprivate mutating func applyPhilips(scale: Double?) {
    guard let scale, scale != 0, scale.isFinite else { return }
    intercept /= slope * scale
    slope = 1 / scale
  }

  private static func vector(_ numbers: [Double]) -> Vector3? {
    numbers.count == 3 ? Vector3(numbers[0], numbers[1], numbers[2]) : nil
  }
}
