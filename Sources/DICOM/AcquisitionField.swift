internal import Foundation

/// A value of the BIDS sidecar.
public enum AcquisitionValue: Codable, Sendable, Hashable {
  case text(String)
  case texts([String])
  case number(Double)
  case numbers([Double])

  /// Reads what `encode(to:)` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([Double].self) {
      self = .numbers(value)
    } else {
      self = .texts(try container.decode([String].self))
    }
  }

  /// Writes the bare value.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let value): try container.encode(value)
    case .texts(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .numbers(let value): try container.encode(value)
    }
  }
}

/// An attribute that goes into the BIDS sidecar under a name of the BIDS specification.
///
/// The list holds how the picture was taken and nothing else: no person, date, time of day, place,
/// institution, operator, device serial number, station, UID, comment, or free description (PS3.15,
/// Table E.1-1, removes all of these).
struct AcquisitionField {
  private enum Kind {
    case text
    case texts
    /// Kept as text, multiplied by a factor to reach BIDS units (seconds).
    case number(Double)
    case numbers
    /// A 64-bit floating-point number.
    case double
  }

  private let name: String
  private let tag: DICOMTag
  private let kind: Kind

  private init(_ name: String, _ group: UInt16, _ element: UInt16, _ kind: Kind) {
    self.name = name
    tag = DICOMTag(group, element)
    self.kind = kind
  }

  /// The values of all fields that `file` has; those that identify only where they are to be kept.
  static func values(
    of file: borrowing GDCMFile, keepsIdentifiers: Bool
  ) -> [String: AcquisitionValue] {
    var result: [String: AcquisitionValue] = [:]
    for field in keepsIdentifiers ? all + identifying : all {
      result[field.name] = field.value(of: file)
    }
    return result
  }

  private func value(of file: borrowing GDCMFile) -> AcquisitionValue? {
    switch kind {
    case .text:
      return file.text(tag).map { .text($0) }
    case .texts:
      let texts = file.texts(tag)
      return texts.isEmpty ? nil : texts.count == 1 ? .text(texts[0]) : .texts(texts)
    case .number(let factor):
      // Dividing keeps 2460 ms at 2.46 s, where multiplying by 0.001 would not.
      return file.numbers(tag).first.map { .number(factor < 1 ? $0 / (1 / factor) : $0 * factor) }
    case .numbers:
      let numbers = file.numbers(tag)
      return numbers.isEmpty ? nil : .numbers(numbers)
    case .double:
      return file.doubles([.init(tag)]).first.map { .number($0) }
    }
  }

  /// What names a person, a place, a time or a device, under dcm2niix's names.
  private static let identifying: [AcquisitionField] = [
    AcquisitionField("PatientName", 0x0010, 0x0010, .text),
    AcquisitionField("PatientID", 0x0010, 0x0020, .text),
    AcquisitionField("PatientBirthDate", 0x0010, 0x0030, .text),
    AcquisitionField("PatientSex", 0x0010, 0x0040, .text),
    AcquisitionField("PatientAge", 0x0010, 0x1010, .text),
    AcquisitionField("PatientWeight", 0x0010, 0x1030, .number(1)),
    AcquisitionField("AccessionNumber", 0x0008, 0x0050, .text),
    AcquisitionField("StudyID", 0x0020, 0x0010, .text),
    AcquisitionField("StudyDate", 0x0008, 0x0020, .text),
    AcquisitionField("StudyTime", 0x0008, 0x0030, .text),
    AcquisitionField("AcquisitionDate", 0x0008, 0x0022, .text),
    AcquisitionField("AcquisitionTime", 0x0008, 0x0032, .text),
    AcquisitionField("StudyInstanceUID", 0x0020, 0x000D, .text),
    AcquisitionField("SeriesInstanceUID", 0x0020, 0x000E, .text),
    AcquisitionField("SeriesNumber", 0x0020, 0x0011, .number(1)),
    AcquisitionField("StudyDescription", 0x0008, 0x1030, .text),
    AcquisitionField("SeriesDescription", 0x0008, 0x103E, .text),
    AcquisitionField("ProtocolName", 0x0018, 0x1030, .text),
    AcquisitionField("ReferringPhysicianName", 0x0008, 0x0090, .text),
    AcquisitionField("InstitutionName", 0x0008, 0x0080, .text),
    AcquisitionField("InstitutionAddress", 0x0008, 0x0081, .text),
    AcquisitionField("InstitutionalDepartmentName", 0x0008, 0x1040, .text),
    AcquisitionField("StationName", 0x0008, 0x1010, .text),
    AcquisitionField("DeviceSerialNumber", 0x0018, 0x1000, .text),
  ]

