import DICOM
import Foundation
import Geometry
import TestSupport
import Testing
import Volumes

/// The same folders through dcm2niix, which must agree in layout, affine and values.
@Suite struct PeerTests {
  static let peer = "/usr/bin/dcm2niix"
  static let hasPeer = FileManager.default.isExecutableFile(atPath: peer)

  private func compare(_ folder: URL, series expected: Int) throws {
    let output = try TemporaryFolder()
    // "-i n" keeps derived images; "%j" is the series UID.
    let status = try run(
      Self.peer, ["-z", "n", "-f", "%s", "-o", output.url.path, folder.path])
    #expect(status == 0)
    let parser = InProcessDICOMParser()
    let all = try DICOMFolder(folder, parser: parser).series
    #expect(all.count == expected)
    for series in all {
      let mine = try series.converted(by: parser).image
      let theirs = try NIfTIImage(contentsOf: output.file("\(series.seriesNumber).nii"))
      #expect(mine.header.dimensions == theirs.header.dimensions)
      #expect(mine.header.voxelType == theirs.header.voxelType)
      #expect(Phantom.difference(mine.grid.affine, theirs.grid.affine) < 1e-3)
      #expect(mine.header.slope == theirs.header.slope)
      #expect(mine.header.intercept == theirs.header.intercept)
      #expect(mine.voxels == theirs.voxels)
    }
  }

  @Test(.enabled(if: hasPeer, "dcm2niix is not installed"))
  func writtenSeries() throws {
    let rotation = Matrix3.rotation(degrees: 12, about: Vector3(1, -1, 0.3))
    for (number, linear) in Phantom.orientations(rotation: rotation).enumerated() {
      let folder = try TemporaryFolder()
      let writer = DICOMSeriesWriter(
        subject: "s\(number)", seriesNumber: number + 1, isThreeDimensional: number % 4 < 2)
      let volume = Phantom.volume(SIMD3(8, 7, 6), linear: linear, low: 0)
      try writer.write(volume, modality: number % 2 == 0 ? .t1 : .ct, to: folder.url)
      try compare(folder.url, series: 1)
    }
  }

  @Test(
    .enabled(if: hasPeer && SharedData.dicom != nil, "dcm2niix or the shared scans are missing"),
    arguments: [
      ("cirs_head_phantom_ct", 1), ("fnndsc_adi_brain_mr", 2), ("dcmqa_decubitus_mr", 2),
    ])
  func realSeries(_ name: String, _ series: Int) throws {
    let archive = try #require(SharedData.dicom).appendingPathComponent("\(name).tar.xz")
    let folder = try TemporaryFolder()
    #expect(try run("/bin/tar", ["xf", archive.path, "-C", folder.url.path]) == 0)
    try compare(folder.url, series: series)
  }
}
