import Foundation
import TestSupport

/// The series that `Tests/Peers/dicom_series.py` writes, one folder for each kind.
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
    "mr_unsigned_16", "no_preamble", "numbers", "odd_length", "overlay_bits", "padded", "pet",
    "phase", "philips", "prone", "rle", "single", "tilt_backward", "tilt_forward", "time",
    "time_first", "two_series", "uneven",
  ]

  /// Written once for all tests; goes away with the process.
  static let folder: Result<TemporaryFolder, any Error> = Result {
    let folder = try TemporaryFolder()
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Peers/dicom_series.py")
    let status = try run("/usr/bin/env", [python ?? "python3", script.path, folder.url.path])
    guard status == 0 else { throw Failure() }
    // Nobody owns what is static, so nobody ends its life.
    atexit {
      guard case .success(let folder) = MadeUpSeries.folder else { return }
      try? FileManager.default.removeItem(at: folder.url)
    }
    return folder
  }

  struct Failure: Error {}
}
