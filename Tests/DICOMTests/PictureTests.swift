import Files
import Foundation
import Geometry
import TestSupport
import Testing
import Volumes

@testable import DICOM

/// Objects that are no scans, written here.
@Suite struct PictureTests {
  /// A picture of 3 x 2 pixels without a place; `change` adds to it.
  private func write(
    to file: URL, number: Int = 1, pixels: [UInt8], _ change: (inout DICOMObject) -> Void
  ) throws {
    var object = DICOMObject()
    object.set(.sopClass, "UI", "1.2.840.10008.5.1.4.1.1.7")
    object.set(.sopInstance, "UI", "2.25.\(100 + number)")
    object.set(.modality, "CS", "OT")
    object.set(.seriesInstance, "UI", "2.25.2")
    object.set(.instanceNumber, "IS", "\(number)")
    object.set(.photometric, "CS", "MONOCHROME2")
    object.set(.samplesPerPixel, short: 1)
    object.set(.rows, short: 2)
    object.set(.columns, short: 3)
    object.set(.bitsAllocated, short: 8)
    object.set(.bitsStored, short: 8)
    object.set(.highBit, short: 7)
    object.set(.pixelRepresentation, short: 0)
    object.set(pixels: pixels)
    change(&object)
    try object.write(to: file)
  }

  private func colours(_ name: String, planes: Bool, _ object: inout DICOMObject) {
    object.set(.photometric, "CS", name)
    object.set(.samplesPerPixel, short: 3)
    object.set(DICOMTag(0x0028, 0x0006), short: planes ? 1 : 0)
  }

  @Test("Colours become rgb24, each pixel's three together, rows from below")
  func rgb() throws {
    let interleaved: [UInt8] = (0..<18).map { 10 * UInt8($0) }
    let planar: [UInt8] = (0..<18).map { interleaved[$0 % 6 * 3 + $0 / 6] }
    for (bytes, planes) in [(interleaved, false), (planar, true)] {
      let folder = try TemporaryFolder()
      try write(to: folder.file("a.dcm"), pixels: bytes) { colours("RGB", planes: planes, &$0) }
      let image = try #require(try convert(folder.url, takesPictures: true).first).image
      #expect(image.header.voxelType == .rgb24 && image.header.dimensions == [3, 2, 1])
      #expect(image.voxels == Array(interleaved[9...] + interleaved[..<9]))
      #expect(image.header.slope == 1 && image.header.intercept == 0)
    }
  }

  @Test("Luminance and differences of colour become red, green and blue")
  func luminance() {
    // ITU-R BT.601: the primaries and grey.
    let samples: [UInt8] = [76, 85, 255, 150, 44, 21, 29, 255, 107, 90, 128, 128]
    let colours: [UInt8] = [254, 0, 0, 0, 255, 1, 0, 0, 254, 90, 90, 90]
    #expect(ColourCoding.full.rgb(samples, framePixels: 4, isPlanar: false) == colours)
    #expect(ColourCoding.reversible.rgb(samples, framePixels: 4, isPlanar: false) == samples)
    let planes: [UInt8] = [76, 150, 85, 44, 255, 21, 29, 90, 255, 128, 107, 128]
    #expect(ColourCoding.halved.rgb(planes, framePixels: 2, isPlanar: true) == colours)
  }

