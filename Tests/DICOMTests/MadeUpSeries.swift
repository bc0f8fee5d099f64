import Foundation
import Geometry
import TestSupport
import Testing
import Volumes

@testable import DICOM

/// The series that `dicom_series.py` and `dicom_pictures.py` of `Tests/Peers` write, one folder for each
/// kind.
enum MadeUpSeries {
  /// A Python with pydicom and GDCM, named by the environment.
  static let python = ProcessInfo.processInfo.environment["EFFACE_PEERS_PYTHON"]

  /// The names of the kinds, as the script has them.
  static let kinds = [
    "b_value", "big_endian", "contrast", "ct_signed_16", "ct_unsigned_12", "deflated", "derived",
    "dixon", "duplicate", "echoes", "enhanced_b_value", "enhanced_ct", "enhanced_echoes",
    "enhanced_phase", "enhanced_reversed", "enhanced_slopes", "enhanced_stacks", "enhanced_time",
    "feet_first", "ge_phase", "implicit", "inverted", "jpeg_2000", "jpeg_lossless", "jpeg_lossy",
    "jpeg_ls",
    "localizer", "missing", "mosaic", "mosaic_oblique", "mosaic_reversed", "mr_8",
    "mr_coronal_volume", "mr_oblique", "mr_sagittal_volume", "mr_signed_12", "mr_slope",
    "mr_unsigned_16", "no_preamble", "numbers", "odd_length", "overlay", "overlay_beyond",
    "overlay_bits",
    "overlay_first", "overlay_part", "overlay_single", "overlay_some", "overlay_two",
    "overlay_volume", "padded", "pet", "phase", "philips", "prone", "rle", "single",
    "tilt_backward", "tilt_forward", "time",
    "time_first", "two_series", "uneven",
  ]

  /// The kinds that are no scans: colours, indices, single bits, doses, pictures without a place or with
  /// one for several frames.
  static let pictures = [
    "bits", "capture_colour", "capture_grey", "capture_spacing", "captures", "dose", "dose_16",
    "dose_absolute", "dose_coronal", "dose_downwards", "dose_uneven", "frames_angiography",
    "frames_bare", "frames_capture", "frames_coronal", "frames_detector", "frames_down",
    "frames_interleaved", "frames_negative", "frames_no_slices", "frames_of_two", "frames_slices",
    "frames_spacing", "frames_thickness", "frames_time", "frames_volume", "palette_16", "palette_8",
    "palette_8_of_8", "rgb_implicit", "rgb_jpeg_lossless", "rgb_jpeg_ls", "rgb_odd", "rgb_pixels",
    "rgb_planes", "rgb_rle", "rgb_single", "rgb_volume", "segments", "ultrasound_colour",
    "ultrasound_grey", "ybr_full", "ybr_full_422", "ybr_full_planes", "ybr_jpeg",
  ]

  /// Written once for all tests; goes away with the process.
  static let folder: Result<TemporaryFolder, any Error> = Result {
    let folder = try TemporaryFolder()
    let scripts = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Peers")
    for name in ["dicom_series.py", "dicom_pictures.py"] {
      let script = scripts.appendingPathComponent(name).path
      let status = try run("/usr/bin/env", [python ?? "python3", "-B", script, folder.url.path])
      guard status == 0 else { throw Failure() }
    }
    // Nobody owns what is static, so nobody ends its life.
    atexit {
      guard case .success(let folder) = MadeUpSeries.folder else { return }
      try? FileManager.default.removeItem(at: folder.url)
    }
    return folder
  }

  struct Failure: Error {}

  /// Both programs' volumes of one kind.
  static func volumes(_ kind: String) throws -> (mine: [NIfTIImage], theirs: [NIfTIImage]) {
    let input = try folder.get().file(kind)
    let output = try TemporaryFolder()
    let options = ConversionOptions(tilt: .correct)
    let parser = InProcessDICOMParser()
    let series = try DICOMFolder(input, parser: parser, takesPictures: true).series
    let mine = try series.flatMap { series in
      [series] + series.overlayNumbers(regions: true).map(series.overlay)
    }.map { try $0.converted(by: parser, options: options).image }
    _ = try run(PeerTests.peer, ["-z", "n", "-f", "%s_%e", "-o", output.url.path, input.path])
    let files = try FileManager.default.contentsOfDirectory(
      at: output.url, includingPropertiesForKeys: nil)
    // What cannot be placed in the world, for want of a slice direction, agrees with nothing.
    return (
      mine,
      files.filter { $0.pathExtension == "nii" }.compactMap { try? NIfTIImage(contentsOf: $0) }
    )
  }

  /// Every volume of `kind` is one that dcm2niix writes, unless `exceptions` has the reason why not.
  static func holdBesideDcm2niix(_ kind: String, exceptions: [String: String]) throws {
    let (mine, theirs) = try volumes(kind)
    #expect(!mine.isEmpty)
    let same = mine.allSatisfy { image in theirs.contains { agree(image, $0) } }
    #expect(same == (exceptions[kind] == nil), "\(exceptions[kind] ?? "they differ")")
    if kind.hasPrefix("overlay"), same { #expect(mine.count == theirs.count) }
  }

  /// Equal in sizes, affine (1e-3 mm) and values (to the precision of a float).
  static func agree(_ a: NIfTIImage, _ b: NIfTIImage) -> Bool {
    guard a.header.dimensions == b.header.dimensions,
      Phantom.difference(a.grid.affine, b.grid.affine) < 1e-3,
      (a.header.sformCode == 0) == (b.header.sformCode == 0)
    else { return false }
    guard a.header.voxelType.isScalar else {
      return a.header.voxelType == b.header.voxelType && a.voxels == b.voxels
    }
    return (0..<a.grid.count * a.header.frameCount).allSatisfy { index in
      let (x, y) = (a.physical(at: index), b.physical(at: index))
      // Beside 0, what slope and intercept are worth as 32-bit numbers.
      return abs(x - y) <= 2e-7 * max(abs(x), abs(y)) + 1e-6 * abs(a.header.slope)
    }
  }
}
