import Files
import Foundation
import Geometry
import TestSupport
import Testing
import Volumes

@testable import DICOM

/// Enhanced multi-frame objects, encoded here byte by byte (PS3.5, 7.1.2 and 7.5).
@Suite struct EnhancedTests {
  private func number(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(value >> (8 * $0) & 0xFF) }
  }

  private func element(_ tag: DICOMTag, _ vr: String, _ value: [UInt8]) -> [UInt8] {
    let even = value.count % 2 == 0 ? value : value + [vr == "UI" ? 0 : 32]
    let head =
      number(Int(tag.number >> 16), 2) + number(Int(tag.number & 0xFFFF), 2) + Array(vr.utf8)
    let isLong = ["SQ", "OW", "OB"].contains(vr)
    return head + (isLong ? [0, 0] + number(even.count, 4) : number(even.count, 2)) + even
  }

  private func text(_ tag: DICOMTag, _ vr: String, _ value: String) -> [UInt8] {
    element(tag, vr, Array(value.utf8))
  }

  private func sequence(_ tag: DICOMTag, _ items: [[UInt8]]) -> [UInt8] {
    let mark: [UInt8] = [0xFE, 0xFF, 0x00, 0xE0]
    let encoded = items.reduce(into: [UInt8]()) { $0 += mark + number($1.count, 4) + $1 }
    return element(tag, "SQ", encoded)
  }

  private func short(_ tag: DICOMTag, _ value: Int) -> [UInt8] {
    element(tag, "US", number(value, 2))
  }

  /// An enhanced CT of `places` frames of 3 x 2 pixels, out of order, each with its own slope.
  private func file(slopes: [Double], places: [Double]) -> Data {
    let perFrame = zip(slopes, places).map { slope, z in
      sequence(.planePosition, [text(.imagePosition, "DS", "1\\2\\\(z)")])
        + sequence(
          .pixelValueTransformation,
          [text(.rescaleIntercept, "DS", "-1000") + text(.rescaleSlope, "DS", "\(slope)")])
    }
    let shared =
      sequence(.planeOrientation, [text(.imageOrientation, "DS", "1\\0\\0\\0\\1\\0")])
      + sequence(.pixelMeasures, [text(.pixelSpacing, "DS", "0.5\\0.25")])
    let syntax = text(.transferSyntax, "UI", "1.2.840.10008.1.2.1")
    var bytes = [UInt8](repeating: 0, count: 128) + Array("DICM".utf8)
    bytes += element(DICOMTag(2, 0), "UL", number(syntax.count, 4)) + syntax
    bytes += text(.sopClass, "UI", "1.2.840.10008.5.1.4.1.1.2.1")
    bytes += text(.sopInstance, "UI", "2.25.77") + text(.modality, "CS", "CT")
    bytes += text(.studyInstance, "UI", "2.25.1") + text(.seriesInstance, "UI", "2.25.2")
    bytes += text(.seriesNumber, "IS", "9") + text(.instanceNumber, "IS", "1")
    bytes += short(.samplesPerPixel, 1) + text(.photometric, "CS", "MONOCHROME2")
    bytes += text(.frameCount, "IS", "\(places.count)") + short(.rows, 2) + short(.columns, 3)
    bytes += short(.bitsAllocated, 16) + short(.bitsStored, 12) + short(.highBit, 11)
    bytes += short(.pixelRepresentation, 0)
    bytes += sequence(.sharedGroups, [shared]) + sequence(.perFrameGroups, perFrame)
    let pixels = places.indices.flatMap { frame in (0..<6).flatMap { number(10 * frame + $0, 2) } }
    bytes += element(.pixelData, "OW", pixels)
    return Data(bytes)
  }

  private func image(slopes: [Double], places: [Double]) throws -> NIfTIImage {
    let folder = try TemporaryFolder()
    try file(slopes: slopes, places: places).write(to: folder.file("enhanced.dcm"))
    return try #require(try convert(folder.url).first).image
  }

  @Test func framesAreSortedByPlace() throws {
    let image = try image(slopes: [1, 1, 1], places: [4, 0, 2])
    #expect(image.header.dimensions == [3, 2, 3])
    #expect(image.header.intercept == -1000)
    let values = image.volume().values
    // The upper left pixel of each frame lies in the second row of the volume.
    #expect([values[3], values[9], values[15]] == [-990, -980, -1000])
    #expect(image.grid.affine.rows[0] == [-0.25, 0, 0, -1])
    #expect(image.grid.affine.rows[2] == [0, 0, 2, 0])
  }

  @Test func slopesOfFramesAreApplied() throws {
    let image = try image(slopes: [1, 2], places: [0, 1])
    #expect(image.header.voxelType == .float32)
    #expect(image.volume().values[6 + 3] == 2 * 10 - 1000)
  }
}
