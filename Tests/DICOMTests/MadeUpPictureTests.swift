import Files
import Foundation
import Geometry
import TestSupport
import Testing
import Volumes

@testable import DICOM

/// What is no scan (colours, indices, doses, single bits, pictures without a place or with one for
/// several frames), encoded by pydicom and GDCM, beside dcm2niix 1.0.20220720.
@Suite(
  .serialized, .enabled(if: MadeUpSeries.python != nil, "EFFACE_PEERS_PYTHON is not set"))
struct MadeUpPictureTests {
  private static let dose = """
    dcm2niix takes neither Grid Frame Offset Vector, so that planes lie 1 mm apart and always upwards, \
    nor Dose Grid Scaling, so that values are no doses (PS3.3 C.8.8.3).
    """

  /// Kinds on which the two differ, and why Efface is believed.
  private static let exceptions: [String: String] = [
    "dose": dose, "dose_16": dose, "dose_absolute": dose, "dose_coronal": dose,
    "dose_downwards": dose, "dose_uneven": dose,
    "frames_down": """
    dcm2niix stacks frames upwards whatever the normal is, which is against it here.
    """,
    "frames_negative": """
    dcm2niix does not take the sign of Spacing Between Slices, which says that frames are stacked \
    against the normal (PS3.3 C.8.4.15).
    """,
    "frames_interleaved": """
    dcm2niix does not take Slice Vector, which says that the frames of a place follow each other.
    """,
    "rgb_jpeg_ls": "Debian's dcm2niix is built without JPEG-LS and writes nothing.",
    "rgb_rle": """
    dcm2niix takes pixels that its decoder of RLE has put together already for planes, and mixes \
    them up.
    """,
    "segments": """
    dcm2niix stacks the planes of two segments on each other; Referenced Segment Number tells them \
    apart.
    """,
    "ybr_full":
      "dcm2niix writes luminance and differences of colour as if they were red, green, blue.",
    "ybr_full_422": """
    dcm2niix expects three samples for each pixel and says that the files are cut short.
    """,
    "ybr_full_planes": """
    dcm2niix writes luminance and differences of colour as if they were red, green, blue.
    """,
    "ybr_jpeg": "Decoders of lossy JPEG round differently.",
  ]

  @Test(
    "Each volume is one that dcm2niix writes, or the reason is known",
    .enabled(if: PeerTests.hasPeer, "dcm2niix is not installed"), arguments: MadeUpSeries.pictures)
  func besideDcm2niix(_ kind: String) throws {
    try MadeUpSeries.holdBesideDcm2niix(kind, exceptions: Self.exceptions)
  }

