internal import Files
internal import Foundation
internal import Geometry
internal import Volumes

/// A synthetic scan as a series of single-frame DICOM objects with an invented header.
struct ScanSeries {
  let image: NIfTIImage
  let modality: Modality
  let person: InventedPerson
  let description: String
  private let seriesUID: String
  private let instances: [String]
  private let orientation: [Double]
  private let normal: Vector3

  /// Describes the series of `image`, int16; `generator` draws its identifiers.
  init(
    _ image: NIfTIImage, _ modality: Modality, _ person: InventedPerson, description: String,
    generator: inout SeededGenerator
  ) {
    self.image = image
    self.modality = modality
    self.person = person
    self.description = description
    seriesUID = InventedPerson.uid(&generator)
    instances = (0..<image.grid.size.z).map { _ in InventedPerson.uid(&generator) }
    let columns = image.grid.affine.linear.columns
    let (right, down) = (Self.patient(normalized(columns.x)), Self.patient(normalized(columns.y)))
    orientation = [right.x, right.y, right.z, down.x, down.y, down.z]
    normal = cross(right, down)
  }

  /// From RAS+ to DICOM's LPS+.
  private static func patient(_ p: Vector3) -> Vector3 { Vector3(-p.x, -p.y, p.z) }

  /// Writes one file for each slice into `folder`.
  func write(to folder: URL) throws(EffaceError) {
    for slice in 0..<image.grid.size.z {
      let number = String(10_000 + slice + 1).dropFirst()
      let elements = elements(slice)
      try AtomicFile.write(
        elements.file(sopClass: sopClass, instance: instances[slice]),
        to: folder.appendingPathComponent("IM\(number).dcm"))
    }
  }

  private var sopClass: String {
    switch modality {
    case .ct: "1.2.840.10008.5.1.4.1.1.2"
    case .pet: "1.2.840.10008.5.1.4.1.1.128"
    default: "1.2.840.10008.5.1.4.1.1.4"
    }
  }

  private var code: String { modality == .ct ? "CT" : modality == .pet ? "PT" : "MR" }

  private func elements(_ slice: Int) -> DICOMElements {
    var data = DICOMElements()
    putIdentity(slice, &data)
    putAcquisition(&data)
    putPlace(slice, &data)
    putPixels(slice, &data)
    return data
  }

  private func putIdentity(_ slice: Int, _ data: inout DICOMElements) {
    data.put(0x0008_0005, "CS", "ISO_IR 192")
    data.put(0x0008_0008, "CS", modality == .ct ? "ORIGINAL\\PRIMARY\\AXIAL" : "ORIGINAL\\PRIMARY")
    data.put(0x0008_0016, "UI", sopClass)
    data.put(0x0008_0018, "UI", instances[slice])
    for tag in [0x0008_0020, 0x0008_0021, 0x0008_0022, 0x0008_0023] as [UInt32] {
      data.put(tag, "DA", person.studyDate)
    }
    for tag in [0x0008_0030, 0x0008_0031, 0x0008_0032, 0x0008_0033] as [UInt32] {
      data.put(tag, "TM", person.studyTime)
    }
    data.put(0x0008_0050, "SH", person.accession)
    data.put(0x0008_0060, "CS", code)
    data.put(0x0008_0070, "LO", "Efface synthetic")
    data.put(0x0008_0080, "LO", person.institution)
    data.put(0x0008_0090, "PN", person.physician)
    data.put(0x0008_1010, "SH", person.station)
    data.put(0x0008_1030, "LO", "Head")
    data.put(0x0008_103E, "LO", description)
    data.put(0x0008_1090, "LO", "Simulated")
    data.put(0x0010_0010, "PN", person.name)
    data.put(0x0010_0020, "LO", person.identifier)
    data.put(0x0010_0030, "DA", person.birthDate)
    data.put(0x0010_0040, "CS", person.sex)
    data.put(0x0010_1010, "AS", person.age)
  }

