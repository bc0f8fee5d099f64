import DICOM
import Files
import Foundation
import Geometry
import TestSupport
import Testing
import Volumes

@Suite struct RoundTripTests {
  @Test func ctComesBackExactly() throws {
    let folder = try TemporaryFolder()
    let volume = Phantom.volume()
    try DICOMSeriesWriter(subject: "anna").write(volume, modality: .ct, to: folder.url)
    let result = try #require(try convert(folder.url).first)
    #expect(result.image.grid == volume.grid)
    #expect(result.image.volume().values == volume.values)
    #expect(result.image.header.voxelType == .int16)
    #expect(result.image.header.intercept == -1024)
    #expect(result.warnings.isEmpty)
    #expect(result.acquisition["Modality"] == .text("CT"))
  }

  @Test func ctBelowAir() throws {
    let folder = try TemporaryFolder()
    let volume = Phantom.volume(low: -3024)
    try DICOMSeriesWriter(subject: "anna").write(volume, modality: .ct, to: folder.url)
    #expect(try convert(folder.url).first?.image.volume().values == volume.values)
  }

  @Test func threeDimensionalMRIsTurnedToRAS() throws {
    let folder = try TemporaryFolder()
    let volume = Phantom.volume(linear: Matrix3(diagonal: Vector3(1, 1, 1.5)), low: 0)
    try DICOMSeriesWriter(subject: "ben").write(volume, modality: .t1, to: folder.url)
    let result = try #require(try convert(folder.url).first)
    #expect(result.image.grid == volume.grid)
    #expect(result.image.volume().values == volume.values)
  }

  @Test func fractionsAreSpreadOverSixteenBits() throws {
    let folder = try TemporaryFolder()
    var volume = Phantom.volume(low: 0)
    volume.values = volume.values.map { $0 * 0.0173 - 1 }
    try DICOMSeriesWriter(subject: "ben", isThreeDimensional: false)
      .write(volume, modality: .t1, to: folder.url)
    let result = try #require(try convert(folder.url).first)
    let range = try #require(volume.values.max()) + 1
    for (a, b) in zip(result.image.volume().values, volume.values) {
      #expect(abs(a - b) <= range / 65_535)
    }
  }

  @Test(arguments: [Matrix3.identity, .rotation(degrees: 17, about: Vector3(1, 2, -0.5))])
  func everyOrientationKeepsItsPlaceInTheWorld(_ rotation: Matrix3) throws {
    let parser = InProcessDICOMParser()
    for (number, linear) in Phantom.orientations(rotation: rotation).enumerated() {
      let folder = try TemporaryFolder()
      let volume = Phantom.volume(linear: linear)
      let writer = DICOMSeriesWriter(subject: "s\(number)", isThreeDimensional: number % 2 == 0)
      try writer.write(volume, modality: number % 3 == 0 ? .t1 : .ct, to: folder.url)
      let series = try #require(try DICOMFolder(folder.url, parser: parser).series.first)
      let image = try series.converted(by: parser).image
      #expect(Phantom.agree(volume, image.volume()), "orientation \(number)")
    }
  }

  @Test func sameCallSameBytes() throws {
    let (a, b) = (try TemporaryFolder(), try TemporaryFolder())
    let writer = DICOMSeriesWriter(subject: "anna")
    let first = try writer.write(Phantom.volume(), modality: .ct, to: a.url)
    let second = try writer.write(Phantom.volume(), modality: .ct, to: b.url)
    for (one, two) in zip(first, second) {
      #expect(try Data(contentsOf: one) == Data(contentsOf: two))
    }
    let instance = try DICOMInstance(contentsOf: first[0])
    #expect(instance.sopInstance.hasPrefix("2.25.") && instance.sopInstance.utf8.count <= 64)
    #expect(instance.sopInstance != (try DICOMInstance(contentsOf: first[1])).sopInstance)
  }

  @Test func shearedVolumeIsRefused() throws {
    let folder = try TemporaryFolder()
    let sheared = Matrix3(columns: Vector3(-1, 0, 0), Vector3(0, 1, 0), Vector3(0, 0.4, 2))
    #expect(throws: EffaceError.self) {
      try DICOMSeriesWriter(subject: "anna")
        .write(Phantom.volume(linear: sheared), modality: .ct, to: folder.url)
    }
  }
}