  @Test("Colours are those that pydicom reads, however they are coded")
  func colours() throws {
    let folder = try MadeUpSeries.folder.get()
    for kind in [
      "rgb_rle", "rgb_jpeg_lossless", "rgb_jpeg_ls", "ybr_full", "ybr_full_planes", "ybr_full_422",
      "ybr_jpeg",
    ] {
      let plain = try #require(
        try convert(folder.file("\(kind)_plain"), takesPictures: true).first
      ).image
      let image = try #require(try convert(folder.file(kind), takesPictures: true).first).image
      #expect(image.header.bytes == plain.header.bytes && plain.header.voxelType == .rgb24)
      let furthest = zip(image.voxels, plain.voxels).map { abs(Int($0) - Int($1)) }.max()
      // Lossy JPEG of slow changes, at GDCM's quality.
      #expect(furthest ?? 256 <= (kind == "ybr_jpeg" ? 6 : 0), "\(kind)")
    }
  }

  @Test("Doses lie where their offsets say and are scaled")
  func doses() throws {
    let folder = try MadeUpSeries.folder.get()
    // Where the planes lie in the order of the volume: the first one and the way to the next.
    let expected: [(kind: String, first: Vector3, step: Vector3, planes: Int)] = [
      ("dose", Vector3(-3, 4, 20), Vector3(0, 0, 2), 4),
      ("dose_16", Vector3(-3, 4, 20), Vector3(0, 0, 2.5), 3),
      ("dose_absolute", Vector3(-3, 4, 20), Vector3(0, 0, 2), 3),
      ("dose_downwards", Vector3(-3, 4, 16), Vector3(0, 0, 2), 3),
      ("dose_coronal", Vector3(-3, 4, 20), Vector3(0, -2, 0), 3),
    ]
    for (kind, first, step, planes) in expected {
      let image = try #require(try convert(folder.file(kind), takesPictures: true).first).image
      let size = image.grid.size
      #expect(size == SIMD3(10, 12, planes), "\(kind)")
      // Rows are turned, so the first pixel of a plane lies in the last row.
      let corner = image.grid.affine(Vector3(0, Double(size.y - 1), 0))
      #expect(length(corner - first) < 1e-4, "\(kind)")
      #expect(length(image.grid.affine.linear.columns.z - step) < 1e-4, "\(kind)")
      #expect(abs(image.header.slope - 0.0025) < 1e-9)
      let top = try #require(image.storedRange?.upperBound)
      #expect(top > 20_000 && top < 30_000)
    }
    let uneven = try #require(
      try convert(folder.file("dose_uneven"), takesPictures: true).first)
    #expect(uneven.warnings.contains { $0.contains("varies from 2 to 3 mm") })
  }

  @Test("Segments that share their places become volumes of their own")
  func segments() throws {
    let parts = try convert(
      try MadeUpSeries.folder.get().file("segments"), takesPictures: true)
    #expect(parts.map(\.image.header.dimensions) == [[10, 12, 4], [10, 12, 4]])
    #expect(parts[0].image.voxels != parts[1].image.voxels)
    #expect(parts[1].warnings.contains { $0.contains("segment 2") })
  }

  @Test("Frames of a file lie at the places that Slice Vector says, in the order of the file")
  func slices() throws {
    let folder = try MadeUpSeries.folder.get().file("frames_interleaved")
    let file = try #require(try DICOMFolder.files(under: folder).first)
    let pixels = try DICOMPixels(file)
    let image = try #require(try convert(folder, takesPictures: true).first).image
    #expect(image.header.dimensions == [10, 12, 3, 2])
    let frame = pixels.layout.frameByteCount
    for index in 0..<6 {
      // Slices and then times in the volume, times and then slices in the file.
      let start = (index % 2 * 3 + index / 2) * frame
      let volume = image.voxels[start..<start + frame]
      let rows = stride(from: volume.startIndex, to: volume.endIndex, by: 20).reversed()
      let picture = rows.flatMap { volume[$0..<$0 + 20] }
      #expect(picture == Array(pixels.bytes[index * frame..<(index + 1) * frame]))
    }
  }

  @Test("Frames follow each other along the normal, or against it where the spacing is negative")
  func runs() throws {
    let folder = try MadeUpSeries.folder.get()
    // Where the first frame of the file lies in the volume and the way between slices, mm, RAS+.
    let expected: [(kind: String, first: Int, step: Vector3)] = [
      ("frames_spacing", 0, Vector3(0, 0, 3.5)), ("frames_thickness", 0, Vector3(0, 0, 2.5)),
      ("frames_negative", 4, Vector3(0, 0, 3.5)), ("frames_down", 0, Vector3(0, 0, -2.5)),
    ]
    for (kind, first, step) in expected {
      let image = try #require(try convert(folder.file(kind), takesPictures: true).first).image
      #expect(length(image.grid.affine.linear.columns.z - step) < 1e-4, "\(kind)")
      #expect(abs(image.grid.affine(Vector3(0, 0, Double(first))).z - 20) < 1e-4, "\(kind)")
      let file = try #require(try DICOMFolder.files(under: folder.file(kind)).first)
      let pixels = try DICOMPixels(file).bytes
      // The first row of a picture is the last of its slice.
      let start = (first * 120 + 110) * 2
      #expect(Array(image.voxels[start..<start + 20]) == Array(pixels[..<20]), "\(kind)")
    }
  }

  @Test("Colours of 32 bits a sample are refused, which dcm2niix writes as if they were grey")
  func wideColours() throws {
    let folder = try MadeUpSeries.folder.get().file("rgb_wide")
    let found = try DICOMFolder(folder, parser: InProcessDICOMParser(), takesPictures: true)
    #expect(found.series.isEmpty && found.skipped.count == 3)
    #expect(found.skipped.allSatisfy { $0.reason.contains("have 32 bits a sample") })
  }

  @Test("None of them is taken for a scan that could be defaced")
  func noScans() throws {
    let known = [
      "colour picture", "dose distribution", "single bits", "no position or orientation",
      "one place for all",
    ]
    for kind in MadeUpSeries.pictures {
      let found = try DICOMFolder(
        MadeUpSeries.folder.get().file(kind), parser: InProcessDICOMParser())
      #expect(found.series.isEmpty && !found.skipped.isEmpty, "\(kind)")
      #expect(found.skipped.allSatisfy { file in known.contains { file.reason.contains($0) } })
    }
  }
}
