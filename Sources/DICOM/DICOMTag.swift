/// The number of a DICOM attribute (PS3.6), group in the upper and element in the lower 16 bits.
public struct DICOMTag: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// group << 16 | element.
  public let number: UInt32

  /// Names an attribute.
  public init(_ group: UInt16, _ element: UInt16) {
    number = UInt32(group) << 16 | UInt32(element)
  }

  /// As the standard writes it, for example `(0020,000E)`.
  public var description: String {
    func hex(_ value: UInt32) -> String {
      let digits = String(value, radix: 16, uppercase: true)
      return String(repeating: "0", count: 4 - digits.count) + digits
    }
    return "(\(hex(number >> 16)),\(hex(number & 0xFFFF)))"
  }

  /// Data sets are sorted by number.
  public static func < (left: DICOMTag, right: DICOMTag) -> Bool { left.number < right.number }
}

extension DICOMTag {
  static let mediaStorageSOPClass = DICOMTag(0x0002, 0x0002)
  static let transferSyntax = DICOMTag(0x0002, 0x0010)
  static let imageType = DICOMTag(0x0008, 0x0008)
  static let sopClass = DICOMTag(0x0008, 0x0016)
  static let sopInstance = DICOMTag(0x0008, 0x0018)
  static let modality = DICOMTag(0x0008, 0x0060)
  static let manufacturer = DICOMTag(0x0008, 0x0070)
  static let complexComponent = DICOMTag(0x0008, 0x9208)
  static let acquisitionType = DICOMTag(0x0018, 0x0023)
  static let sliceThickness = DICOMTag(0x0018, 0x0050)
  static let repetitionTime = DICOMTag(0x0018, 0x0080)
  static let echoTime = DICOMTag(0x0018, 0x0081)
  static let echoNumber = DICOMTag(0x0018, 0x0086)
  static let spacingBetweenSlices = DICOMTag(0x0018, 0x0088)
  static let gantryTilt = DICOMTag(0x0018, 0x1120)
  static let studyInstance = DICOMTag(0x0020, 0x000D)
  static let seriesInstance = DICOMTag(0x0020, 0x000E)
  static let seriesNumber = DICOMTag(0x0020, 0x0011)
  static let acquisitionNumber = DICOMTag(0x0020, 0x0012)
  static let instanceNumber = DICOMTag(0x0020, 0x0013)
  static let imagePosition = DICOMTag(0x0020, 0x0032)
  static let imageOrientation = DICOMTag(0x0020, 0x0037)
  static let frameOfReference = DICOMTag(0x0020, 0x0052)
  static let temporalPosition = DICOMTag(0x0020, 0x0100)
  static let samplesPerPixel = DICOMTag(0x0028, 0x0002)
  static let photometric = DICOMTag(0x0028, 0x0004)
  static let frameCount = DICOMTag(0x0028, 0x0008)
  static let rows = DICOMTag(0x0028, 0x0010)
  static let columns = DICOMTag(0x0028, 0x0011)
  static let pixelSpacing = DICOMTag(0x0028, 0x0030)
  static let bitsAllocated = DICOMTag(0x0028, 0x0100)
  static let bitsStored = DICOMTag(0x0028, 0x0101)
  static let highBit = DICOMTag(0x0028, 0x0102)
  static let pixelRepresentation = DICOMTag(0x0028, 0x0103)
  static let rescaleIntercept = DICOMTag(0x0028, 0x1052)
  static let rescaleSlope = DICOMTag(0x0028, 0x1053)
  static let pixelData = DICOMTag(0x7FE0, 0x0010)

  static let recognizableVisualFeatures = DICOMTag(0x0028, 0x0302)
  static let identityRemoved = DICOMTag(0x0012, 0x0062)
  static let deidentificationMethod = DICOMTag(0x0012, 0x0063)
  static let deidentificationCodes = DICOMTag(0x0012, 0x0064)
  static let codeValue = DICOMTag(0x0008, 0x0100)
  static let codingScheme = DICOMTag(0x0008, 0x0102)
  static let codeMeaning = DICOMTag(0x0008, 0x0104)
  static let derivationDescription = DICOMTag(0x0008, 0x2111)
  static let referencedInstance = DICOMTag(0x0008, 0x1155)
  static let frameType = DICOMTag(0x0008, 0x9007)
  static let lossyCompression = DICOMTag(0x0028, 0x2110)
  static let lossyMethod = DICOMTag(0x0028, 0x2114)

  static let contrastAgent = DICOMTag(0x0018, 0x0010)
  static let geComplexImage = DICOMTag(0x0043, 0x102F)
  static let mrDiffusion = DICOMTag(0x0018, 0x9117)
  static let bValue = DICOMTag(0x0018, 0x9087)
  static let mrFrameType = DICOMTag(0x0018, 0x9226)
  static let philipsFrame = DICOMTag(0x2005, 0x140F)
  static let philipsScale = DICOMTag(0x2005, 0x100E)
  static let mosaicCount = DICOMTag(0x0019, 0x100A)
  static let csaImageHeader = DICOMTag(0x0029, 0x1010)

  // Enhanced multi-frame objects (PS3.3 C.7.6.16).
  static let sharedGroups = DICOMTag(0x5200, 0x9229)
  static let perFrameGroups = DICOMTag(0x5200, 0x9230)
  static let planePosition = DICOMTag(0x0020, 0x9113)
  static let planeOrientation = DICOMTag(0x0020, 0x9116)
  static let pixelMeasures = DICOMTag(0x0028, 0x9110)
  static let pixelValueTransformation = DICOMTag(0x0028, 0x9145)
  static let frameContent = DICOMTag(0x0020, 0x9111)
  static let temporalPositionIndex = DICOMTag(0x0020, 0x9128)
  static let mrEcho = DICOMTag(0x0018, 0x9114)
  static let effectiveEchoTime = DICOMTag(0x0018, 0x9082)
  static let segmentIdentification = DICOMTag(0x0062, 0x000A)
  static let segmentNumber = DICOMTag(0x0062, 0x000B)

  // Nuclear medicine (PS3.3 C.8.4).
  static let detectorInformation = DICOMTag(0x0054, 0x0022)
  static let sliceVector = DICOMTag(0x0054, 0x0080)
  static let sliceCount = DICOMTag(0x0054, 0x0081)

  // Dose (PS3.3 C.8.8.3).
  static let gridFrameOffsets = DICOMTag(0x3004, 0x000C)
  static let doseGridScaling = DICOMTag(0x3004, 0x000E)
}
