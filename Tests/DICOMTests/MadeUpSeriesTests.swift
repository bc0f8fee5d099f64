import Files
import Foundation
import Geometry
import TestSupport
import Testing
import Volumes

@testable import DICOM

/// Series of every kind, encoded by pydicom and GDCM, beside dcm2niix 1.0.20220720.
@Suite(
  .serialized, .enabled(if: MadeUpSeries.python != nil, "EFFACE_PEERS_PYTHON is not set"))
struct MadeUpSeriesTests {
  private static let overlaySize = """
    dcm2niix takes overlays only that begin in the corner of the picture and are as large; Overlay \
    Origin says where others lie (PS3.3 C.9.2).
    """

  /// Kinds on which the two differ, and why Efface is believed.
  private static let exceptions: [String: String] = [
    "contrast": """
    dcm2niix puts the images before and after the contrast agent, which lie at the same places, into \
    one volume as if they were points in time; Efface splits them.
    """,
    "deflated": "Debian's dcm2niix reads no deflated data sets and writes nothing.",
    "dixon": """
    dcm2niix puts water and fat, and in-phase and out-of-phase images, into one volume each as if they \
    were points in time; Efface splits them by Image Type.
    """,
    "enhanced_b_value": """
    dcm2niix stacks three b-values as twelve slices; the places are four.
    """,
    "enhanced_echoes": """
    dcm2niix stacks two echoes as eight slices; Effective Echo Time tells them apart.
    """,
    "enhanced_phase": """
    dcm2niix stacks magnitude and phase as eight slices; Complex Image Component tells them apart.
    """,
    "enhanced_stacks": """
    dcm2niix stacks slices of two directions on each other; Efface splits them.
    """,
    "enhanced_slopes": """
    dcm2niix keeps the stored values of frames whose slopes differ (PS3.3 C.7.6.16.2.9); Efface \
    applies each frame's own.
    """,
    "enhanced_time": """
    dcm2niix stacks three points in time as twelve slices; Temporal Position Index and Image \
    Position say that there are four places.
    """,
    "jpeg_ls": "Debian's dcm2niix is built without JPEG-LS and writes nothing.",
    "jpeg_lossy": """
    libjpeg decodes these pictures of noise to what Efface reads; dcm2niix's own decoder is off by up \
    to 51.
    """,
    "mr_signed_12": """
    dcm2niix does not extend the sign of 12 bits (PS3.5 8.1.1: Pixel Representation 1 is two's \
    complement of Bits Stored), so -1 becomes 4095.
    """,
    "overlay_beyond": overlaySize, "overlay_part": overlaySize,
    "tilt_backward": """
    dcm2niix moves the origin of a gantry-corrected volume along z and not along the leaning rows, \
    so that voxels lie up to 3 mm from where they were scanned; and it rounds halves in float.
    """,
    "time_first": """
    dcm2niix writes an affine without a slice direction, and slices and times mixed up, where a place's \
    instances follow each other in time; Temporal Position Identifier says what belongs together.
    """,
    "uneven": """
    dcm2niix takes the first gap for the distance between all slices, Efface the median; neither \
    is right, and both say so.
    """,
  ]

  private static let everyKind = MadeUpSeries.kinds

  @Test(
    "Each volume is one that dcm2niix writes, or the reason is known",
    .enabled(if: PeerTests.hasPeer, "dcm2niix is not installed"), arguments: everyKind)
  func besideDcm2niix(_ kind: String) throws {
    try MadeUpSeries.holdBesideDcm2niix(kind, exceptions: Self.exceptions)
  }

  @Test("Compressed series hold what they held before they were compressed")
  func losslessCompression() throws {
    for kind in ["rle", "jpeg_lossless", "jpeg_ls", "jpeg_2000"] {
      let folder = try MadeUpSeries.folder.get()
      let plain = try #require(try convert(folder.file("\(kind)_plain")).first).image
      let image = try #require(try convert(folder.file(kind)).first).image
      #expect(image.voxels == plain.voxels, "\(kind)")
      #expect(image.header.bytes == plain.header.bytes, "\(kind)")
    }
  }

