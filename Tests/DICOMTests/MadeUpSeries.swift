import Foundation
import TestSupport

/// The series that `Tests/Peers/dicom_series.py` writes, one folder for each kind.
enum MadeUpSeries {
  /// A Python with pydicom and GDCM, named by the environment.
  static let python = ProcessInfo.processInfo.environment["EFFACE_PEERS_PYTHON"]

  /// The names of the kinds, as the script has them.
  static let kinds = [
    "b_value", "big_endian", "contrast", "ct_signed_16", "ct_unsigned_12", "duplicate", "echoes",
    "enhanced_ct", "enhanced_slopes", "enhanced_time", "implicit", "jpeg_2000", "jpeg_lossless",
    "jpeg_ls", "missing", "mosaic", "mosaic_oblique", "mosaic_reversed", "mr_8",
    "mr_coronal_volume", "mr_oblique", "mr_sagittal_volume", "mr_signed_12", "mr_unsigned_16",
    "no_preamble", "pet", "phase", "philips", "rle", "tilt_backward", "tilt_forward", "time",
    "uneven",
  ]

  /// Written once for all tests; goes away with the process's temporary files.
  static let folder: Result<TemporaryFolder, any Error> = Result {
    let folder = try TemporaryFolder()
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Peers/dicom_series.py")
    let status = try run("/usr/bin/env", [python ?? "python3", script.path, folder.url.path])
    guard status == 0 else { throw Failure() }
    return folder
  }

  struct Failure: Error {}
}