  private func putAcquisition(_ data: inout DICOMElements) {
    let thickness = image.grid.spacing.z
    data.put(0x0018_0015, "CS", "HEAD")
    if code == "MR" {
      let isInversion = modality != .t2
      data.put(0x0018_0020, "CS", modality == .t1 ? "GR" : modality == .t2 ? "SE" : "SE\\IR")
      data.put(0x0018_0021, "CS", "NONE")
      data.put(0x0018_0022, "CS", "")
      data.put(0x0018_0023, "CS", "3D")
      data.put(0x0018_0050, [thickness])
      data.put(0x0018_0080, [modality == .t1 ? 2300 : modality == .t2 ? 3200 : 5000])
      data.put(0x0018_0081, [modality == .t1 ? 3 : modality == .t2 ? 400 : 390])
      if isInversion { data.put(0x0018_0082, [modality == .t1 ? 900 : 1800]) }
      data.put(0x0018_0087, [3])
      data.put(0x0018_0088, [thickness])
      data.put(0x0018_0091, "IS", "1")
      data.put(0x0018_1314, [modality == .t1 ? 9 : 120])
    } else {
      data.put(0x0018_0050, [thickness])
      if code == "CT" { data.put(0x0018_0060, [120]) }
      data.put(0x0018_0088, [thickness])
    }
    if code == "PT" {
      data.put(0x0018_1181, "CS", "NONE")
      data.put(0x0018_1242, "IS", "600000")
    }
    data.put(0x0018_5100, "CS", "HFS")
  }

  private func putPlace(_ slice: Int, _ data: inout DICOMElements) {
    let origin = Self.patient(image.grid.affine(Vector3(0, 0, Double(slice))))
    data.put(0x0020_000D, "UI", person.studyUID)
    data.put(0x0020_000E, "UI", seriesUID)
    data.put(0x0020_0010, "SH", "1")
    data.put(0x0020_0011, "IS", code == "CT" ? "2" : "3")
    data.put(0x0020_0012, "IS", "1")
    data.put(0x0020_0013, "IS", "\(slice + 1)")
    data.put(0x0020_0032, [origin.x, origin.y, origin.z])
    data.put(0x0020_0037, orientation)
    data.put(0x0020_0052, "UI", person.frameUID)
    data.put(0x0020_1040, "LO", "")
    data.put(0x0020_1041, [dot(origin, normal)])
  }

  private func putPixels(_ slice: Int, _ data: inout DICOMElements) {
    let (size, spacing) = (image.grid.size, image.grid.spacing)
    // CT as scanners send it: unsigned from -1024 HU.
    let isCT = code == "CT"
    data.put(0x0028_0002, 1)
    data.put(0x0028_0004, "CS", "MONOCHROME2")
    data.put(0x0028_0010, size.y)
    data.put(0x0028_0011, size.x)
    data.put(0x0028_0030, [spacing.y, spacing.x])
    if code == "PT" { data.put(0x0028_0051, "CS", "ATTN\\DECY") }
    data.put(0x0028_0100, 16)
    data.put(0x0028_0101, isCT ? 12 : 16)
    data.put(0x0028_0102, isCT ? 11 : 15)
    data.put(0x0028_0103, isCT ? 0 : 1)
    if isCT || code == "PT" {
      data.put(0x0028_1052, [isCT ? -1024 : 0])
      data.put(0x0028_1053, [1])
    }
    if isCT { data.put(0x0028_1054, "LO", "HU") }
    if code == "PT" {
      data.put(0x0054_0016, "SQ", [])
      data.put(0x0054_0081, size.z)
      data.put(0x0054_0410, "SQ", [])
      data.put(0x0054_0414, "SQ", [])
      data.put(0x0054_1000, "CS", "STATIC\\IMAGE")
      data.put(0x0054_1001, "CS", "BQML")
      data.put(0x0054_1002, "CS", "EMISSION")
      data.put(0x0054_1102, "CS", "START")
      data.put(0x0054_1300, [0])
      data.put(0x0054_1330, slice + 1)
    }
    let area = size.x * size.y
    var pixels = Array(image.voxels[2 * slice * area..<2 * (slice + 1) * area])
    if isCT {
      for index in 0..<area {
        let stored = Int16(
          bitPattern: UInt16(pixels[2 * index]) | UInt16(pixels[2 * index + 1]) << 8)
        let raised = UInt16(clamping: Int(stored) + 1024)
        pixels[2 * index] = UInt8(raised & 255)
        pixels[2 * index + 1] = UInt8(raised >> 8)
      }
    }
    data.put(0x7FE0_0010, "OW", pixels)
  }
}