  @Test("Where dcm2niix errs, the truth is known")
  func truthOfExceptions() throws {
    let folder = try MadeUpSeries.folder.get()
    let signed = try #require(try convert(folder.file("mr_signed_12")).first).image
    let range = try #require(signed.storedRange)
    #expect(range.lowerBound < 0 && range.lowerBound >= -2048 && range.upperBound <= 2047)
    let time = try #require(try convert(folder.file("enhanced_time")).first).image
    #expect(time.header.dimensions == [10, 12, 4, 3])
    let parts = try convert(folder.file("contrast"))
    #expect(parts.map(\.image.header.dimensions) == [[10, 12, 4], [10, 12, 4]])
    // The first pixel of the first slice was scanned at the origin of the patient frame.
    let parser = InProcessDICOMParser()
    let series = try #require(
      try DICOMFolder(folder.file("tilt_backward"), parser: parser).series.first)
    let upright = try series.converted(by: parser, options: ConversionOptions(tilt: .correct)).image
    let inverse = try #require(upright.grid.affine.inverse)
    let place = inverse(Vector3())
    // The table moves against the lean of the rows, so slice 0 begins where no row was added.
    #expect(abs(place.x) < 1e-6 && abs(place.z) < 1e-6)
    #expect(place.y > 11 && place.y <= 15)
  }

  @Test(
    "Changed voxels go back into the files of every kind and are read again", arguments: everyKind)
  func wayBack(_ kind: String) throws {
    let input = try MadeUpSeries.folder.get().file(kind)
    let parser = InProcessDICOMParser()
    let output = try TemporaryFolder()
    var edits: [String: PixelEdits] = [:]
    var expected: [NIfTIImage] = []
    for series in try DICOMFolder(input, parser: parser).series {
      let converted = try series.converted(by: parser)
      var changed = converted.image
      for index in stride(from: 3, to: changed.grid.count * changed.header.frameCount, by: 11) {
        changed.setStored(changed.stored(at: index + 1 - index % 2 * 2), at: index)
      }
      changed = converted.places.storable(changed, changedFrom: converted.image)
      expected.append(changed)
      for (path, more) in try converted.places.edits(from: converted.image, to: changed) {
        edits[path, default: PixelEdits()].append(more)
      }
    }
    for (path, edits) in edits {
      let bytes = try DICOMRewriting(method: "Test", derivation: "Test").apply(
        edits, to: URL(fileURLWithPath: path))
      try Data(bytes).write(to: output.file(URL(fileURLWithPath: path).lastPathComponent))
    }
    let read = try convert(output.url).map(\.image)
    #expect(read.count == expected.count)
    for (image, expected) in zip(read, expected) {
      #expect(image.voxels == expected.voxels)
      #expect(image.header.bytes == expected.header.bytes)
    }
  }

  @Test(
    "What was once compressed with loss says so after it was changed, and is not compressed again")
  func lossyInput() throws {
    let folder = try MadeUpSeries.folder.get().file("jpeg_lossy")
    let parser = InProcessDICOMParser()
    let series = try #require(try DICOMFolder(folder, parser: parser).series.first)
    let output = try TemporaryFolder()
    for (index, file) in series.files.enumerated() {
      let bytes = try DICOMRewriting(method: "Test", derivation: "Test").apply(
        PixelEdits(), to: file)
      let new = output.file("\(index).dcm")
      try Data(bytes).write(to: new)
      let before = try GDCMFile(file)
      let after = try GDCMFile(new)
      let (old, syntax) = (before.text(.transferSyntax), after.text(.transferSyntax))
      #expect(old == "1.2.840.10008.1.2.4.50" && syntax == "1.2.840.10008.1.2.1")
      let (flag, method) = (after.text(.lossyCompression), after.text(.lossyMethod))
      #expect(flag == "01" && method == "ISO_10918_1")
      #expect(try DICOMPixels(new) == DICOMPixels(file))
    }
  }

  @Test("The script writes the kinds that are tested")
  func kindsAreComplete() throws {
    let names = try FileManager.default.contentsOfDirectory(
      atPath: MadeUpSeries.folder.get().url.path)
    let expected = (Self.everyKind + MadeUpSeries.pictures + ["rgb_wide"]).sorted()
    #expect(names.filter { !$0.hasSuffix("_plain") }.sorted() == expected)
  }
}
