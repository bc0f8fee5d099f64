public import Files
public import Foundation
internal import Geometry
public import Volumes

/// Writes a volume as a series of classic single-frame objects, CT, MR or PET Image Storage.
///
/// One file for each index along k. Rows and columns run as radiologists hang pictures (to the left
/// or back, and to the back or feet). All identifiers are derived from the subject and the voxels, so
/// that the same call writes the same bytes.
public struct DICOMSeriesWriter: Sendable {
  /// The made-up name that goes into Patient's Name and Patient ID.
  public var subject: String
  /// Series Number.
  public var seriesNumber: Int
  /// Series Description, without personal data.
  public var description: String
  /// Whether an MR volume is said to have been encoded in three dimensions, which lets converters
  /// turn it to RAS+.
  public var isThreeDimensional: Bool

  /// Prepares a writer; `subject` must not identify anybody.
  public init(
    subject: String, seriesNumber: Int = 1, description: String = "Efface",
    isThreeDimensional: Bool = true
  ) {
    self.subject = subject
    self.seriesNumber = seriesNumber
    self.description = description
    self.isThreeDimensional = isThreeDimensional
  }

  /// Writes `volume` to `folder`, which is made where it is missing.
  ///
  /// CT (HU) is rounded to whole HU and stored with intercept -1024. MR keeps whole numbers of 16
  /// bits; others are spread over 16 bits with Rescale Slope and Intercept.
  ///
  /// - Parameters:
  ///   - volume: Physical values; axes at right angles.
  ///   - modality: `.ct`, `.pet`, or anything else for MR.
  ///   - folder: Where `IM0001.dcm` and the others go.
  /// - Returns: The files, by instance number.
  /// - Throws: `EffaceError.unsuitable` where the axes are not at right angles or the volume is too
  ///   large, `.file` where a file cannot be written.
  @discardableResult
  public func write(
    _ volume: Volume, modality: Modality, to folder: URL
  ) throws(EffaceError) -> [URL] {
    let plane = try Plane(volume.grid)
    let scaling = StoredScaling(volume.values, isCT: modality.isCT)
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw EffaceError(.file, "The folder \(folder.path) cannot be made.")
    }
    let content = volume.values.withUnsafeBytes { Checksum.sha256(Data($0)) }
    let seed = "\(subject)|\(seriesNumber)|\(content)|\(volume.grid.affine.rows)"
    var common = seriesAttributes(seed: seed, modality: modality)
    plane.describe(in: &common)
    scaling.describe(in: &common, isCT: modality.isCT)
    var files: [URL] = []
    for k in 0..<volume.grid.size.z {
      var object = common
      object.set(.sopInstance, "UI", DICOMUID.make("instance", seed, "\(k)"))
      object.set(.instanceNumber, "IS", "\(k + 1)")
      let position = plane.position(ofSlice: k)
      object.set(.imagePosition, decimals: [position.x, position.y, position.z])
      object.set(pixels: plane.pixels(of: volume, slice: k, scaling))
      let file = folder.appendingPathComponent(String(format: "IM%04d.dcm", k + 1))
      try object.write(to: file)
      files.append(file)
    }
    return files
  }

  /// What all files share: the attributes of type 1 and 2 of the objects (PS3.3 A.3 and A.4, and
  /// those of A.21 that do not depend on a measurement).
  private func seriesAttributes(seed: String, modality: Modality) -> DICOMObject {
    let (isCT, isPET) = (modality.isCT, modality == .pet)
    var object = DICOMObject()
    func set(_ group: UInt16, _ element: UInt16, _ vr: String, _ text: String) {
      object.set(DICOMTag(group, element), vr, text)
    }
    set(0x0008, 0x0005, "CS", "ISO_IR 192")
    set(0x0008, 0x0008, "CS", "DERIVED\\SECONDARY\\\(isCT ? "AXIAL" : isPET ? "" : "M")")
    set(
      0x0008, 0x0016, "UI",
      "1.2.840.10008.5.1.4.1.1." + (isCT ? "2" : isPET ? "128" : "4"))
    for element: UInt16 in [0x0020, 0x0023] { set(0x0008, element, "DA", "") }
    for element: UInt16 in [0x0030, 0x0033] { set(0x0008, element, "TM", "") }
    set(0x0008, 0x0050, "SH", "")
    set(0x0008, 0x0060, "CS", isCT ? "CT" : isPET ? "PT" : "MR")
    set(0x0008, 0x0070, "LO", "Efface")
    set(0x0008, 0x0090, "PN", "")
    set(0x0008, 0x103E, "LO", description)
    set(0x0010, 0x0010, "PN", subject)
    set(0x0010, 0x0020, "LO", subject)
    set(0x0010, 0x0030, "DA", "")
    set(0x0010, 0x0040, "CS", "")
    set(0x0012, 0x0062, "CS", "YES")
    set(0x0012, 0x0063, "LO", "Subject name is made up")
    set(0x0018, 0x1020, "LO", effaceVersion)
    set(0x0018, 0x5100, "CS", "HFS")
    if isCT {
      set(0x0018, 0x0060, "DS", "")
    } else if isPET {
      set(0x0054, 0x1000, "CS", "STATIC\\IMAGE")
      set(0x0054, 0x1001, "CS", "BQML")
      set(0x0054, 0x1002, "CS", "EMISSION")
      set(0x0054, 0x1102, "CS", "NONE")
    } else {
      set(0x0018, 0x0020, "CS", "RM")
      set(0x0018, 0x0021, "CS", "NONE")
      set(0x0018, 0x0022, "CS", "")
      set(0x0018, 0x0023, "CS", isThreeDimensional ? "3D" : "2D")
      for element: UInt16 in [0x0080, 0x0081, 0x0082] { set(0x0018, element, "DS", "") }
      set(0x0018, 0x0091, "IS", "")
    }
    set(0x0020, 0x000D, "UI", DICOMUID.make("study", subject))
    set(0x0020, 0x000E, "UI", DICOMUID.make("series", seed))
    set(0x0020, 0x0010, "SH", "1")
    set(0x0020, 0x0011, "IS", "\(seriesNumber)")
    set(0x0020, 0x0012, "IS", "1")
    set(0x0020, 0x0052, "UI", DICOMUID.make("frame", subject))
    set(0x0020, 0x1040, "LO", "")
    return object
  }
}

extension StoredScaling {
  /// The attributes of the pixels' numbers.
  fileprivate func describe(in object: inout DICOMObject, isCT: Bool) {
    object.set(.samplesPerPixel, short: 1)
    object.set(.photometric, "CS", "MONOCHROME2")
    object.set(.bitsAllocated, short: 16)
    object.set(.bitsStored, short: bitsStored)
    object.set(.highBit, short: bitsStored - 1)
    object.set(.pixelRepresentation, short: isSigned ? 1 : 0)
    if isCT || slope != 1 || intercept != 0 {
      object.set(.rescaleIntercept, decimals: [intercept])
      object.set(.rescaleSlope, decimals: [slope])
      object.set(DICOMTag(0x0028, 0x1054), "LO", isCT ? "HU" : "US")
    }
  }
}