  private static let all: [AcquisitionField] = [
    AcquisitionField("Modality", 0x0008, 0x0060, .text),
    AcquisitionField("ImageType", 0x0008, 0x0008, .texts),
    AcquisitionField("Manufacturer", 0x0008, 0x0070, .text),
    AcquisitionField("ManufacturersModelName", 0x0008, 0x1090, .text),
    AcquisitionField("SoftwareVersions", 0x0018, 0x1020, .texts),
    AcquisitionField("BodyPartExamined", 0x0018, 0x0015, .text),
    AcquisitionField("PatientPosition", 0x0018, 0x5100, .text),
    AcquisitionField("SliceThickness", 0x0018, 0x0050, .number(1)),
    AcquisitionField("SpacingBetweenSlices", 0x0018, 0x0088, .number(1)),
    AcquisitionField("ImageOrientationPatientDICOM", 0x0020, 0x0037, .numbers),
    // MR
    AcquisitionField("MagneticFieldStrength", 0x0018, 0x0087, .number(1)),
    AcquisitionField("ImagingFrequency", 0x0018, 0x0084, .number(1)),
    AcquisitionField("MRAcquisitionType", 0x0018, 0x0023, .text),
    AcquisitionField("ScanningSequence", 0x0018, 0x0020, .texts),
    AcquisitionField("SequenceVariant", 0x0018, 0x0021, .texts),
    AcquisitionField("ScanOptions", 0x0018, 0x0022, .texts),
    AcquisitionField("SequenceName", 0x0018, 0x0024, .text),
    AcquisitionField("EchoTime", 0x0018, 0x0081, .number(0.001)),
    AcquisitionField("RepetitionTime", 0x0018, 0x0080, .number(0.001)),
    AcquisitionField("InversionTime", 0x0018, 0x0082, .number(0.001)),
    AcquisitionField("EchoNumber", 0x0018, 0x0086, .number(1)),
    AcquisitionField("EchoTrainLength", 0x0018, 0x0091, .number(1)),
    AcquisitionField("FlipAngle", 0x0018, 0x1314, .number(1)),
    AcquisitionField("NumberOfAverages", 0x0018, 0x0083, .number(1)),
    AcquisitionField("PercentSampling", 0x0018, 0x0093, .number(1)),
    AcquisitionField("PercentPhaseFOV", 0x0018, 0x0094, .number(1)),
    AcquisitionField("PhaseEncodingSteps", 0x0018, 0x0089, .number(1)),
    AcquisitionField("PixelBandwidth", 0x0018, 0x0095, .number(1)),
    AcquisitionField("InPlanePhaseEncodingDirectionDICOM", 0x0018, 0x1312, .text),
    AcquisitionField("SAR", 0x0018, 0x1316, .number(1)),
    AcquisitionField("ContrastBolusIngredient", 0x0018, 0x1048, .text),
    // CT
    AcquisitionField("KVP", 0x0018, 0x0060, .number(1)),
    AcquisitionField("ConvolutionKernel", 0x0018, 0x1210, .texts),
    AcquisitionField("ExposureTime", 0x0018, 0x1150, .number(0.001)),
    AcquisitionField("XRayTubeCurrent", 0x0018, 0x1151, .number(1)),
    AcquisitionField("XRayExposure", 0x0018, 0x1152, .number(1)),
    AcquisitionField("GantryDetectorTilt", 0x0018, 0x1120, .number(1)),
    AcquisitionField("ReconstructionDiameter", 0x0018, 0x1100, .number(1)),
    AcquisitionField("SpiralPitchFactor", 0x0018, 0x9311, .double),
    // Dose
    AcquisitionField("DoseUnits", 0x3004, 0x0002, .text),
    AcquisitionField("DoseType", 0x3004, 0x0004, .text),
    AcquisitionField("DoseSummationType", 0x3004, 0x000A, .text),
    // PET
    AcquisitionField("Units", 0x0054, 0x1001, .text),
    AcquisitionField("DecayCorrection", 0x0054, 0x1102, .text),
    AcquisitionField("AttenuationCorrectionMethod", 0x0054, 0x1101, .text),
    AcquisitionField("ReconstructionMethod", 0x0054, 0x1103, .text),
  ]
}
