import Files
import Foundation
import Geometry
import TestSupport
import Testing
import Volumes

@testable import DICOM

/// What a user may choose about a conversion.
@Suite struct ChoiceTests {
  /// Axial CT slices of 4 x 6 pixels whose values say row, column and slice.
  private func write(
    _ folder: URL, positions: [Vector3], values: (Int, Int, Int) -> Int,
    orientation: [Double] = [1, 0, 0, 0, 1, 0]
  ) throws {
    for (k, position) in positions.enumerated() {
      var object = DICOMObject()
      object.set(.sopClass, "UI", "1.2.840.10008.5.1.4.1.1.2")
      object.set(.sopInstance, "UI", "2.25.\(100 + k)")
      object.set(.modality, "CS", "CT")
      object.set(.seriesInstance, "UI", "2.25.2")
      object.set(.seriesNumber, "IS", "4")
      object.set(.instanceNumber, "IS", "\(k + 1)")
      object.set(DICOMTag(0x0010, 0x0010), "PN", "Doe^Jane")
      object.set(DICOMTag(0x0018, 0x1000), "LO", "Serial 77")
      object.set(.imagePosition, decimals: [position.x, position.y, position.z])
      object.set(.imageOrientation, decimals: orientation)
      object.set(.pixelSpacing, decimals: [1, 1])
      object.set(.rescaleSlope, decimals: [1])
      object.set(.rescaleIntercept, decimals: [-1024])
      object.set(.photometric, "CS", "MONOCHROME2")
      object.set(.samplesPerPixel, short: 1)
      object.set(.rows, short: 6)
      object.set(.columns, short: 4)
      object.set(.bitsAllocated, short: 16)
      object.set(.bitsStored, short: 16)
      object.set(.highBit, short: 15)
      object.set(.pixelRepresentation, short: 0)
      let pixels = (0..<24).map { values($0 % 4, $0 / 4, k) }
      object.set(pixels: pixels.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
      try object.write(to: folder.appendingPathComponent("\(k).dcm"))
    }
  }

  private func converted(
    _ folder: URL, _ options: ConversionOptions
  ) throws -> ConvertedSeries {
    let parser = InProcessDICOMParser()
    let series = try #require(try DICOMFolder(folder, parser: parser).series.first)
    return try series.converted(by: parser, options: options)
  }

  @Test func unevenSlicesAreResampledToTheirTypicalDistance() throws {
    let folder = try TemporaryFolder()
    // A value that rises by 10 a millimetre, so that interpolation is exact.
    let places = [0.0, 2, 4, 8, 10]
    try write(folder.url, positions: places.map { Vector3(0, 0, $0) }) { _, _, k in
      1000 + Int(10 * places[k])
    }
    let result = try converted(folder.url, ConversionOptions(uneven: .resample))
    #expect(result.image.grid.size == SIMD3(4, 6, 6))
    let line = (0..<6).map { result.image.volume()[1, 2, $0] }
    let expected: [Float] = [-24, -4, 16, 36, 56, 76]
    #expect(line == expected)
    #expect(result.warnings.contains { $0.contains("linear interpolation") })
    #expect(throws: EffaceError.self) {
      try converted(folder.url, ConversionOptions(uneven: .refuse))
    }
    #expect(try converted(folder.url, ConversionOptions()).image.grid.size.z == 5)
  }

  @Test(arguments: [20.0, -20]) func tiltIsCorrectedToWhereTheVoxelsWere(_ degrees: Double) throws {
    let folder = try TemporaryFolder()
    let angle = degrees * .pi / 180
    // A field that is linear in the world (LPS z and y), so that interpolation is exact but for
    // rounding: rows lean, the table moves along z.
    let row = { (j: Int, k: Int) in
      Vector3(0, cos(angle) * Double(j), sin(angle) * Double(j) + 2 * Double(k))
    }
    try write(
      folder.url, positions: (0..<5).map { Vector3(0, 0, 2 * Double($0)) },
      values: { _, j, k in 2000 + Int((30 * row(j, k).y + 20 * row(j, k).z).rounded()) },
      orientation: [1, 0, 0, 0, cos(angle), sin(angle)])
    let result = try converted(folder.url, ConversionOptions(tilt: .correct))
    let grid = result.image.grid
    let columns = grid.affine.linear.columns
    #expect(abs(dot(columns.y, columns.z)) < 1e-9)
    #expect(abs(length(columns.z) - 2 * cos(angle)) < 1e-6)
    var compared = 0
    let volume = result.image.volume()
    for k in 0..<grid.size.z {
      for j in 0..<grid.size.y where volume[0, j, k] > 0 {
        let world = grid.affine(Vector3(0, Double(j), Double(k)))
        let expected = 2000 - 1024 + 30 * -world.y + 20 * world.z
        // At the ends, where only one row is there, its value stands.
        if abs(Double(volume[0, j, k]) - expected) <= 1.5 { compared += 1 }
      }
    }
    #expect(compared >= 5 * 5)
    #expect(try converted(folder.url, ConversionOptions()).image.grid.size.y == 6)
  }

  @Test func valuesBelowZeroCanBecomeZero() throws {
    let folder = try TemporaryFolder()
    try write(folder.url, positions: [Vector3(), Vector3(0, 0, 1)]) { i, j, k in
      24 + 200 * (i + j + k)
    }
    let plain = try converted(folder.url, ConversionOptions()).image.volume().values
    let image = try converted(folder.url, ConversionOptions(clearsNegatives: true)).image
    #expect(plain.contains { $0 < 0 } && plain.contains { $0 > 0 })
    #expect(image.volume().values == plain.map { max($0, 0) })
    #expect(image.header.intercept == 0 && image.stored(at: 20) >= 0)
  }

  @Test func identifiersAreKeptOnlyOnDemand() throws {
    let folder = try TemporaryFolder()
    try write(folder.url, positions: [Vector3()]) { _, _, _ in 5 }
    let file = folder.file("0.dcm")
    let plain = try DICOMInstance(contentsOf: file)
    let text = String(decoding: try JSONEncoder().encode(plain.acquisition), as: UTF8.self)
    #expect(!text.contains("Jane") && !text.contains("77"))
    let kept = try DICOMInstance(contentsOf: file, keepsIdentifiers: true)
    #expect(kept.acquisition["PatientName"] == .text("Doe^Jane"))
    #expect(kept.acquisition["DeviceSerialNumber"] == .text("Serial 77"))
  }

  @Test func aThousandFilesBecomeOneVolume() throws {
    let folder = try TemporaryFolder()
    try write(folder.url, positions: (0..<1000).map { Vector3(0, 0, Double($0)) }) { i, j, k in
      i + 4 * j + 24 * k
    }
    let result = try converted(folder.url, ConversionOptions())
    #expect(result.image.grid.size == SIMD3(4, 6, 1000))
    #expect(result.image.stored(at: result.image.grid.index(1, 5, 999)) == 1 + 24 * 999)
    #expect(result.warnings.isEmpty && result.skipped.isEmpty)
  }
}