  @Test("What cannot be held is refused by name")
  func refusals() throws {
    let folder = try TemporaryFolder()
    try write(to: folder.file("a.dcm"), number: 1, pixels: Array(repeating: 1, count: 36)) {
      colours("RGB", planes: false, &$0)
      $0.set(.bitsAllocated, short: 16)
      $0.set(.bitsStored, short: 16)
      $0.set(.highBit, short: 15)
    }
    try write(to: folder.file("b.dcm"), number: 2, pixels: Array(repeating: 1, count: 18)) {
      colours("HSV", planes: false, &$0)
    }
    let found = try DICOMFolder(folder.url, parser: InProcessDICOMParser(), takesPictures: true)
    #expect(found.series.isEmpty)
    let reasons = found.skipped.map(\.reason)
    #expect(
      reasons == [
        "It is left out since its colours have 16 bits a sample, and NIfTI holds 8.",
        "It is left out since its colours are coded as HSV, which is not read.",
      ])
  }

  @Test("Pictures without a place are stacked by their numbers and claim no place")
  func placeless() throws {
    let folder = try TemporaryFolder()
    for (name, number) in [("a", 9), ("b", 2), ("c", 4)] {
      try write(
        to: folder.file("\(name).dcm"), number: number,
        pixels: (0..<6).map { UInt8(10 * number + $0) }
      ) { $0.set(.sliceThickness, decimals: [4]) }
    }
    let series = try #require(try convert(folder.url, takesPictures: true).first)
    let header = series.image.header
    #expect(header.dimensions == [3, 2, 3] && header.qformCode == 0 && header.sformCode == 0)
    #expect(
      series.image.grid.affine
        == Affine(linear: Matrix3(diagonal: Vector3(1, 1, 4)), translation: Vector3()))
    #expect(series.image.voxels.prefix(6) == [23, 24, 25, 20, 21, 22])
    #expect([6, 12].map { series.image.voxels[$0] } == [43, 93])
    #expect(series.warnings.contains { $0.contains("do not say where") })
    let file = folder.file("volume.nii")
    try series.image.write(to: file)
    let read = try NIfTIImage(contentsOf: file)
    #expect(read.grid == series.image.grid && read.voxels == series.image.voxels)
    #expect(try convert(folder.url).isEmpty)
  }

  @Test("Eight pixels of a byte are taken apart, the first from the lowest bit")
  func bits() throws {
    let folder = try TemporaryFolder()
    try write(to: folder.file("a.dcm"), pixels: [0b0010_1101, 0]) {
      $0.set(.bitsAllocated, short: 1)
      $0.set(.bitsStored, short: 1)
      $0.set(.highBit, short: 0)
    }
    let image = try #require(try convert(folder.url, takesPictures: true).first).image
    #expect(image.header.voxelType == .uint8 && image.voxels == [1, 0, 1, 1, 0, 1])
  }

  /// Overlay 1 of `rows` by `columns` bits whose first lies on pixel `origin` (row, column, from 1).
  private func overlay(
    _ object: inout DICOMObject, rows: Int, columns: Int, origin: [Int], bits: [UInt8],
    use: String = "R"
  ) {
    object.set(DICOMTag(0x6000, 0x0010), short: rows)
    object.set(DICOMTag(0x6000, 0x0011), short: columns)
    object.set(DICOMTag(0x6000, 0x0040), "CS", use)
    let places = origin.flatMap { place in
      withUnsafeBytes(of: Int16(place).littleEndian) { Array($0) }
    }
    object.set(DICOMTag(0x6000, 0x0050), "SS", bytes: places)
    object.set(DICOMTag(0x6000, 0x3000), "OW", bytes: bits)
  }

  @Test("Overlays become volumes of 0 and 1 at the place that their origin says")
  func overlays() throws {
    let parser = InProcessDICOMParser()
    for (rows, columns, origin, bits, expected): (Int, Int, [Int], [UInt8], [UInt8]) in [
      (2, 3, [1, 1], [0b0010_1101, 0], [1, 0, 1, 1, 0, 1]),
      (1, 2, [2, 2], [0b11, 0], [0, 0, 0, 0, 1, 1]),
      // Two rows above and one column to the left; a space as a byte is data, not padding.
      (4, 4, [-1, 0], [0x00, 0x20], [0, 0, 0, 1, 0, 0]),
      (1, 3, [9, 9], [0b111, 0], [0, 0, 0, 0, 0, 0]),
    ] {
      let folder = try TemporaryFolder()
      try write(to: folder.file("a.dcm"), pixels: Array(1...6)) {
        overlay(&$0, rows: rows, columns: columns, origin: origin, bits: bits)
      }
      let series = try #require(
        try DICOMFolder(folder.url, parser: parser, takesPictures: true).series.first)
      #expect(series.overlayNumbers(regions: true) == [1])
      let image = try series.overlay(1).converted(by: parser).image
      #expect(image.header.voxelType == .uint8 && image.header.dimensions == [3, 2, 1])
      #expect(image.voxels == Array(expected[3...] + expected[..<3]))
      #expect(try series.converted(by: parser).image.voxels == [4, 5, 6, 1, 2, 3])
    }
  }

  @Test("Overlays that may be writing are left out by name unless they are asked for")
  func graphics() throws {
    let (folder, output) = (try TemporaryFolder(), try TemporaryFolder())
    try write(to: folder.file("a.dcm"), pixels: Array(1...6)) {
      overlay(&$0, rows: 2, columns: 3, origin: [1, 1], bits: [1, 0], use: "G")
    }
    func convert(takesGraphics: Bool, to name: String) throws -> DICOMConversion {
      try DICOMConverter(
        parser: InProcessDICOMParser(), names: NamePattern(),
        options: ConversionOptions(takesPictures: true, takesGraphics: takesGraphics)
      ).convert(folder.url, to: output.file(name))
    }
    let without = try convert(takesGraphics: false, to: "a")
    #expect(without.outputs.count == 1)
    #expect(without.skipped.contains { $0.reason.hasPrefix("Overlay 1 of its series") })
    let whole = try convert(takesGraphics: true, to: "b")
    #expect(whole.outputs.count == 2 && whole.skipped.isEmpty)
    #expect(whole.outputs[1].file.hasSuffix("_ROI1.nii.gz"))
  }

  @Test("Colours keep their channels where slices are resampled")
  func resampled() {
    let grid = Grid(
      size: SIMD3(1, 1, 2), affine: Affine(linear: .identity, translation: Vector3()))
    let image = NIfTIImage(
      header: NIfTIHeader(grid: grid, type: .rgb24), voxels: [0, 100, 200, 100, 0, 200])
    let even = Regridding.even(image, distances: [0, 2], step: 1)
    #expect(even.voxels == [0, 100, 200, 50, 50, 200, 100, 0, 200])
    #expect(even.header.voxelType == .rgb24)
  }
}
