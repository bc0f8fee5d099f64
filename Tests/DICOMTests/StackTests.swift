import Files
import Foundation
import Geometry
import TestSupport
import Testing
import Volumes

@testable import DICOM

/// Series that the writer does not make: each object is built by hand.
@Suite struct StackTests {
  /// One axial CT slice of 3 x 2 pixels.
  private struct Slice {
    var instance = 1
    var position = Vector3(0, 0, 0)
    var pixels: [UInt16] = [1, 2, 3, 4, 5, 6]
    var bitsStored = 16
    var isSigned = false
    var slope = 1.0
    var echoTime: Double?
    var temporalPosition: Int?
    var imageType = "ORIGINAL\\PRIMARY\\AXIAL"

    func write(to folder: URL) throws {
      var object = DICOMObject()
      object.set(.sopClass, "UI", "1.2.840.10008.5.1.4.1.1.2")
      object.set(.sopInstance, "UI", DICOMUID.make("test", "\(self)"))
      object.set(.modality, "CS", "CT")
      object.set(.imageType, "CS", imageType)
      object.set(.studyInstance, "UI", "2.25.1")
      object.set(.seriesInstance, "UI", "2.25.2")
      object.set(.seriesNumber, "IS", "4")
      object.set(.instanceNumber, "IS", "\(instance)")
      object.set(.imagePosition, decimals: [position.x, position.y, position.z])
      object.set(.imageOrientation, decimals: [1, 0, 0, 0, 1, 0])
      object.set(.pixelSpacing, decimals: [0.5, 0.25])
      object.set(.rescaleSlope, decimals: [slope])
      object.set(.rescaleIntercept, decimals: [0])
      if let echoTime { object.set(.echoTime, decimals: [echoTime]) }
      if let temporalPosition { object.set(.temporalPosition, "IS", "\(temporalPosition)") }
      object.set(.photometric, "CS", "MONOCHROME2")
      object.set(.samplesPerPixel, short: 1)
      object.set(.rows, short: 2)
      object.set(.columns, short: 3)
      object.set(.bitsAllocated, short: 16)
      object.set(.bitsStored, short: bitsStored)
      object.set(.highBit, short: bitsStored - 1)
      object.set(.pixelRepresentation, short: isSigned ? 1 : 0)
      object.set(pixels: pixels.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
      try object.write(to: folder.appendingPathComponent("\(UUID().uuidString).dcm"))
    }
  }

  private func convert(_ slices: [Slice]) throws -> [ConvertedSeries] {
    let folder = try TemporaryFolder()
    for slice in slices { try slice.write(to: folder.url) }
    return try DICOMTests.convert(folder.url)
  }

  @Test func rowsAreTurnedAndSpacingIsNotSwapped() throws {
    let image = try #require(try convert([Slice(position: Vector3(7, 8, 9))]).first).image
    // The first row of the picture, the front, becomes the last.
    #expect(image.volume().values == [4, 5, 6, 1, 2, 3])
    #expect(image.grid.size == SIMD3(3, 2, 1))
    // Columns are 0.25 mm apart, rows 0.5 mm, by the order of Pixel Spacing.
    #expect(image.grid.affine.rows[0] == [-0.25, 0, 0, -7])
    #expect(image.grid.affine.rows[1] == [0, 0.5, 0, -8.5])
  }

  @Test func slicesAreSortedByPlaceNotByNumber() throws {
    let slices = [(1, 4.0), (2, 0), (3, 2)].map { number, z in
      Slice(
        instance: number, position: Vector3(0, 0, z),
        pixels: .init(repeating: UInt16(z), count: 6))
    }
    let result = try #require(try convert(slices).first)
    let values = result.image.volume().values
    #expect([values[0], values[6], values[12]] == [0, 2, 4])
    #expect(result.image.grid.spacing.z == 2)
  }

  @Test func typesAreChosenAsDcm2niixDoes() throws {
    let twelve = try convert([Slice(bitsStored: 12)])[0].image
    #expect(twelve.header.voxelType == .int16)
    let sixteen = try convert([Slice(pixels: [0, 1, 2, 3, 4, 40_000])])[0].image
    #expect(sixteen.header.voxelType == .uint16)
    #expect(sixteen.volume().values.max() == 40_000)
    let small = try convert([Slice(pixels: [0, 1, 2, 3, 4, 32_767])])[0].image
    #expect(small.header.voxelType == .int16)
  }

  @Test func bitsAboveTheStoredOnesAreNotPartOfTheValue() throws {
    // An overlay in bit 15 and a negative number of 12 bits.
    let overlay = try convert([Slice(pixels: [0x8001, 2, 3, 4, 5, 6], bitsStored: 12)])[0].image
    #expect(overlay.volume().values[3] == 1)
    let negative = try convert(
      [Slice(pixels: [0x0FFF, 2, 3, 4, 5, 6], bitsStored: 12, isSigned: true)])[0].image
    #expect(negative.volume().values[3] == -1)
  }

  @Test func slopesThatVaryAreApplied() throws {
    let image = try convert([
      Slice(slope: 0.5), Slice(instance: 2, position: Vector3(0, 0, 1), slope: 2),
    ])[0].image
    #expect(image.header.voxelType == .float32)
    #expect(image.volume().values == [2, 2.5, 3, 0.5, 1, 1.5, 8, 10, 12, 2, 4, 6])
  }

  @Test func repeatedPlacesAreTimes() throws {
    let slices = (0..<6).map { number in
      Slice(
        instance: number + 1, position: Vector3(0, 0, Double(number % 3)),
        pixels: .init(repeating: UInt16(number), count: 6), temporalPosition: number / 3 + 1)
    }
    let image = try #require(try convert(slices).first).image
    #expect(image.header.dimensions == [3, 2, 3, 2])
    #expect(image.volume(frame: 1).values.first == 3)
    #expect(image.volume(frame: 0).values.last == 2)
  }

  @Test func tiltIsCarriedByTheAffine() throws {
    let shift = tan(20 * Double.pi / 180)
    let slices = (0..<5).map { number in
      Slice(instance: number, position: Vector3(0, shift * Double(number), Double(number)))
    }
    let result = try #require(try convert(slices).first)
    #expect(result.warnings.contains { $0.contains("tilted by 20 degrees") })
    // The first pixel of the last slice lies at (0, 4 shift, 4) in LPS; it is voxel (0, 1, 4).
    let place = result.image.grid.affine(Vector3(0, 1, 4))
    #expect(length(place - Vector3(0, -4 * shift, 4)) < 1e-6)
  }

  @Test func unevenGapsAreSaid() throws {
    let slices = [0, 1, 2.4, 3.4].enumerated().map { number, z in
      Slice(instance: number, position: Vector3(0, 0, z))
    }
    let result = try #require(try convert(slices).first)
    #expect(result.warnings.contains { $0.contains("varies from 1 to 1.4 mm") })
  }

  @Test func echoesAndPhasesAreSplit() throws {
    let series = try convert([
      Slice(echoTime: 2), Slice(instance: 2, echoTime: 4),
      Slice(instance: 3, echoTime: 2, imageType: "ORIGINAL\\PRIMARY\\P"),
    ])
    #expect(series.count == 3)
  }

  @Test func cutShortFileIsRefused() throws {
    let folder = try TemporaryFolder()
    try Slice().write(to: folder.url)
    let files = try FileManager.default.contentsOfDirectory(
      at: folder.url, includingPropertiesForKeys: nil)
    let data = try Data(contentsOf: files[0])
    try data.dropLast(4).write(to: files[0])
    #expect(throws: EffaceError.self) { try DICOMInstance(contentsOf: files[0]) }
  }
}
