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
